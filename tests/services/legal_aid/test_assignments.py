"""Who gets a case and why: rota, specialty, pick, in-house; qualification, conflict, hold (LA-50 to LA-66, LA-134)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import case_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2, handler_pb2, notice_pb2

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import (
    ROTA,
    act_on,
    bar_handler,
    brought_to,
    case_state,
    granted_case,
    lawyer_of,
    notified_case,
    read_case,
)
from tests.services.legal_aid.intake import applicant, identity_number
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.providers import (
    BODY,
    INSTITUTION,
    OFFICE,
    PRACTITIONER,
    STAFF,
    VOLUNTEER,
    handler,
    unit,
)
from tests.services.legal_aid.steps import deadlines_of

M = pb.AssignmentMethod
PICK, SPECIALTY, IN_HOUSE = (
    M.Value("ASSIGNMENT_METHOD_RECIPIENT_PICK"),
    M.Value("ASSIGNMENT_METHOD_SPECIALTY"),
    M.Value("ASSIGNMENT_METHOD_IN_HOUSE"),
)
G = pb.ReplacementGround


def two_firms(counter: Counter) -> tuple[handler_pb2.HandlingUnit, handler_pb2.HandlingUnit]:
    """One firm with two lawyers, one with a single one."""
    big, small = unit(counter.door), unit(counter.door, number=2)
    lawyer_of(counter, big, number=1)
    lawyer_of(counter, big, number=2)
    lawyer_of(counter, small, number=3)
    return big, small


def assign(counter: Counter, name: str, **fields: Any) -> pb.Case:
    said = {"method": ROTA, "pick_declined": True, **fields}
    done: pb.Case = counter.call("AssignCase", counter.head, name=name, **said).case
    return done


def verdicts(counter: Counter, case: pb.Case) -> dict[str, str]:
    choice = counter.call("GetAllocation", counter.clerk, name=case.assignments[-1].allocation).choice
    return {
        one.handler: pb.AllocationVerdict.Name(one.verdict).removeprefix("ALLOCATION_VERDICT_") for one in choice.judged
    }


@pytest.mark.rule("LA-55", "LA-56")
def test_the_rota_gives_each_unit_cases_as_it_has_handlers(counter: Counter) -> None:
    big, small = two_firms(counter)
    taken = [assign(counter, granted_case(counter)).assignments[0].unit for _ in range(6)]
    assert (taken.count(big.name), taken.count(small.name)) == (4, 2)


@pytest.mark.rule("LA-56")
def test_a_choice_is_kept_with_everybody_and_comes_out_the_same_again(counter: Counter) -> None:
    big, small = two_firms(counter)
    office = unit(counter.door, OFFICE, number=3)
    other = handler(counter.door, office, PRACTITIONER, number=9)
    case = assign(counter, granted_case(counter))
    allocation = counter.call("GetAllocation", counter.clerk, name=case.assignments[0].allocation)
    assert {one.unit for one in allocation.choice.weights} == {big.name, small.name}
    assert [one.obstacles[0] for one in allocation.choice.judged if one.handler == other.name] == ["NO_PARTY_IN_COUNTY"]
    assert sorted(verdicts(counter, case).values()) == ["CHOSEN", "CHOSEN", "NOT_NEXT", "OBSTACLE"]
    assert counter.call("ReplayAllocation", counter.chief, name=allocation.name).identical


@pytest.mark.rule("LA-57", "LA-134")
def test_the_pick_is_offered_first(counter: Counter) -> None:
    two_firms(counter)
    name = granted_case(counter)
    answer = refused(lambda: assign(counter, name, pick_declined=False))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PICK_OFFERED_FIRST")
    assert case_state(assign(counter, name, pick_declined=True)) == "ASSIGNED"


@pytest.mark.rule("LA-134")
def test_after_the_day_of_the_pick_the_rota_needs_no_word(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        two_firms(counter)
        name = granted_case(counter)
        with reopened(counter, profile, SIFA_NOW="2026-06-17T09:00+08:00") as later:
            assert case_state(assign(later, name, pick_declined=False)) == "ASSIGNED"


@pytest.mark.rule("LA-134", "LA-33")
@pytest.mark.parametrize(
    ("day", "refusal"), [("2026-05-05", "PICK_OFFERED_FIRST"), pytest.param("2026-05-06", "", id="TV-C04")]
)
def test_the_pick_never_delays_beyond_the_day_of_the_assignment(profile: Profile, day: str, refusal: str) -> None:
    """Granted on the eve of the holiday, both dates roll to its end: that day the rota needs no word."""
    with counter_at(profile, "2026-04-30T09:00+08:00") as counter:
        two_firms(counter)
        name = granted_case(counter)
        case = read_case(counter, name)
        source = counter.call("GetApplication", counter.clerk, name=case.application)
        assert (case.pick_until_date, deadlines_of(source)["ASSIGN"]) == ("2026-05-06", ("2026-05-06", "RUNNING"))
        with reopened(counter, profile, SIFA_NOW=f"{day}T09:00+08:00") as later:
            if refusal:
                assert refused(lambda: assign(later, name, pick_declined=False)).reason == refusal
            else:
                assert case_state(assign(later, name, pick_declined=False)) == "ASSIGNED"


@pytest.mark.rule("LA-57", "E-26")
def test_a_pick_is_a_preference_that_the_checks_still_apply_to(counter: Counter) -> None:
    _, small = two_firms(counter)
    picked = counter.call("ListHandlers", counter.head, unit=small.name).handlers[0]
    case = assign(counter, granted_case(counter), method=PICK, handler=picked.name, pick_declined=False)
    assert (case.assignments[0].unit, case.assignments[0].handler) == (small.name, picked.name)
    bar_handler(counter, picked.name)
    answer = refused(lambda: assign(counter, granted_case(counter), method=PICK, handler=picked.name))
    assert (answer.reason, answer.metadata["barred"]) == ("NO_CANDIDATE", "1")
    notified = refused(lambda: assign(counter, notified_case(counter), method=PICK, handler=picked.name))
    assert notified.reason == "PICK_NOT_OFFERED"


@pytest.mark.rule("LA-56")
def test_specialty_prefers_who_knows_the_matter_and_has_least_to_do(counter: Counter) -> None:
    firm = unit(counter.door)
    lawyer_of(counter, firm, number=1)
    knows = [lawyer_of(counter, firm, number=n, specialties=[facts_pb2.MATTER_LABOUR_PAY]).name for n in (2, 3)]
    chosen = [assign(counter, granted_case(counter), method=SPECIALTY).assignments[0].handler for _ in range(4)]
    assert chosen == [*knows, *knows]
    answer = refused(lambda: assign(counter, granted_case(counter), method=SPECIALTY, unit=firm.name))
    assert answer.reason == "CHOICE_REASON_MISSING"


@pytest.mark.rule("LA-58", "LA-143")
def test_the_institutions_own_staff_need_a_written_reason(counter: Counter) -> None:
    two_firms(counter)
    own = unit(counter.door, INSTITUTION, number=5)
    staff = handler(counter.door, own, STAFF, number=5)
    name = granted_case(counter)
    assert refused(lambda: assign(counter, name, method=IN_HOUSE)).reason == "IN_HOUSE_REASON_MISSING"
    case = assign(counter, name, method=IN_HOUSE, reason="案情简单，受援人急需")
    assert (case.assignments[0].unit, list(case.flags)) == (own.name, [pb.CASE_FLAG_IN_HOUSE])
    assert verdicts(counter, case)[staff.name] == "CHOSEN"
    rota = assign(counter, granted_case(counter))
    assert verdicts(counter, rota)[staff.name] == "NOT_IN_HOUSE"


@pytest.mark.rule("GO-43")
@pytest.mark.parametrize(
    ("domiciles", "found"), [(["990103", "110101"], "NO_PARTY_IN_COUNTY"), (["990103", "990102"], "")]
)
def test_a_practitioner_goes_to_court_only_for_a_party_of_the_county(
    counter: Counter, domiciles: list[str], found: str
) -> None:
    """TV-A04."""
    office = unit(counter.door, OFFICE, number=3)
    who = handler(counter.door, office, PRACTITIONER, number=9)
    civil = {"matter": facts_pb2.MATTER_TRAFFIC_INJURY}
    name = granted_case(counter, **civil)
    if found:
        answer = refused(lambda: assign(counter, name, party_divisions=domiciles))
        assert (answer.reason, answer.metadata["obstacle"]) == ("NO_CANDIDATE", "1")
    else:
        case = assign(counter, name, party_divisions=domiciles)
        assert act_on(counter, "arrange", name, handler=who.name).assignments[0].handler == who.name
        assert list(case.party_divisions) == domiciles


@pytest.mark.rule("LA-13", "LA-52")
@pytest.mark.parametrize("stage", [notice_pb2.STAGE_INVESTIGATION], ids=["TV-E11"])
def test_a_notified_minor_gets_a_lawyer_with_the_tag_and_no_test(counter: Counter, stage: Any) -> None:
    firm = unit(counter.door)
    handler(counter.door, firm, number=1, criminal_defence_since="2011-11-21")
    name = notified_case(counter, authority_type=notice_pb2.AUTHORITY_TYPE_POLICE, stage=stage)
    answer = refused(lambda: assign(counter, name))
    assert (answer.reason, answer.metadata["obstacle"]) == ("NO_CANDIDATE", "1")
    tagged = lawyer_of(counter, firm, number=2)
    case = assign(counter, name)
    assert (case.minor, case.mandatory, case.application) == (True, True, "")
    assert act_on(counter, "arrange", name, handler=tagged.name).assignments[0].qualification.juvenile_tag.issuer
    untagged = counter.call("ListHandlers", counter.head).handlers[0].name
    assert refused(lambda: act_on(counter, "arrange", name, handler=untagged)).reason == "HANDLER_NOT_QUALIFIED"


@pytest.mark.rule("LA-12", "LA-13")
@pytest.mark.parametrize("category", [pytest.param(notice_pb2.NOTICE_CATEGORY_DISCRETIONARY, id="TV-E12")])
def test_a_notified_defendant_of_ordinary_procedure_is_assigned_without_a_test(counter: Counter, category: Any) -> None:
    two_firms(counter)
    name = notified_case(counter, category=category, person=notice_pb2.NotifiedPerson(full_name="成年人"))
    case = assign(counter, name)
    assert (case_state(case), case.mandatory, case.minor) == ("ASSIGNED", False, False)


@pytest.mark.rule("LA-66", "E-25")
def test_a_unit_does_not_act_for_both_sides_of_one_dispute(counter: Counter) -> None:
    big, small = two_firms(counter)
    first = granted_case(counter, opponents=["李㐂"])
    taken = assign(counter, first).assignments[0].unit
    mirrored = {
        "applicant": applicant(full_name="李㐂", identity_number=identity_number(7)), "opponents": ["王㐂"],
    }  # fmt: skip
    case = assign(counter, granted_case(counter, **mirrored))
    assert case.assignments[0].unit == ({big.name, small.name} - {taken}).pop()
    assert "CONFLICT" in verdicts(counter, case).values()
    elsewhere = granted_case(counter, **{**mirrored, "opponents": ["别人"]})
    assert "CONFLICT" not in verdicts(counter, assign(counter, elsewhere)).values()


@pytest.mark.rule("LA-65")
def test_a_held_handler_gets_nothing_new_until_the_hold_is_lifted(counter: Counter) -> None:
    firm = unit(counter.door)
    who = lawyer_of(counter, firm)
    running = brought_to(counter, "IN_PROGRESS")
    bar = bar_handler(counter, who.name)
    clocks = {one.kind: one.due_date for one in read_case(counter, running.name).deadlines}
    assert clocks["LEAVE_BARRED"] == "2026-06-16"
    waiting = granted_case(counter)
    assert refused(lambda: assign(counter, waiting)).metadata["barred"] == "1"
    counter.call("LiftAssignmentBar", counter.head, name=bar.name)
    assert case_state(assign(counter, waiting)) == "ASSIGNED"
    assert refused(lambda: counter.call("LiftAssignmentBar", counter.head, name=bar.name)).reason == "BAR_LIFTED"


@pytest.mark.rule("LA-50")
def test_volunteers_get_no_case(counter: Counter) -> None:
    handler(counter.door, unit(counter.door, BODY), VOLUNTEER)
    assert refused(lambda: assign(counter, granted_case(counter))).metadata["obstacle"] == "1"
