"""The share of the own staff, everybody's part of the month, and the yearly check (LA-58, LA-139)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sifa.legal_aid.v1 import assignment_report_service_pb2 as pb
from sifa.legal_aid.v1 import case_pb2, complaint_pb2, publication_pb2
from sifa.legal_aid.v1 import participation_check_service_pb2 as check_pb

from chassis.kernel.deadline import DeadlineChanged, DeadlineState
from services.legal_aid.domain.allocation import Choice, Judged, Verdict
from services.legal_aid.domain.assignment_report import (
    HandlerDeviation,
    ShareChange,
    Spread,
    change_of,
    report,
    share_of,
)
from services.legal_aid.domain.case_assignment import AssignmentMethod
from services.legal_aid.domain.case_events import CaseAssigned
from services.legal_aid.domain.participation import check_participation
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.told import Told
from tests.doors import refused
from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.legal_aid.complaints import moved_along
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.duty import stand
from tests.services.legal_aid.handling import able_lawyer, act_on, brought_to, granted_case, lawyer_of
from tests.services.legal_aid.providers import INSTITUTION, STAFF, handler, unit
from tests.services.legal_aid.publications import advise, compute, identical, on_day, rows

SUMMARY = publication_pb2.PUBLICATION_KIND_PARTICIPATION_SUMMARY


def asked(counter: Counter, month: str = "2026-06") -> pb.ReportAssignmentsResponse:
    found: pb.ReportAssignmentsResponse = counter.call(
        "ReportAssignments", counter.head, institution=counter.institution, month=month
    )
    return found


def checked(counter: Counter, year: int = 2026) -> dict[str, check_pb.ParticipationLine]:
    number_all(counter.door.service)
    found = counter.call("CheckParticipation", counter.chief, institution=counter.institution, year=year)
    return {line.subject: line for line in found.lines}


def spread(got: str, *able: str, unable: tuple[str, ...] = ()) -> Spread:
    judged = [(one, Verdict.NOT_NEXT) for one in able] + [(one, Verdict.BARRED) for one in unable]
    return Spread(
        case="cases/1", handler=got,
        choice=Choice(unit="", handler="", weights=(), judged=tuple(
            Judged(handler=one, unit="", verdict=verdict, obstacles=()) for one, verdict in judged)),
    )  # fmt: skip


@pytest.mark.rule("LA-58")
@pytest.mark.parametrize(("before", "present", "change"), [
    ((1, 3), (33, 100), ShareChange.FELL), ((1, 3), (33_333, 100_000), ShareChange.FELL),
    ((1, 3), (2, 6), ShareChange.SAME), ((333, 1000), (1, 3), ShareChange.ROSE),
    ((0, 0), (1, 3), ShareChange.UNKNOWN), ((1, 3), (0, 0), ShareChange.UNKNOWN), ((1, 3), (0, 9), ShareChange.FELL),
])  # fmt: skip
def test_shares_are_compared_exactly(before: tuple[int, int], present: tuple[int, int], change: ShareChange) -> None:
    assert change_of(share_of(2025, *before), share_of(2026, *present)) is change


def test_everybody_who_could_take_a_case_weighs_the_same() -> None:
    empty = share_of(2026, 0, 0)
    found = report(empty, empty, [
        spread("handlers/a", "handlers/a", "handlers/b", "handlers/c"), spread("", "handlers/a", "handlers/b"),
        spread("handlers/a", "handlers/a", unable=("handlers/d",)),
    ])  # fmt: skip
    assert (found.spread_cases, found.not_arranged) == (3, 1)
    assert found.deviations == (
        HandlerDeviation(handler="handlers/a", actual=2, expected_e4=18_333, difference_e4=1_667),
        HandlerDeviation(handler="handlers/b", actual=0, expected_e4=8_333, difference_e4=-8_333),
        HandlerDeviation(handler="handlers/c", actual=0, expected_e4=3_333, difference_e4=-3_333),
    )


@pytest.mark.rule("LA-58", "LA-143", "E-73")
def test_the_share_counts_cases_once_and_no_duty_help(counter: Counter) -> None:
    staff = handler(counter.door, unit(counter.door, INSTITUTION, number=7), STAFF, number=7)
    lawyer = able_lawyer(counter)
    own = granted_case(counter)
    house: dict[str, Any] = {"method": case_pb2.ASSIGNMENT_METHOD_IN_HOUSE, "reason": "无其他机构可承办"}
    act_on(counter, "assign", own, **house)
    act_on(counter, "arrange", own, handler=staff.name)
    act_on(counter, "replace", own)
    act_on(counter, "assign", own, **house)
    brought_to(counter, "ASSIGNED")
    brought_to(counter, "ASSIGNED")
    stand(counter, lawyer.name)
    advise(counter)
    found = asked(counter)
    assert (found.present.year, found.present.in_house_cases, found.present.all_cases) == (2026, 1, 3)
    assert (found.present.share_bp, found.change) == (3333, pb.SHARE_CHANGE_UNKNOWN)
    assert (found.before.year, found.before.all_cases, found.before.HasField("share_bp")) == (2025, 0, False)
    assert list(found.deviations) == [
        pb.HandlerDeviation(handler=lawyer.name, actual=2, expected_e4=20_000, difference_e4=0)
    ]
    assert (found.spread_cases, asked(counter, "2026-05").spread_cases) == (2, 0)


@pytest.mark.rule("LA-139", "LA-106")
def test_a_year_tells_of_every_unit_and_handler(counter: Counter, profile: Profile) -> None:
    lawyer = able_lawyer(counter)
    brought_to(counter, "GRADED")
    refusing = granted_case(counter)
    act_on(counter, "assign", refusing)
    act_on(counter, "replace", refusing, ground=case_pb2.REPLACEMENT_GROUND_UNIT_REFUSED)
    target = complaint_pb2.ComplaintTarget(
        kind=complaint_pb2.COMPLAINT_TARGET_KIND_HANDLER, resource=lawyer.name, display_name=lawyer.full_name
    )
    moved_along(counter, "accept", "investigate", "conclude", target=target)
    lines = checked(counter)
    assert lines[lawyer.name] == check_pb.ParticipationLine(
        subject=lawyer.name, taken=1, closed=1, good=1, complaints=1, complaints_upheld=1
    )
    assert lines[lawyer.unit] == check_pb.ParticipationLine(
        subject=lawyer.unit, taken=2, refused=1, closed=1, good=1
    )  # fmt: skip
    assert checked(counter, 2025) == {}
    with on_day(counter, profile, "2027-01-04") as later:
        made = compute(later, SUMMARY, "2026")
        assert identical(later, made.name)
    assert rows(made, "units") == [["示范律师事务所", 2, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]]
    assert rows(made, "handlers") == [[1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1]]
    assert lawyer.full_name not in made.content


@pytest.mark.rule("LA-139", "P-06", "E-74")
def test_a_late_file_counts_for_its_last_holder_unless_it_proves_to_be_in_time() -> None:
    day = dt.date(2026, 3, 2)

    def clock(case: str, state: DeadlineState) -> DeadlineChanged:
        return DeadlineChanged(
            deadline="deadlines/1", subject=case, kind="SUBMIT_FILE", rule_id="LA-77", owner="", division="990102",
            previous_state=None, state=state, start_date=day, due_date=day,
        )  # fmt: skip

    def assigned(case: str, who: str) -> CaseAssigned:
        return CaseAssigned(
            case=case, institution="", division="", unit="handlingUnits/u", handler=who,
            method=AssignmentMethod.ROTATION, assigned_date=day,
        )  # fmt: skip

    facts: tuple[Any, ...] = (
        assigned("cases/1", "handlers/a"), assigned("cases/1", "handlers/b"), assigned("cases/2", "handlers/a"),
        clock("cases/1", DeadlineState.MISSED), clock("cases/2", DeadlineState.MISSED),
        clock("cases/2", DeadlineState.MET), clock("cases/3", DeadlineState.MISSED),
    )  # fmt: skip
    found = check_participation(Told(facts), Period(year=2026, quarter=0))
    assert {line.subject: (line.taken, line.late_files) for line in found} == {
        "handlers/a": (2, 0), "handlers/b": (1, 1), "handlingUnits/u": (2, 1),
    }  # fmt: skip


def test_nobody_reads_a_foreign_institution(counter: Counter) -> None:
    lawyer_of(counter, unit(counter.door))
    stranger = counter.door.person("legal_aid_head", divisions=("990103",), subject="far")
    for rpc, period in (("ReportAssignments", {"month": "2026-06"}), ("CheckParticipation", {"year": 2026})):
        answer = refused(
            lambda rpc=rpc, period=period: counter.call(rpc, stranger, institution=counter.institution, **period)  # type: ignore[misc]
        )
        assert answer.reason == "INSTITUTION_UNKNOWN"
