"""Whoever does not practise for three full months, or after his medical period, has to be dismissed (GO-40)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import practice_absence_pb2 as pb

from services.grassroots_offices.domain.practice_absence import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

STOPPED, ILLNESS = pb.ABSENCE_GROUND_STOPPED, pb.ABSENCE_GROUND_ILLNESS


def absent(desk: Desk, who: str, ground: pb.AbsenceGround.ValueType = STOPPED, **changes: Any) -> pb.PracticeAbsence:
    fields = {"from_date": "2026-03-15", "document_number": "情况说明1号", "entry_reason": "补录", **changes}
    one = pb.PracticeAbsence(practitioner=who, ground=ground, **fields)
    made: pb.PracticeAbsence = desk.call("CreatePracticeAbsence", desk.clerk, practice_absence=one)
    return made


def owed(desk: Desk, office: str) -> list[tuple[str, str, bool]]:
    duties = desk.call("ComputeDuties", desk.city, name=office).duties
    return [(one.subject, one.due_date, one.overdue) for one in duties if one.item == "DISMISSAL"]


@pytest.mark.rule("GO-40")
def test_whoever_stopped_for_three_full_months_is_dismissed_and_his_six_months_begin(desk: Desk) -> None:
    """Stopped on 15 March: three full months are over on 15 June, which is today."""
    office, staff = desk.staffed_office(4)
    made = absent(desk, staff[0].name)
    assert (made.office, made.dismiss_from_date) == (office.name, "2026-06-15")
    assert owed(desk, office.name) == [(made.name, "2026-06-15", False)]
    assert refused(lambda: absent(desk, staff[0].name)).reason == "ABSENCE_OPEN"
    done = desk.call("RecordDismissal", desk.clerk, name=made.name, document_number="解聘备案1号").practice_absence
    assert (done.state, done.end_date) == (pb.PRACTICE_ABSENCE_STATE_DISMISSED, "2026-06-15")
    gone = desk.practitioner(staff[0].name)
    assert (gone.office, gone.spans[-1].document_number) == ("", "解聘备案1号")
    assert owed(desk, office.name) == []


@pytest.mark.rule("GO-40")
def test_a_day_earlier_nobody_is_dismissed_for_it_and_nothing_is_owed(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    made = absent(desk, staff[0].name, from_date="2026-03-16")
    dismiss = partial(desk.call, "RecordDismissal", desk.clerk, name=made.name, document_number="解聘1号")
    early = refused(dismiss)
    assert (early.reason, early.metadata["from_date"]) == ("DISMISSED_TOO_EARLY", "2026-06-16")
    assert owed(desk, office.name) == []
    back = desk.call(
        "EndPracticeAbsence", desk.clerk, name=made.name, document_number="返岗1号", end_reason="已恢复执业"
    ).practice_absence
    assert (back.state, back.end_reason) == (pb.PRACTICE_ABSENCE_STATE_ENDED, "已恢复执业")
    assert refused(dismiss).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-40")
def test_illness_counts_from_the_day_after_the_medical_period(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    made = absent(desk, staff[0].name, ILLNESS, medical_until_date="2026-06-14")
    assert (made.dismiss_from_date, owed(desk, office.name)) == ("2026-06-15", [(made.name, "2026-06-15", False)])
    path = "practice_absence.medical_until_date"
    for ground, changes, reason in (
        (ILLNESS, {}, "MEDICAL_PERIOD_MISSING"),
        (STOPPED, {"medical_until_date": "2026-06-14"}, "MEDICAL_PERIOD_UNEXPECTED"),
        (ILLNESS, {"medical_until_date": "2026-03-14"}, "DATES_REVERSED"),
    ):  # fmt: skip
        assert refused(partial(absent, desk, staff[1].name, ground, **changes)).violations == {path: reason}


def test_an_absence_is_of_somebody_with_an_office_and_is_read_in_its_county(desk: Desk) -> None:
    office, staff = desk.staffed_office(4)
    desk.leave(staff[1])
    late = refused(lambda: absent(desk, staff[1].name, from_date="2026-06-15"))
    assert late.reason == "NOT_OF_AN_OFFICE"
    made = absent(desk, staff[0].name)
    listed = desk.call("ListPracticeAbsences", desk.city, office=office.name).practice_absences
    assert [one.name for one in listed] == [made.name]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    missing = refused(lambda: desk.call("GetPracticeAbsence", neighbour, name=made.name))
    assert missing.code == grpc.StatusCode.NOT_FOUND
    assert desk.call("GetPracticeAbsence", desk.city, name=made.name) == made


def test_the_moves_of_an_absence() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "OPEN": ["end", "recordDismissal"], "ENDED": [], "DISMISSED": [],
    }  # fmt: skip
