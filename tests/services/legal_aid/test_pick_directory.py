"""The pick directory: who is shown to whom and in which order, and whom a penalty keeps off it (LA-57, LA-134)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import case_pb2, facts_pb2, handler_pb2, handler_service_pb2
from sifa.legal_aid.v1 import partner_report_pb2 as grades

from services.legal_aid.domain.partner_report import AssessmentGrade
from services.legal_aid.domain.pick_directory import DirectoryEntry, in_order, practice_years
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, bar_handler, granted_case, lawyer_of, notified_case
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.partners import Partners
from tests.services.legal_aid.providers import INSTITUTION, STAFF, handler, unit

PICK = case_pb2.ASSIGNMENT_METHOD_RECIPIENT_PICK
FINE, GRADED = "grassroots_offices.PenaltyDecided", "grassroots_offices.AssessmentGraded"
DAYS = [dt.date(2026, 6, 15) + dt.timedelta(n) for n in range(3)]


def shown(counter: Counter, case: str) -> list[handler_service_pb2.DirectoryEntry]:
    return list(counter.call("ListDirectory", counter.clerk, case=case).entries)


def names(counter: Counter, case: str) -> set[str]:
    return {entry.handler for entry in shown(counter, case)}


def consenting(counter: Counter, firm: handler_pb2.HandlingUnit, number: int, **changes: Any) -> handler_pb2.Handler:
    return lawyer_of(counter, firm, number=number, **{"in_directory": True, **changes})


def named(number: int, grade: AssessmentGrade | None) -> DirectoryEntry:
    return DirectoryEntry(
        handler=f"handlers/{number}", full_name="甲", unit="", unit_name="", specialties=(), practice_years=None,
        languages=(), open_cases=0, free_capacity=None, grade=grade,
    )  # fmt: skip


@pytest.mark.rule("LA-134")
def test_the_recipient_sees_who_consented_is_able_and_free(counter: Counter) -> None:
    firm = unit(counter.door)
    said = {"specialties": [facts_pb2.MATTER_LABOUR_PAY], "languages": ["彝语"], "practising_since": "2016-06-16"}
    wanted = consenting(counter, firm, 1, **said)
    lawyer_of(counter, firm, number=2)
    bar_handler(counter, consenting(counter, firm, 3).name)
    own = unit(counter.door, INSTITUTION, number=5)
    handler(counter.door, own, STAFF, number=5, in_directory=True)
    (entry,) = shown(counter, granted_case(counter))
    assert entry == handler_service_pb2.DirectoryEntry(
        handler=wanted.name, full_name=wanted.full_name, unit=firm.name, unit_name=firm.display_name,
        specialties=wanted.specialties, practice_years=9, languages=["彝语"],
    )  # fmt: skip
    assert not entry.HasField("free_capacity")


@pytest.mark.rule("LA-57")
def test_no_directory_for_notified_or_assigned_cases(counter: Counter) -> None:
    consenting(counter, unit(counter.door), 1)
    answer = refused(lambda: shown(counter, notified_case(counter)))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "PICK_NOT_OFFERED")
    name = granted_case(counter)
    act_on(counter, "assign", name)
    assert refused(lambda: shown(counter, name)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("XF-26")
def test_a_penalty_keeps_off_the_directory_for_a_year_and_the_pick_is_refused(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        firm = unit(counter.door)
        fined, free = consenting(counter, firm, 1), consenting(counter, firm, 2)
        Partners(counter.door).tell(FINE, "fine", subject=fined.name)
        case = granted_case(counter)
        assert names(counter, case) == {free.name}
        picked = {"name": case, "method": PICK, "handler": fined.name}
        answer = refused(lambda: counter.call("AssignCase", counter.head, **picked))
        assert (answer.reason, answer.metadata["pick_banned"]) == ("NO_CANDIDATE", "1")
        with reopened(counter, profile, SIFA_NOW="2027-06-09T09:00+08:00") as last_day:
            assert names(last_day, case) == {free.name}
        with reopened(counter, profile, SIFA_NOW="2027-06-10T09:00+08:00") as day_after:
            assert names(day_after, case) == {free.name, fined.name}


@pytest.mark.rule("XF-26")
def test_a_penalty_of_the_unit_keeps_its_people_off(counter: Counter) -> None:
    fined, other = unit(counter.door), unit(counter.door, number=2)
    consenting(counter, fined, 1)
    free = consenting(counter, other, 2)
    Partners(counter.door).tell(FINE, "fine", subject=fined.name)
    assert names(counter, granted_case(counter)) == {free.name}


@pytest.mark.rule("GO-63", "XF-31")
def test_better_graded_handlers_stand_first(counter: Counter) -> None:
    firm = unit(counter.door)
    partners = Partners(counter.door)
    known = [f"practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d2a0{number}" for number in range(3)]
    told = [grades.ASSESSMENT_GRADE_BASIC, grades.ASSESSMENT_GRADE_COMPETENT, grades.ASSESSMENT_GRADE_EXCELLENT]
    made = [consenting(counter, firm, number + 1, external_name=known[number]) for number in range(3)]
    for subject, grade in zip(known, told, strict=True):
        partners.tell(GRADED, "excellent", subject=subject, grade=grade)
    older = {"assessment": "assessments/019ed7e5-3a00-7000-8000-2f6b1c9d2a09", "year": 2024}
    partners.tell(GRADED, "excellent", subject=known[2], grade=grades.ASSESSMENT_GRADE_INCOMPETENT, **older)
    entries = shown(counter, granted_case(counter))
    assert [entry.handler for entry in entries] == [one.name for one in reversed(made)]
    assert entries[0].grade == grades.ASSESSMENT_GRADE_EXCELLENT


@pytest.mark.rule("LA-134")
def test_the_order_moves_on_by_one_every_day_and_is_the_same_all_day() -> None:
    people = [named(number, None) for number in (3, 1, 2)]
    firsts = [in_order(people, on=day)[0].handler for day in DAYS]
    assert sorted(firsts) == ["handlers/1", "handlers/2", "handlers/3"]
    assert in_order(people, on=DAYS[0]) == in_order(reversed(people), on=DAYS[0])
    best = named(4, AssessmentGrade.EXCELLENT)
    assert {in_order([*people, best], on=day)[0] for day in DAYS} == {best}
    assert in_order([], on=DAYS[0]) == ()


@pytest.mark.rule("LA-134")
@pytest.mark.parametrize(
    ("since", "years"),
    [("2016-06-15", 10), ("2016-06-16", 9), ("2026-06-15", 0), ("2024-02-29", 2), ("", None)],
)
def test_years_of_practice_are_full_years(since: str, years: int | None) -> None:
    begun = dt.date.fromisoformat(since) if since else None
    assert practice_years(begun, on=DAYS[0]) == years
