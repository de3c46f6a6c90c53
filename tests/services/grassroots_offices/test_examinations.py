"""Applications have examiners; whoever is away is covered for, and one person works on one at a time (GO-04)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.grassroots_offices.v1 import examination_pb2 as pb

from services.grassroots_offices.domain.examination import MOVES
from services.grassroots_offices.domain.examiner_absence import MOVES as ABSENCE_MOVES
from services.grassroots_offices.domain.examiner_absence import acted_for, acting
from tests.doors import HOME, Identity, migrated, refused, serving, settings_of
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import act, practise
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_registers_at_once import WRITERS, at_once

WANG, LI, QIAN = "wang", "li", "qian"


def person(desk: Desk, subject: str) -> Identity:
    return desk.door.person("grassroots_clerk", subject=subject)


@pytest.fixture
def application(desk: Desk) -> Any:
    """One that was accepted today."""
    return practise(desk, desk.intern(desk.staffed_office(3)[0].name).name)


def assign(desk: Desk, application: Any, examiner: str, **fields: Any) -> pb.Examination:
    done: pb.Examination = desk.call(
        "AssignExaminer", desk.clerk, name=application.name, examiner=examiner, **fields
    ).examination
    return done


def claim(desk: Desk, application: Any, subject: str, **fields: Any) -> pb.Examination:
    reply = desk.call("ClaimLicenceApplication", person(desk, subject), name=application.name, **fields)
    done: pb.Examination = reply.examination
    return done


def examination(desk: Desk, application: Any) -> pb.Examination:
    found: pb.Examination = desk.call("GetExamination", desk.clerk, name=application.name)
    return found


def away(desk: Desk, who: str, by: str, first: str, last: str, **changes: Any) -> pb.ExaminerAbsence:
    fields: dict[str, Any] = {
        "examiner": who, "kind": pb.EXAMINER_ABSENCE_KIND_LEAVE, "from_date": first, "to_date": last,
        "cover": by, "document_number": "请假1号", "division": HOME, **changes,
    }  # fmt: skip
    made: pb.ExaminerAbsence = desk.call(
        "CreateExaminerAbsence", desk.clerk, examiner_absence=pb.ExaminerAbsence(**fields)
    )
    return made


def own(desk: Desk, subject: str) -> list[tuple[str, bool]]:
    """What is in somebody's list, and whether he acts for its examiner."""
    found = desk.call("ListOwnApplications", person(desk, subject)).applications
    return [(one.licence_application.name, one.examination.examiner != subject) for one in found]


def named(state: pb.ExaminationState.ValueType) -> str:
    return pb.ExaminationState.Name(state).removeprefix("EXAMINATION_STATE_")


@contextmanager
def at(desk: Desk, profile: Profile, moment: str) -> Iterator[Desk]:
    """The same desks at another hour."""
    service = migrated(settings_of(profile, "grassroots_offices", SIFA_NOW=f"{moment}+08:00"), "grassroots_offices")
    with serving(service) as door:
        yield replace(desk, door=door)


def test_the_tables_of_moves_are_those_of_the_readme() -> None:
    told = {state.name: {action: {to.name for to in ends} for action, ends in MOVES[state].items()} for state in MOVES}
    assert told == {
        "UNASSIGNED": {"assign": {"ASSIGNED"}, "claim": {"CLAIMED"}},
        "ASSIGNED": {"assign": {"ASSIGNED"}, "unassign": {"UNASSIGNED"}, "claim": {"CLAIMED"}},
        "CLAIMED": {"assign": {"ASSIGNED"}, "unassign": {"UNASSIGNED"}, "claim": {"CLAIMED"},
                    "release": {"ASSIGNED", "UNASSIGNED"}},
        "OVER": {},
    }  # fmt: skip
    absences = {one.name: set(moves) for one, moves in ABSENCE_MOVES.items()}
    assert absences == {"RECORDED": {"cancel"}, "CANCELLED": set()}


def test_the_newest_assignment_counts_until_it_is_taken_back(desk: Desk, application: Any) -> None:
    assert (named(examination(desk, application).state), examination(desk, application).etag) == ("UNASSIGNED", "0")
    assign(desk, application, WANG)
    second = assign(desk, application, LI, etag="1")
    assert (named(second.state), second.examiner, second.acting_examiner) == ("ASSIGNED", LI, LI)
    stale = refused(lambda: assign(desk, application, WANG, etag="1"))
    assert (stale.code, stale.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")
    assert (own(desk, WANG), own(desk, LI)) == ([], [(application.name, False)])
    none = desk.call("UnassignExaminer", desk.clerk, name=application.name).examination
    assert (named(none.state), list(none.allowed_actions)) == ("UNASSIGNED", ["assign", "claim"])
    again = refused(lambda: desk.call("UnassignExaminer", desk.clerk, name=application.name))
    assert again.reason == "ACTION_NOT_ALLOWED"


def test_an_application_of_somebody_who_is_away_goes_to_the_cover_and_its_clock_runs_on(
    desk: Desk, profile: Profile, application: Any
) -> None:
    assign(desk, application, WANG)
    due = [one.due_date for one in application.deadlines]
    away(desk, WANG, LI, "2026-06-16", "2026-06-18")
    away(desk, LI, QIAN, "2026-06-17", "2026-06-17")
    assert not examination(desk, application).examiner_absent
    for day, acts in (("2026-06-16", LI), ("2026-06-17", QIAN), ("2026-06-18", LI), ("2026-06-19", WANG)):
        with on_day(desk, profile, day) as then:
            found = examination(then, application)
            assert (found.acting_examiner, found.examiner_absent) == (acts, acts != WANG), day
            assert {who for who in (LI, QIAN) if own(then, who)} == {acts} - {WANG}
            assert own(then, WANG) == [(application.name, False)]
            now = then.call("GetLicenceApplication", then.clerk, name=application.name)
            assert [one.due_date for one in now.deadlines] == due


def test_nobody_acts_when_everybody_who_should_is_away_and_who_is_back_acts_again(desk: Desk, application: Any) -> None:
    assign(desk, application, WANG)
    absences = [away(desk, *pair, "2026-06-01", "2026-06-30") for pair in ((WANG, LI), (LI, WANG))]
    found = examination(desk, application)
    assert (found.acting_examiner, found.examiner_absent) == ("", True)
    back = desk.call("CancelExaminerAbsence", desk.clerk, name=absences[1].name, etag="1").examiner_absence
    assert (back.state, back.cancelled_date) == (pb.EXAMINER_ABSENCE_STATE_CANCELLED, "2026-06-15")
    assert examination(desk, application).acting_examiner == LI
    again = partial(desk.call, "CancelExaminerAbsence", desk.clerk, name=absences[1].name)
    assert refused(again).reason == "ACTION_NOT_ALLOWED"
    assert refused(partial(again, etag="1")).reason == "ETAG_MISMATCH"
    away(desk, WANG, QIAN, "2026-06-15", "2026-06-15")
    assert examination(desk, application).acting_examiner == QIAN
    assert len(desk.call("ListExaminerAbsences", desk.clerk, examiner=WANG).examiner_absences) == 2


@pytest.mark.rule("GO-04")
def test_while_somebody_works_on_it_nobody_else_does_and_the_claim_ends_by_itself(
    desk: Desk, profile: Profile, application: Any
) -> None:
    held = claim(desk, application, WANG)
    assert (named(held.state), held.claimed_by) == ("CLAIMED", WANG)
    opinion = {"favourable": True, "text": "同意", "document_number": "审查1号"}
    for call in (
        lambda: claim(desk, application, LI),
        lambda: desk.call("ReleaseLicenceApplication", person(desk, LI), name=application.name),
        lambda: act(desk, "GiveOpinion", application, **opinion),
    ):
        told = refused(call)
        assert (told.code, told.reason) == (grpc.StatusCode.ABORTED, "CLAIMED")
    with at(desk, profile, "2026-06-15T16:59") as then:
        assert named(examination(then, application).state) == "CLAIMED"
    with at(desk, profile, "2026-06-15T17:05") as then:
        assert (named(examination(then, application).state), examination(then, application).claimed_by) == (
            "UNASSIGNED", "",
        )  # fmt: skip
        assert claim(then, application, LI).claimed_by == LI


def test_of_those_who_claim_at_once_one_wins(desk: Desk, application: Any) -> None:
    people = iter([f"clerk-{number}" for number in range(WRITERS)])
    told = at_once(lambda: claim(desk, application, next(people)))
    assert told == {"": 1, "CLAIMED": WRITERS - 1}


def test_who_neither_examines_nor_covers_claims_nothing_and_an_assignment_ends_a_claim(
    desk: Desk, application: Any
) -> None:
    assign(desk, application, WANG)
    assert refused(lambda: claim(desk, application, LI)).reason == "NOT_EXAMINER"
    away(desk, WANG, LI, "2026-06-15", "2026-06-16")
    claim(desk, application, LI)
    freed = desk.call("ReleaseLicenceApplication", person(desk, LI), name=application.name).examination
    assert named(freed.state) == "ASSIGNED"
    claim(desk, application, LI)
    assert named(assign(desk, application, QIAN).state) == "ASSIGNED"
    assert claim(desk, application, QIAN).claimed_by == QIAN


def test_of_an_application_that_ended_nothing_is_assigned(desk: Desk, application: Any) -> None:
    assign(desk, application, WANG)
    act(desk, "WithdrawLicenceApplication", application, document_number="撤回1号", reasons="本人撤回")
    found = examination(desk, application)
    assert (named(found.state), list(found.allowed_actions), own(desk, WANG)) == ("OVER", [], [])
    assert refused(lambda: assign(desk, application, LI)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("changes", "violations"),
    [
        ({"to_date": "2026-06-14"}, {"examiner_absence.to_date": "DATES_REVERSED"}),
        ({"cover": WANG}, {"examiner_absence.cover": "COVER_IS_SELF"}),
    ],
)
def test_an_absence_has_days_in_order_and_somebody_else_as_cover(
    desk: Desk, changes: dict[str, str], violations: dict[str, str]
) -> None:
    told = refused(lambda: away(desk, WANG, LI, "2026-06-15", "2026-06-16", **changes))
    assert told.violations == violations
    outside = refused(lambda: away(desk, WANG, LI, "2026-06-15", "2026-06-16", division="110105"))
    assert outside.reason == "DIVISION_OUT_OF_SCOPE"


@given(st.dictionaries(st.integers(0, 6), st.integers(0, 6)))
def test_whoever_acts_is_there_and_everybody_is_acted_for_once(covers: dict[int, int]) -> None:
    told = {str(who): str(cover) for who, cover in covers.items()}
    everybody = {*told, *told.values()}
    for one in everybody:
        assert acting(one, told) not in told
    acted = [one for account in everybody for one in acted_for(account, told)]
    assert len(acted) == len(set(acted))
    assert set(acted) == {one for one in told if acting(one, told)}
