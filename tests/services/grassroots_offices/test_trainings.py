"""Trainings count for whoever took part, wherever he works, and for the bureau that held them (GO-48, GO-49, GO-81)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import quota_pb2
from sifa.grassroots_offices.v1 import training_pb2 as pb

from services.grassroots_offices.domain.training import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk


def hold(desk: Desk, *attended: tuple[str, int], **changes: Any) -> pb.Training:
    fields: dict[str, Any] = {
        "title": "民法典实务培训", "organiser": pb.TRAINING_ORGANISER_COUNTY_BUREAU, "training_date": "2026-06-12",
        "minutes": 1800, "document_number": "培训通知1号", "division": "990102", **changes,
    }  # fmt: skip
    training = pb.Training(
        attendances=[pb.TrainingAttendance(practitioner=who, minutes=minutes) for who, minutes in attended], **fields
    )
    made: pb.Training = desk.call("CreateTraining", desk.clerk, training=training)
    return made


def lines(desk: Desk, office: str, quota: int) -> list[quota_pb2.QuotaLine]:
    sheet = desk.call("ComputeQuotas", desk.clerk, name=office, year=2026).quota_sheet
    return [one for one in sheet.lines if one.quota == quota]


@pytest.mark.rule("GO-48", "GO-81")
def test_each_is_shown_with_his_own_class_hours(desk: Desk) -> None:
    office, staff = desk.staffed_office(2)
    training = hold(desk, (staff[0].name, 1800), (staff[1].name, 1770))
    found = {one.subject: one for one in lines(desk, office.name, quota_pb2.QUOTA_CLASS_HOURS)}
    shown = [(one.value.numerator, one.value.denominator, one.verdict, list(one.facts))
             for one in (found[who.name] for who in staff)]  # fmt: skip
    assert shown == [
        (40, 1, quota_pb2.QUOTA_VERDICT_MET, [training.name]), (118, 3, quota_pb2.QUOTA_VERDICT_OPEN, [training.name]),
    ]  # fmt: skip


@pytest.mark.rule("GO-49")
def test_the_bureau_is_asked_for_two_of_its_own(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    first = hold(desk, (staff[0].name, 90), minutes=90)
    hold(desk, (staff[0].name, 90), minutes=90, organiser=pb.TRAINING_ORGANISER_CITY_BUREAU)
    second = hold(desk, (staff[0].name, 90), minutes=90)
    (line,) = lines(desk, office.name, quota_pb2.QUOTA_COUNTY_TRAININGS)
    assert (line.verdict, sorted(line.facts)) == (quota_pb2.QUOTA_VERDICT_MET, sorted([first.name, second.name]))


@pytest.mark.rule("GO-48")
def test_a_training_that_was_taken_back_counts_for_nobody(desk: Desk) -> None:
    office, staff = desk.staffed_office(1)
    training = hold(desk, (staff[0].name, 1800))
    done = desk.call("VoidTraining", desk.clerk, name=training.name, void_reason="重复登记").training
    assert (done.state, done.void_reason) == (pb.TRAINING_STATE_VOIDED, "重复登记")
    (line,) = lines(desk, office.name, quota_pb2.QUOTA_CLASS_HOURS)
    assert list(line.facts) == []
    again = refused(lambda: desk.call("VoidTraining", desk.clerk, name=training.name, void_reason="重复登记"))
    assert again.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-48")
def test_who_took_part_is_checked_person_by_person(desk: Desk) -> None:
    _, (somebody,) = desk.staffed_office(1)
    twice = refused(lambda: hold(desk, (somebody.name, 90), (somebody.name, 1801)))
    assert twice.violations == {
        "training.attendances[0].practitioner": "ATTENDEE_TWICE",
        "training.attendances[1].practitioner": "ATTENDEE_TWICE",
        "training.attendances[1].minutes": "ATTENDANCE_TOO_LONG",
    }
    nobody = "practitioners/019ed7e5-3a00-7000-8000-2f6b1c9d1aff"
    assert refused(lambda: hold(desk, (nobody, 90))).reason == "PRACTITIONER_UNKNOWN"
    elsewhere = refused(lambda: hold(desk, (somebody.name, 90), division="990201"))
    assert elsewhere.code is grpc.StatusCode.PERMISSION_DENIED


def test_a_list_is_of_one_organiser_or_state(desk: Desk) -> None:
    _, (somebody,) = desk.staffed_office(1)
    one = hold(desk, (somebody.name, 90))
    hold(desk, (somebody.name, 90), organiser=pb.TRAINING_ORGANISER_OFFICE)
    found = desk.call("ListTrainings", desk.city, organiser=pb.TRAINING_ORGANISER_COUNTY_BUREAU).trainings
    assert list(found) == [desk.call("GetTraining", desk.city, name=one.name)]
    assert len(desk.call("ListTrainings", desk.city, state=pb.TRAINING_STATE_HELD).trainings) == 2


def test_the_moves_of_a_training() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"HELD": ["void"], "VOIDED": []}
