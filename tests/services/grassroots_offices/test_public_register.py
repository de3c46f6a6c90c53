"""The public register answers for any legal day, as known on any other day, and shows no number of a person (F-24)."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.grassroots_offices.v1 import events_pb2 as events
from sifa.grassroots_offices.v1 import office_pb2, penalty_pb2
from sifa.grassroots_offices.v1 import practitioner_pb2 as practitioner_pb

from services.grassroots_offices.domain.register_fact import RegisterFact, news, standing_on
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day, premises
from tests.services.grassroots_offices.penalties import brought, step
from tests.services.grassroots_offices.test_assessments import act, file, review

LICENSED, RECTIFYING = office_pb2.OFFICE_STATE_LICENSED, office_pb2.OFFICE_STATE_RECTIFYING
ACTIVE, UNATTACHED = practitioner_pb.PRACTITIONER_STATE_ACTIVE, practitioner_pb.PRACTITIONER_STATE_UNATTACHED


def offices(desk: Desk, **days: Any) -> dict[str, Any]:
    return {one.office: one for one in desk.call("ListPublicOffices", (), division=HOME, **days).offices}


def people(desk: Desk, **days: Any) -> dict[str, Any]:
    return {
        one.practitioner: one for one in desk.call("ListPublicPractitioners", (), division=HOME, **days).practitioners
    }


@pytest.mark.rule("GO-74")
def test_each_legal_day_is_answered_as_it_was_known_on_another(desk: Desk, profile: Profile) -> None:
    office, staff = desk.staffed_office(3)
    with on_day(desk, profile, "2026-06-20") as later:
        later.leave(staff[0], happened_date="2026-06-10")
        now = {"as_of_date": "2026-06-12"}
        assert offices(later, **now)[office.name].state == RECTIFYING
        assert offices(later, **now, known_date="2026-06-19")[office.name].state == LICENSED
        assert offices(later, as_of_date="2026-06-09")[office.name].state == LICENSED
        assert people(later, **now)[staff[0].name].state == UNATTACHED
        assert people(later, **now)[staff[0].name].office_display_name == ""
        before = people(later, **now, known_date="2026-06-19")[staff[0].name]
        assert (before.state, before.office_display_name) == (ACTIVE, office.display_name)
        assert offices(later, as_of_date="2018-02-28") == {}
        assert offices(later, known_date="2026-06-14") == {}


@pytest.mark.rule("GO-74")
def test_numbers_of_a_person_are_masked_and_days_to_come_are_refused(desk: Desk) -> None:
    address = "桥头镇人民路1号，联系13800138000，33010219900101123X"
    office = desk.enter_office(premises=premises(address=address))
    assert offices(desk)[office.name].address == "桥头镇人民路1号，联系***，***"
    early = refused(lambda: offices(desk, as_of_date="2026-06-16", known_date="2026-06-17"))
    assert early.violations == {"as_of_date": "DATE_IN_FUTURE", "known_date": "DATE_IN_FUTURE"}


@pytest.mark.rule("GO-74")
def test_a_penalty_is_shown_from_its_service_on_until_it_is_set_aside(desk: Desk) -> None:
    case = brought(desk, penalty_pb2.PENALTY_STATE_PENALISED)
    (shown,) = offices(desk)[case.office].penalties
    measure = case.decision.measure
    assert (shown.document_number, shown.decided_date, shown.violation_code) == (
        case.decision.document_number, case.decision.decided_date, case.violation_code,
    )  # fmt: skip
    assert (shown.warning, shown.confiscation_fen, shown.fine_fen) == (
        measure.warning, measure.confiscation_fen, measure.fine_fen,
    )  # fmt: skip
    assert not offices(desk, as_of_date="2026-05-31")[case.office].penalties
    step(desk, case, "revoke")
    assert not offices(desk)[case.office].penalties
    assert len(offices(desk, as_of_date="2026-06-10")[case.office].penalties) == 1


@pytest.mark.rule("GO-74")
def test_the_last_published_grade_is_shown(desk: Desk, profile: Profile) -> None:
    office, _ = desk.staffed_office(3)
    with on_day(desk, profile, "2026-04-10") as spring:
        filed = file(spring, office.name)
        act(spring, "GradeAssessment", review(spring, filed), grade=events.ASSESSMENT_GRADE_PASS)
    with on_day(desk, profile, "2026-04-21") as later:
        act(later, "ConfirmGrade", filed)
        assert not offices(later)
    with on_day(desk, profile, "2026-06-16") as summer:
        assert offices(summer)[office.name].grade_year == 0
        act(summer, "PublishGrade", filed)
        shown = offices(summer)[office.name]
    assert (shown.grade_year, shown.grade) == (2025, events.ASSESSMENT_GRADE_PASS)


@pytest.mark.rule("GO-74")
def test_the_file_has_the_same_bytes_whenever_it_is_made(desk: Desk, profile: Profile) -> None:
    office, staff = desk.staffed_office(3)
    days = {"as_of_date": "2026-06-15", "known_date": "2026-06-15"}
    first = desk.call("ExportPublicRegister", desk.city, **days)
    with on_day(desk, profile, "2026-06-20") as later:
        later.leave(staff[0], happened_date="2026-06-10")
        again = later.call("ExportPublicRegister", later.city, **days)
    assert (again.content, again.sha256) == (first.content, hashlib.sha256(first.content.encode()).hexdigest())
    said = json.loads(first.content)
    assert [one["office"] for one in said["offices"]] == [office.name]
    assert sorted(one["practitioner"] for one in said["practitioners"]) == sorted(one.name for one in staff)


def test_everybody_reads_a_division_in_pages_and_no_other(desk: Desk) -> None:
    made = [desk.enter_office().name for _ in range(3)]
    page = desk.call("ListPublicOffices", (), division=HOME, page_size=2)
    rest = desk.call("ListPublicOffices", (), division=HOME, page_size=2, page_token=page.next_page_token)
    assert [one.office for one in (*page.offices, *rest.offices)] == sorted(made)
    assert len(desk.call("ListPublicOffices", (), division=f"{HOME[:2]}0000").offices) == len(made)
    assert not desk.call("ListPublicOffices", desk.clerk, division="990103").offices
    assert refused(lambda: desk.call("ListPublicOffices", desk.clerk)).violations == {"division": "STRING_PATTERN"}
    guest = desk.door.person("legal_aid_clerk")
    assert refused(lambda: desk.call("ExportPublicRegister", guest)).code == grpc.StatusCode.PERMISSION_DENIED


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 1, 20))
ENTRY = st.tuples(st.sampled_from(["state", "address"]), st.sampled_from(["A", "B", "C"]), DAYS)
ENTRIES = st.lists(ENTRY, max_size=12)


@pytest.mark.rule("GO-74")
@given(entries=ENTRIES, as_of=DAYS)
def test_what_is_entered_later_changes_no_earlier_answer(entries: list[Any], as_of: dt.date) -> None:
    facts: tuple[RegisterFact, ...] = ()
    answers: list[tuple[dt.date, dict[str, str]]] = []
    for number, (item, value, since) in enumerate(entries):
        today = dt.date(2026, 2, 1) + dt.timedelta(days=number)
        facts += news(facts, {item: value}, subject="offices/1", division="1", from_date=since, today=today)
        answers.append((today, standing_on(facts, as_of=as_of, known=today)))
    for known, answer in answers:
        assert standing_on(facts, as_of=as_of, known=known) == answer
    last = {item: max(one.from_date for one in facts if one.item == item) for item in {one.item for one in facts}}
    for item, since in last.items():
        newest = max((one for one in facts if one.item == item and one.from_date == since), key=lambda one: one.place)
        assert standing_on(facts, as_of=dt.date(2027, 1, 1), known=dt.date(2027, 1, 1))[item] == newest.value
