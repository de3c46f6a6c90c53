"""Duty lawyers' shifts through the door: who, when, where, once; and no case comes of them (LA-19, LA-92, LA-135)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from sifa.legal_aid.v1 import duty_shift_pb2 as pb
from sifa.legal_aid.v1 import events_pb2, handler_pb2

from chassis.clock import random_id
from services.legal_aid.domain.duty_shift import DutyPlace
from tests.doors import refused
from tests.facts import logged
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.duty import COURT, MORNING, stand
from tests.services.legal_aid.providers import BODY, OFFICE, PRACTITIONER, VOLUNTEER, handler, unit
from tests.services.legal_aid.rows import counts, everything

AFTERNOON, WINDOW = pb.HALF_DAY_AFTERNOON, pb.DUTY_PLACE_WINDOW


def lawyer(counter: Counter, number: int = 1, **changes: Any) -> str:
    return handler(counter.door, unit(counter.door, number=number), number=number, **changes).name


def void(counter: Counter, name: str, **changes: Any) -> pb.DutyShift:
    done: pb.DutyShift = counter.call(
        "VoidDutyShift", counter.clerk, name=name, **{"reason": "登记有误", **changes}
    ).duty_shift
    return done


def summary(counter: Counter, month: str = "2026-06", **asked: Any) -> list[pb.DutySummaryLine]:
    return list(counter.call("SummarizeDutyShifts", counter.chief, month=month, **asked).lines)


@pytest.mark.rule("LA-19", "LA-135")
@pytest.mark.parametrize("place", list(DutyPlace), ids=lambda one: one.name)
def test_a_shift_is_read_as_it_was_entered(counter: Counter, place: DutyPlace) -> None:
    made = stand(counter, lawyer(counter), place=pb.DutyPlace.Value(f"DUTY_PLACE_{place.name}"))
    assert (made.shift_date, made.half_days, made.late, made.division) == ("2026-06-15", 1, False, "990102")
    assert counter.call("GetDutyShift", counter.chief, name=made.name) == made


@pytest.mark.rule("LA-50", "LA-19")
@pytest.mark.parametrize(("of", "kind"), [(OFFICE, PRACTITIONER), (BODY, VOLUNTEER)])
def test_nobody_but_a_lawyer_stands_duty(
    counter: Counter, of: handler_pb2.HandlingUnitKind.ValueType, kind: handler_pb2.HandlerKind.ValueType
) -> None:
    other = handler(counter.door, unit(counter.door, of), kind).name
    answer = refused(lambda: stand(counter, other))
    assert (answer.reason, answer.metadata["rules"]) == ("NOT_A_LAWYER", "LA-19,LA-50")
    assert refused(lambda: stand(counter, f"handlers/{random_id()}")).reason == "LAWYER_UNKNOWN"


@pytest.mark.rule("LA-92")
def test_no_half_day_of_a_lawyer_counts_twice_wherever_it_was(counter: Counter) -> None:
    one, other = lawyer(counter), lawyer(counter, 2)
    stand(counter, one)
    before = everything(counter.door.service)
    for halves in ([MORNING], [MORNING, AFTERNOON]):
        answer = refused(lambda halves=halves: stand(counter, one, halves=halves, place=WINDOW))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "SHIFT_OVERLAPS")
    assert everything(counter.door.service) == before
    stand(counter, one, halves=[AFTERNOON], place=WINDOW)
    stand(counter, other)
    stand(counter, one, shift_date="2026-06-12")


@pytest.mark.rule("LA-92")
def test_of_two_who_enter_the_same_half_day_at_once_one_wins(counter: Counter) -> None:
    who = lawyer(counter)

    def enter(_: int) -> str:
        try:
            return stand(counter, who, halves=[AFTERNOON, MORNING]).name
        except grpc.RpcError as error:
            code: grpc.StatusCode = error.code()
            return code.name

    with ThreadPoolExecutor(4) as pool:
        told = sorted(pool.map(enter, range(4)))
    assert told[:3] == ["ALREADY_EXISTS"] * 3
    assert [line.shifts for line in summary(counter)] == [1]


@pytest.mark.rule("P-06")
def test_a_wrong_line_is_struck_out_and_entered_anew(counter: Counter) -> None:
    who = lawyer(counter)
    wrong = stand(counter, who)
    gone = void(counter, wrong.name, etag=wrong.etag)
    assert (gone.voiding.voided_date, gone.voiding.reason) == ("2026-06-15", "登记有误")
    assert summary(counter) == []
    assert refused(lambda: void(counter, wrong.name)).reason == "ALREADY_VOIDED"
    again = stand(counter, who, persons_helped=4)
    listed = counter.call("ListDutyShifts", counter.clerk, lawyer=who).duty_shifts
    assert [one.name for one in listed] == [wrong.name, again.name]
    assert refused(lambda: void(counter, again.name, etag="9")).reason == "ETAG_MISMATCH"


@pytest.mark.rule("LA-92", "LA-59")
def test_a_month_is_summed_up_by_lawyer_and_place(counter: Counter) -> None:
    official = handler_pb2.PublicOfficePeriod(from_date="2026-06-10")
    one, other = sorted((lawyer(counter), lawyer(counter, 2, public_office_periods=[official])))
    stand(counter, one, halves=[MORNING, AFTERNOON], persons_helped=5, plea_items=2)
    stand(counter, one, shift_date="2026-06-01", persons_helped=2, plea_items=0)
    stand(counter, one, shift_date="2026-05-31")
    stand(counter, one, shift_date="2026-06-02", place=WINDOW)
    stand(counter, other, shift_date="2026-06-09")
    stand(counter, other, shift_date="2026-06-10")
    line = pb.DutySummaryLine
    lines = [
        line(lawyer=one, place=COURT, shifts=2, half_days=3, persons_helped=7, plea_items=2),
        line(lawyer=one, place=WINDOW, shifts=1, half_days=1, persons_helped=3, plea_items=1),
        line(lawyer=other, place=COURT, shifts=2, half_days=2, public_office_half_days=1, persons_helped=6,
             plea_items=2),
    ]  # fmt: skip
    assert summary(counter) == summary(counter, institution=counter.institution) == lines
    assert [found.shifts for found in summary(counter, "2026-05")] == [1]
    first = counter.call("SummarizeDutyShifts", counter.chief, month="2026-06", page_size=2)
    assert list(first.lines) == lines[:2]
    assert summary(counter, page_size=2, page_token=first.next_page_token) == lines[2:]
    assert summary(counter, institution=f"institutions/{random_id()}") == []


@pytest.mark.rule("LA-19", "E-73")
def test_duty_help_is_never_counted_as_a_case(counter: Counter) -> None:
    who = lawyer(counter)
    before = counts(counter.door.service)
    made = stand(counter, who)
    after = counts(counter.door.service)
    assert (after["application"], after["decision"]) == (before["application"], before["decision"])
    void(counter, made.name)
    told = [event for event in logged(counter.door.service) if event.subject == made.name]
    assert [event.type.rpartition(".")[2] for event in told] == ["DutyShiftRecorded", "DutyShiftVoided"]
    assert json_format.Parse(told[0].body, events_pb2.DutyShiftRecorded()) == events_pb2.DutyShiftRecorded(
        duty_shift=made.name, institution=counter.institution, division="990102", place=COURT, lawyer=who,
        shift_date="2026-06-15", half_days=1, persons_helped=3, plea_items=1,
    )  # fmt: skip


def test_shifts_are_listed_by_month_place_and_lawyer(counter: Counter) -> None:
    one, other = lawyer(counter), lawyer(counter, 2)
    made = [stand(counter, one, shift_date="2026-05-31"), stand(counter, one, place=WINDOW), stand(counter, other)]

    def listed(**asked: Any) -> list[int]:
        found = counter.call("ListDutyShifts", counter.head, **asked).duty_shifts
        return [made.index(shift) for shift in found]

    assert listed() == [0, 1, 2]
    assert (listed(month="2026-05"), listed(month="2026-06")) == ([0], [1, 2])
    assert (listed(lawyer=one), listed(place=WINDOW), listed(lawyer=other, place=WINDOW)) == ([0, 1], [1], [])


@pytest.mark.parametrize(("changes", "field"), [
    ({"halves": []}, "halves"), ({"halves": [MORNING, MORNING]}, "halves"), ({"halves": [9]}, "halves[0]"),
    ({"place": 0}, "place"), ({"persons_helped": -1}, "persons_helped"), ({"plea_items": 1001}, "plea_items"),
    ({"shift_date": "2026-06-16"}, "shift_date"), ({"shift_date": "2026-02-30"}, "shift_date"),
])  # fmt: skip
def test_what_cannot_be_is_refused_by_field_in_chinese(counter: Counter, changes: dict[str, Any], field: str) -> None:
    who = lawyer(counter)
    answer = refused(lambda: stand(counter, who, **changes))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, [f"duty_shift.{field}"])
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.message)


@pytest.mark.parametrize(
    "month", ["", "2026-13", "2026-00", "0000-01", "9999-12", "2026-6", "2026-06-01", "２０２６-06"]
)
def test_a_month_that_does_not_exist_is_refused(counter: Counter, month: str) -> None:
    assert list(refused(lambda: summary(counter, month)).violations) == ["month"]


def test_a_stranger_sees_no_shift(counter: Counter) -> None:
    made = stand(counter, lawyer(counter))
    stranger = counter.door.person("legal_aid_head", divisions=("990103",), subject="far")
    assert refused(lambda: counter.call("GetDutyShift", stranger, name=made.name)).code is grpc.StatusCode.NOT_FOUND
    assert not counter.call("ListDutyShifts", stranger).duty_shifts
    assert not counter.call("SummarizeDutyShifts", stranger, month="2026-06").lines
    answer = refused(lambda: counter.call("VoidDutyShift", stranger, name=made.name, reason="登记有误"))
    assert answer.code is grpc.StatusCode.NOT_FOUND
