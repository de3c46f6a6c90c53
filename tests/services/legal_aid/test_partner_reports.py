"""What partners report of handlers and units, and what legal aid does about it (XF-06, XF-12, XF-13, XF-29, XF-33)."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.field_mask_pb2 import FieldMask
from sifa.legal_aid.v1 import assignment_bar_pb2, handler_pb2
from sifa.legal_aid.v1 import partner_report_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.events.reactions import load_reactor
from chassis.events.rebuild import rebuild
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import ROTA, act_on, bar_handler, granted_case, lawyer_of, read_case
from tests.services.legal_aid.partners import OTHER_OFFICE, PRACTITIONER, THEIR_OFFICE, Partners, golden, reports
from tests.services.legal_aid.providers import OFFICE, handler, unit, update
from tests.services.legal_aid.providers import PRACTITIONER as KIND
from tests.services.supervision.test_rebuild import log_of

STATUS, STAFFING = "grassroots_offices.PracticeStatusChanged", "grassroots_offices.OfficeStaffingChanged"
APPOINTED = "grassroots_offices.PersonBecameCivilServant"
HOLD, LIFTED = "supervision.PracticeHoldStarted", "supervision.PracticeHoldLifted"
PLACE = {"party_divisions": ["990102"]}
DOMESTIC = {"full_name": "乙工作者", "in_directory": True, "external_name": PRACTITIONER}


@pytest.fixture
def partners(counter: Counter) -> Partners:
    return Partners(counter.door)


def office_with(counter: Counter, **changes: Any) -> handler_pb2.Handler:
    """A practitioner of an office, both known to the partner by name."""
    office = unit(counter.door, OFFICE, number=3, external_name=THEIR_OFFICE)
    return handler(counter.door, office, KIND, number=9, **{**DOMESTIC, **changes})


def bars(counter: Counter, **asked: Any) -> list[tuple[str, str, str]]:
    """Cause, first day and day of lifting of every bar."""
    found = counter.call("ListAssignmentBars", counter.head, **asked).assignment_bars
    causes = assignment_bar_pb2.BarCause
    return [(causes.Name(one.cause).removeprefix("BAR_CAUSE_"), one.from_date, one.lifted_date) for one in found]


def assigned(counter: Counter) -> str:
    """A new case, given to whoever may take it."""
    name = granted_case(counter)
    counter.call("AssignCase", counter.head, name=name, method=ROTA, pick_declined=True, **PLACE)
    return name


def running_case(counter: Counter) -> str:
    """A case that the office handles."""
    name = assigned(counter)
    arranged = counter.call("ListHandlers", counter.head).handlers[0]
    act_on(counter, "arrange", name, handler=arranged.name)
    return name


def clock(counter: Counter, name: str) -> tuple[str, str]:
    """Due day and state of the clock to leave the case."""
    (found,) = [one for one in read_case(counter, name).deadlines if one.kind == "LEAVE_BARRED"]
    return found.due_date, deadline_pb2.DeadlineState.Name(found.state)


@pytest.mark.rule("LA-65", "XF-12", "XF-13")
@pytest.mark.parametrize(
    ("begin", "end", "cause", "lifted"),
    [
        ((HOLD, "practitioner"), (LIFTED, "practitioner"), "PRACTICE_HOLD", "2026-06-20"),
        ((STATUS, "suspended"), (STATUS, "back"), "STATUTORY_SUSPENSION", "2026-07-10"),
    ],
)
def test_a_measure_bars_from_its_day_until_it_is_lifted(
    counter: Counter, partners: Partners, begin: tuple[str, str], end: tuple[str, str], cause: str, lifted: str
) -> None:
    who = office_with(counter)
    name = running_case(counter)
    partners.tell(*begin)
    assert bars(counter, subject=who.name) == [(cause, "2026-06-10", "")]
    assert clock(counter, name) == ("2026-06-11", "DEADLINE_STATE_RUNNING")
    answer = refused(lambda: assigned(counter))
    assert (answer.reason, answer.metadata["barred"]) == ("NO_CANDIDATE", "1")
    partners.tell(*end)
    assert bars(counter, subject=who.name) == [(cause, "2026-06-10", lifted)]
    assert clock(counter, name)[1] != "DEADLINE_STATE_RUNNING"
    assert partners.parked() == []


@pytest.mark.rule("XF-06")
@pytest.mark.parametrize(
    ("file", "changes", "cause"),
    [
        ("left", {}, "LEFT_UNIT"),
        ("back", {"office": OTHER_OFFICE, "former_office": THEIR_OFFICE}, "LEFT_UNIT"),
        ("suspended", {"status": 5}, "CANCELLATION"),
        ("back", {}, None),
    ],
)
def test_who_left_his_office_or_the_profession_gets_nothing_new(
    counter: Counter, partners: Partners, file: str, changes: dict[str, Any], cause: str | None
) -> None:
    who = office_with(counter)
    partners.tell(STATUS, file, **changes)
    assert [found for found, *_ in bars(counter, subject=who.name)] == ([cause] if cause else [])


@pytest.mark.rule("XF-29", "XF-12")
def test_an_office_with_too_few_gets_nothing_new_until_it_has_enough(counter: Counter, partners: Partners) -> None:
    """TV-G01, as far as legal aid is concerned."""
    who = office_with(counter)
    name = running_case(counter)
    partners.tell(STAFFING, "below")
    assert bars(counter, subject=who.unit) == [("BELOW_MINIMUM_STAFF", "2026-06-10", "")]
    assert clock(counter, name)[0] == "2026-06-11"
    partners.tell(STATUS, "office_cancelled")
    partners.tell(STAFFING, "enough")
    assert [bar[2] for bar in bars(counter, subject=who.unit)] == ["2026-06-20", ""]
    assert clock(counter, name)[1] == "DEADLINE_STATE_RUNNING"


@pytest.mark.rule("LA-59", "XF-33", "E-33")
def test_who_became_a_civil_servant_holds_public_office_from_that_day(counter: Counter, partners: Partners) -> None:
    earlier = handler_pb2.PublicOfficePeriod(from_date="2010-01-01", until_date="2012-12-31")
    who = office_with(counter, public_office_periods=[earlier])
    partners.tell(APPOINTED, "appointed")
    read = counter.call("GetHandler", counter.head, name=who.name)
    assert list(read.public_office_periods) == [earlier, handler_pb2.PublicOfficePeriod(from_date="2026-06-10")]
    assert read.etag != who.etag
    partners.tell(APPOINTED, "appointed")
    assert counter.call("GetHandler", counter.head, name=who.name) == read


def held(partners: Partners) -> None:
    partners.tell(HOLD, "practitioner")
    partners.tell(APPOINTED, "appointed")


@pytest.mark.rule("XF-12", "XF-33")
@pytest.mark.parametrize("linked_by", ["create", "update"])
def test_what_is_told_of_somebody_unknown_stays_listed_and_is_carried_out_when_he_is_known(
    counter: Counter, partners: Partners, linked_by: str
) -> None:
    held(partners)
    assert partners.parked() == []
    assert [one.subject for one in reports(counter.door, unmatched=True)] == [PRACTITIONER, PRACTITIONER]
    if linked_by == "create":
        who = office_with(counter)
    else:
        who = office_with(counter, external_name="")
        assert bars(counter) == []
        who.external_name = PRACTITIONER
        who = update(counter.door, who, "external_name")
    assert bars(counter, subject=who.name) == [("PRACTICE_HOLD", "2026-06-10", "")]
    assert who.public_office_periods[0].from_date == "2026-06-10"
    assert counter.call("GetHandler", counter.head, name=who.name) == who
    assert reports(counter.door, unmatched=True) == []
    assert len(reports(counter.door)) == 2


@pytest.mark.rule("XF-29")
def test_a_unit_is_given_its_partners_name_later(counter: Counter, partners: Partners) -> None:
    partners.tell(STAFFING, "below")
    office = unit(counter.door, OFFICE, number=3)
    office.external_name = THEIR_OFFICE
    made = counter.call(
        "UpdateHandlingUnit", counter.head, handling_unit=office, update_mask=FieldMask(paths=["external_name"])
    )
    assert (made.external_name, made.etag) == (THEIR_OFFICE, "2")
    assert bars(counter, subject=office.name) == [("BELOW_MINIMUM_STAFF", "2026-06-10", "")]
    stale = {"handling_unit": office, "update_mask": FieldMask(paths=["external_name"])}
    assert refused(lambda: counter.call("UpdateHandlingUnit", counter.head, **stale)).reason == "ETAG_MISMATCH"
    made.credit_code = made.credit_code[:-1] + "X"
    fixed = {"handling_unit": made, "update_mask": FieldMask(paths=["credit_code"])}
    assert refused(lambda: counter.call("UpdateHandlingUnit", counter.head, **fixed)).reason == "INVALID_FIELDS"


def test_a_partners_name_is_given_once(counter: Counter) -> None:
    who = office_with(counter)
    again = refused(lambda: unit(counter.door, OFFICE, number=4, external_name=THEIR_OFFICE))
    other = unit(counter.door, OFFICE, number=5)
    same = refused(lambda: handler(counter.door, other, KIND, number=10, external_name=who.external_name))
    assert {again.reason, same.reason} == {"EXTERNAL_NAME_TAKEN"}


@pytest.mark.rule("XF-12", "XF-13")
def test_facts_that_come_twice_or_late_change_nothing(counter: Counter, partners: Partners) -> None:
    who = office_with(counter)
    name = running_case(counter)
    first = partners.number(golden(HOLD, "practitioner"))
    second = partners.number(golden(LIFTED, "practitioner"))
    for delivery in (second, first, first, second):
        partners.inbox.receive(delivery)
    assert bars(counter, subject=who.name) == [("PRACTICE_HOLD", "2026-06-10", "2026-06-20")]
    assert partners.parked() == []
    assert len(read_case(counter, name).deadlines) == len({one.name for one in read_case(counter, name).deadlines})


@pytest.mark.rule("XF-12", "LA-65")
def test_a_second_bar_on_the_same_case_keeps_the_first_clock(counter: Counter, partners: Partners) -> None:
    who = office_with(counter)
    name = running_case(counter)
    bar_handler(counter, who.name)
    assert clock(counter, name)[0] == "2026-06-16"
    partners.tell(STATUS, "suspended")
    assert (partners.parked(), len(bars(counter, subject=who.name))) == ([], 2)
    assert clock(counter, name)[0] == "2026-06-16"
    counter.call("LiftAssignmentBar", counter.head, name=_by_hand(counter, who.name))
    assert clock(counter, name)[1] == "DEADLINE_STATE_RUNNING"


def _by_hand(counter: Counter, subject: str) -> str:
    found = counter.call("ListAssignmentBars", counter.head, subject=subject).assignment_bars
    (name,) = [str(one.name) for one in found if not one.reported_by]
    return name


@pytest.mark.rule("XF-12")
def test_supervision_may_name_a_lawyer_as_legal_aid_does(counter: Counter, partners: Partners) -> None:
    lawyer = lawyer_of(counter, unit(counter.door))
    partners.tell(HOLD, "practitioner", subject=lawyer.name)
    assert bars(counter, subject=lawyer.name) == [("PRACTICE_HOLD", "2026-06-10", "")]
    assert reports(counter.door, subject=lawyer.name)[0].as_of.seconds > 0


def test_reports_are_seen_within_the_divisions_alone(counter: Counter, partners: Partners) -> None:
    partners.tell(HOLD, "practitioner", division="990103")
    assert reports(counter.door) == []


def test_the_replica_is_built_anew_and_no_bar_twice(counter: Counter, partners: Partners) -> None:
    who = office_with(counter)
    partners.tell(STATUS, "suspended")
    partners.tell("grassroots_offices.PenaltyDecided", "fine")
    partners.tell("grassroots_offices.AssessmentGraded", "excellent")
    before = [_without_name(one) for one in reports(counter.door)]
    rebuild(counter.door.service, load_reactor(counter.door.service), [log_of(partners.told)])
    assert [_without_name(one) for one in reports(counter.door)] == before
    assert [one["topic"] for one in before] == [pb.REPORT_TOPIC_STATUS, pb.REPORT_TOPIC_PENALTY, pb.REPORT_TOPIC_GRADE]
    assert len(bars(counter, subject=who.name)) == 1


def _without_name(report: pb.PartnerReport) -> dict[str, Any]:
    return {field.name: value for field, value in report.ListFields() if field.name not in ("name", "as_of")}
