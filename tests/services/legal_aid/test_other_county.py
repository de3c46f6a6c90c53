"""When every unit of the county is in conflict, the units of the same city may be asked (LA-66)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sifa.legal_aid.v1 import case_pb2 as pb
from sifa.legal_aid.v1 import handler_pb2, handler_service_pb2, handling_unit_service_pb2

from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.allocation import AllocationInputs, Candidate, Verdict, choose
from services.legal_aid.domain.case_assignment import AssignmentMethod
from services.legal_aid.domain.handling_unit import HandlingUnitKind
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import ROTA, act_on, brought_to, granted_case, lawyer_of, read_case
from tests.services.legal_aid.intake import applicant, identity_number
from tests.services.legal_aid.providers import HANDLERS, HEAD, LAW_FIRM, LAWYER, UNITS, credit_code, unit

SAME_CITY, OTHER_CITY = "990103", "990201"
HERE = Candidate(
    unit="handlingUnits/1", unit_kind=HandlingUnitKind.LAW_FIRM, handler="handlers/1", obstacles=(), conflict=False,
    barred=False, specialty=False, open_cases=0,
)  # fmt: skip
AWAY = replace(HERE, unit="handlingUnits/2", handler="handlers/2", away=True)


def lawyer_in(counter: Counter, division: str, number: int) -> handler_pb2.Handler:
    """A lawyer whose firm has its seat in the division."""
    who = counter.door.person(HEAD, divisions=(division,))
    firm = handler_pb2.HandlingUnit(
        display_name="邻区律师事务所", kind=LAW_FIRM, credit_code=credit_code(number), division=division
    )
    request = handling_unit_service_pb2.CreateHandlingUnitRequest(handling_unit=firm)
    made = counter.door.call(UNITS["CreateHandlingUnit"], request, who)
    person = handler_pb2.Handler(
        unit=made.name, full_name="丙律师", kind=LAWYER, certificate_number=f"1990{number:013d}", in_directory=True,
        criminal_defence_since="2011-11-21",
    )  # fmt: skip
    wanted = handler_service_pb2.CreateHandlerRequest(handler=person)
    found: handler_pb2.Handler = counter.door.call(HANDLERS["CreateHandler"], wanted, who)
    return found


def both_sides(counter: Counter) -> str:
    """The other side of a dispute in which the county's only firm acts already."""
    brought_to(counter, "IN_PROGRESS", granted_case(counter, opponents=["李㐂"]))
    other = {"applicant": applicant(full_name="李㐂", identity_number=identity_number(7)), "opponents": ["王㐂"]}
    return granted_case(counter, **other)


def assign(counter: Counter, name: str, **fields: Any) -> pb.Case:
    said = {"method": ROTA, "pick_declined": True, **fields}
    done: pb.Case = counter.call("AssignCase", counter.head, name=name, **said).case
    return done


@pytest.mark.rule("LA-66")
def test_with_the_only_firm_in_conflict_another_county_gets_the_case_and_it_is_flagged(counter: Counter) -> None:
    lawyer_of(counter, unit(counter.door))
    lawyer_in(counter, OTHER_CITY, 8)
    name = both_sides(counter)
    assert refused(lambda: assign(counter, name)).metadata["conflict"] == "1"
    neighbour = lawyer_in(counter, SAME_CITY, 9)
    entries = counter.call("ListDirectory", counter.clerk, case=name).entries
    assert [entry.handler for entry in entries] == [neighbour.name]
    case = assign(counter, name)
    assert (case.assignments[0].unit, list(case.flags)) == (neighbour.unit, [pb.CASE_FLAG_OTHER_COUNTY])
    assert counter.call("ReplayAllocation", counter.chief, name=case.assignments[0].allocation).identical
    act_on(counter, "arrange", name, handler=neighbour.name)
    for action in ("recordAgreement", "recordMeeting", "enterStage"):
        act_on(counter, action, name)
    assert read_case(counter, name).assignments[0].handler == neighbour.name


@pytest.mark.rule("LA-66")
def test_a_firm_without_conflict_keeps_the_case_in_the_county(counter: Counter) -> None:
    lawyer_of(counter, unit(counter.door))
    name = both_sides(counter)
    lawyer_in(counter, SAME_CITY, 9)
    second = lawyer_of(counter, unit(counter.door, number=2), number=2)
    case = assign(counter, name)
    assert (case.assignments[0].unit, list(case.flags)) == (second.unit, [])
    kept = counter.call("GetAllocation", counter.clerk, name=case.assignments[0].allocation)
    assert not any(candidate.away for candidate in kept.inputs.candidates)


def inputs(*candidates: Candidate, **changes: Any) -> AllocationInputs:
    said = {"method": AssignmentMethod.ROTATION, "unit": "", "handler": "", "rota": (), **changes}
    return AllocationInputs(candidates=candidates, **said)


@pytest.mark.rule("LA-66")
@pytest.mark.parametrize(
    ("local", "verdict"),
    [
        ({"conflict": True}, Verdict.CHOSEN),
        ({}, Verdict.OTHER_COUNTY),
        ({"barred": True}, Verdict.OTHER_COUNTY),
        ({"conflict": True, "obstacles": ("LAWYER_REQUIRED",)}, Verdict.OTHER_COUNTY),
    ],
)
def test_only_a_conflict_of_everybody_able_opens_the_city(local: dict[str, Any], verdict: Verdict) -> None:
    given = inputs(replace(HERE, **local), AWAY)
    if verdict is Verdict.CHOSEN:
        choice = choose(given)
        assert [one.verdict for one in choice.judged if one.handler == AWAY.handler] == [verdict]
    elif local:
        with pytest.raises(RuleViolated) as answer:
            choose(given)
        assert answer.value.metadata["other_county"] == "1"
    else:
        assert choose(given).unit == HERE.unit


@pytest.mark.rule("LA-66")
def test_the_institutions_own_staff_does_not_keep_a_case_in_the_county() -> None:
    staff = replace(HERE, unit_kind=HandlingUnitKind.INSTITUTION, handler="handlers/3", unit="handlingUnits/3")
    assert choose(inputs(staff, replace(HERE, conflict=True), AWAY)).unit == AWAY.unit


@pytest.mark.rule("LA-66")
def test_a_named_handler_of_another_county_is_taken_only_when_there_is_need() -> None:
    named = {"method": AssignmentMethod.SPECIALTY, "handler": AWAY.handler}
    assert choose(inputs(replace(HERE, conflict=True), AWAY, **named)).handler == AWAY.handler
    with pytest.raises(RuleViolated):
        choose(inputs(HERE, AWAY, **named))
