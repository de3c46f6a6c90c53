"""Applicants, visitors and handlers are told that something happened, once, and never what it is about."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sifa.legal_aid.v1 import facts_pb2

from services.legal_aid.domain.message import MessageKind, lead_of, text_of
from tests.servers.profiles import Profile
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import able_lawyer, act_on, granted_case
from tests.services.legal_aid.intake import applicant
from tests.services.legal_aid.messages import MAIL, MOBILE, Told, told
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.providers import update
from tests.services.legal_aid.publications import on_day
from tests.services.legal_aid.steps import act, run_job
from tests.services.legal_aid.test_receptions import booked, move

NAME = "王㐂"
REACHABLE: dict[str, Any] = {"applicant": applicant(contact_address=MOBILE)}
TELLING = ("法律援助", "律师", "援", "劳动", "工资", NAME, "离婚")
MAILBOX = """id = "990102"
division = "990102"
status = "active"

[[parameter]]
key = "la.reminders"
unit = "days before the last day; mailbox of the institution"
value = { days = [10, 2], mailbox = "desk@example.org" }
citation = "演示用虚构规定：提醒"
from = 2020-01-01
"""


@pytest.mark.parametrize("kind", list(MessageKind))
def test_no_text_tells_of_the_matter_or_of_legal_aid(kind: MessageKind) -> None:
    text = text_of(kind, bureau="示范区司法局", day=dt.date(2026, 6, 5), time="09:30")
    assert [word for word in TELLING if word in text] == []
    assert (text.startswith("【示范区司法局】"), "{" in text, len(text) <= 70) == (True, False, True)
    assert "【公共服务窗口】" in text_of(kind, bureau="")


@pytest.mark.parametrize(("left", "lead"), [(4, None), (3, 3), (2, 3), (1, 1), (0, 1), (-1, None)])
def test_a_duty_has_reached_its_smallest_lead_time(left: int, lead: int | None) -> None:
    assert lead_of(left, [3, 1]) == lead


def test_an_applicant_is_told_of_the_decision_where_he_wants_to_be_told(counter: Counter) -> None:
    made = counter.receive(**REACHABLE)
    assert made.applicant.contact_address == "139****0001"
    counter.decide(made.name)
    (said,) = told(counter)
    assert (said.kind, said.state, said.person, said.address) == ("DECISION_MADE", "WAITING", NAME, MOBILE)


def test_the_telephone_of_the_desk_is_used_when_the_application_has_none(counter: Counter) -> None:
    made = counter.receive()
    contact = register(counter, phone=MOBILE)
    counter.call(
        "CloseContact", counter.clerk, name=contact.name, outcome="CONTACT_OUTCOME_APPLICATION", became=made.name
    )  # fmt: skip
    counter.decide(made.name)
    assert [one.address for one in told(counter, "DECISION_MADE")] == [MOBILE]


def test_who_gave_no_address_is_on_the_printed_list(counter: Counter) -> None:
    counter.decide(counter.receive().name)
    assert [(one.state, one.person, one.address) for one in told(counter)] == [("UNREACHED", NAME, "")]


def test_a_refused_decision_tells_nobody(counter: Counter) -> None:
    made = counter.receive(**REACHABLE)
    counter.decide(made.name)
    with pytest.raises(Exception, match="ACTION_NOT_ALLOWED"):
        counter.decide(made.name)
    assert len(told(counter)) == 1


def test_a_supplement_is_told_with_its_last_day(counter: Counter) -> None:
    made = counter.receive(**REACHABLE)
    act(counter, "requestSupplement", made.name, items=[facts_pb2.PAPER_KIND_OTHER])
    (said,) = told(counter)
    assert (said.kind, "2026年6月30日前" in said.text) == ("SUPPLEMENT_DUE", True)


def test_the_person_learns_that_somebody_is_assigned_and_when_another_is(counter: Counter) -> None:
    case = granted_case(counter, **REACHABLE)
    act_on(counter, "assign", case)
    assert told(counter, "LAWYER_ASSIGNED") == []
    act_on(counter, "arrange", case)
    assert len(told(counter, "LAWYER_ASSIGNED")) == 1
    act_on(counter, "replace", case)
    act_on(counter, "assign", case)
    act_on(counter, "arrange", case)
    assert len(told(counter, "LAWYER_ASSIGNED")) == 2


def test_a_handler_is_reminded_of_a_duty_once_per_lead_time(counter: Counter, profile: Profile) -> None:
    lawyer = able_lawyer(counter)
    lawyer.contact_address = MAIL
    assert update(counter.door, lawyer, "contact_address").contact_address == "z***@example.org"
    case = granted_case(counter)
    act_on(counter, "assign", case)
    act_on(counter, "arrange", case)
    assert run_job(counter.door.service, "remind-of-duties") == 0
    for day, new in (("18", 0), ("19", 1), ("20", 0), ("21", 1), ("22", 0)):
        with on_day(counter, profile, f"2026-06-{day}") as later:
            assert [run_job(later.door.service, "remind-of-duties") for _ in range(2)] == [new, 0]
    found = told(counter, "DUTY_NEAR")
    assert {(one.person, one.address, one.state) for one in found} == {("甲律师", MAIL, "WAITING")}
    assert all("2026年6月22日" in one.text for one in found)


def test_an_institution_with_a_mailbox_is_reminded_at_its_own_lead_times(profile: Profile, tmp_path: Path) -> None:
    folder = tmp_path / "legal_aid"
    folder.mkdir()
    (folder / "990102.toml").write_text(MAILBOX, encoding="utf-8")
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        counter.receive()
        with on_day(counter, profile, "2026-06-16") as without:
            assert run_job(without.door.service, "remind-of-duties") == 0
        for day, new in (("2026-06-15", 0), ("2026-06-16", 1), ("2026-06-17", 0)):
            with reopened(counter, profile, SIFA_NOW=f"{day}T09:00+08:00", SIFA_POLICY_DIR=str(tmp_path)) as there:
                assert run_job(there.door.service, "remind-of-duties") == new
        assert [(one.person, one.address) for one in told(counter)] == [("", "desk@example.org")]


def test_an_appointment_is_remembered_on_the_working_day_before(counter: Counter, profile: Profile) -> None:
    contact = register(counter, phone=MOBILE, person_name="赵示例")
    booked(counter, subject=contact.name, planned_date="2026-06-22", planned_time="10:00")
    booked(counter, subject=contact.name, planned_date="2026-06-23")
    move(counter, "cancel", booked(counter, subject=contact.name, planned_date="2026-06-22").name, by_person=True)
    with on_day(counter, profile, "2026-06-18") as thursday:
        expected = run_job(thursday.door.service, "remind-of-appointments")
        assert (expected, run_job(thursday.door.service, "remind-of-appointments")) == (1, 0)
        (said,) = told(thursday, "APPOINTMENT_NEAR")
    assert said == Told(
        kind="APPOINTMENT_NEAR", state="WAITING", person="赵示例", address=MOBILE,
        text=text_of(MessageKind.APPOINTMENT_NEAR, bureau="", day=dt.date(2026, 6, 22), time="10:00"),
    )  # fmt: skip


def test_an_appointment_about_an_application_goes_to_its_applicant(counter: Counter) -> None:
    booked(counter, subject=counter.receive(**REACHABLE).name, planned_date="2026-06-16")
    booked(counter, subject=register(counter, person_name="", phone="").name, planned_date="2026-06-16")
    assert run_job(counter.door.service, "remind-of-appointments") == 2
    found = {(one.person, one.address, one.state) for one in told(counter, "APPOINTMENT_NEAR")}
    assert found == {(NAME, MOBILE, "WAITING"), ("", "", "UNREACHED")}
