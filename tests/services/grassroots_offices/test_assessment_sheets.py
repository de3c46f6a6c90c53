"""The sheet of an assessment is computed from facts: the same facts make the same bytes (GO-60, F-16, F-17)."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sifa.grassroots_offices.v1 import assessment_pb2 as pb
from sifa.grassroots_offices.v1 import events_pb2 as events

from services.grassroots_offices.domain.assessment_sheet import digest_of, sheet_of
from services.grassroots_offices.domain.sheet_facts import SheetFacts
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices import quota_facts as made
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_assessments import act, computed_again, file, review
from tests.services.grassroots_offices.test_service_hours import CONFIRMED, enter
from tests.services.grassroots_offices.test_service_hours import act as act_on_hours
from tests.services.grassroots_offices.test_trainings import hold

LATE = {"entry_reason": "补录上年度记录"}


@pytest.fixture
def spring(desk: Desk, profile: Profile) -> Iterator[Desk]:
    """The desks in the middle of the window for 2025."""
    with on_day(desk, profile, "2026-04-10") as open_desk:
        yield open_desk


def year_of_work(desk: Desk, who: str) -> pb.Assessment:
    """Six hours and forty class hours of somebody in 2025, who then files."""
    hours = enter(desk, who, service_date="2025-09-10", **LATE)
    act_on_hours(desk, "Confirm", hours, **CONFIRMED)
    hold(desk, (who, 1800), training_date="2025-10-10", **LATE)
    return file(desk, who)


@pytest.mark.rule("GO-60")
def test_a_sheet_is_kept_and_computed_again_to_the_same_bytes(spring: Desk) -> None:
    _, staff = spring.staffed_office(1)
    one = year_of_work(spring, staff[0].name)
    assert refused(lambda: computed_again(spring, one)).reason == "SHEET_MISSING"
    act(
        spring, "GiveOfficeOpinion", one, opinion="工作认真", proposed_grade=events.ASSESSMENT_GRADE_COMPETENT
    )  # fmt: skip
    kept = review(spring, one, events.ASSESSMENT_GRADE_COMPETENT)
    sheet = json.loads(kept.sheet)
    assert (sheet["form"], sheet["service_hours"], sheet["class_hours"], sheet["aid_cases"]) == ("F-17", "6", "40", "0")
    assert kept.sheet_sha256 == digest_of(kept.sheet)
    again = computed_again(spring, one)
    assert (again.sheet, again.same, again.register_sheet, again.register_same) == (
        kept.sheet, True, kept.sheet, True,
    )  # fmt: skip


@pytest.mark.rule("GO-60")
def test_what_was_corrected_later_is_seen_and_the_kept_sheet_stays(spring: Desk) -> None:
    office, staff = spring.staffed_office(1)
    year_of_work(spring, staff[0].name)
    kept = review(spring, file(spring, office.name))
    lines = {line["quota"]: line for line in json.loads(kept.sheet)["quotas"] if line["month"] == 0}
    assert (lines["SERVICE_HOURS"]["value"], lines["SERVICE_HOURS"]["verdict"]) == ("6", "NOT_MET")
    (name,) = lines["SERVICE_HOURS"]["facts"]
    spring.call("VoidServiceHours", spring.clerk, name=name, void_reason="查明有偿", document_number="更正1号")
    again = computed_again(spring, kept)
    assert (again.sheet == kept.sheet, again.same, again.register_same) == (True, True, False)
    assert spring.call("GetAssessment", spring.clerk, name=kept.name).sheet == kept.sheet


@pytest.mark.rule("GO-60", "GO-64")
def test_the_order_of_facts_and_nothing_else_makes_the_bytes() -> None:
    facts = SheetFacts(
        subject=made.OFFICE, year=2025, number="许字1号", reviewed_date=made.facts().as_of_date, conditions=(),
        deductions=(), daily=(), quotas=made.facts(hours=(made.hours(90),)),
    )  # fmt: skip
    sheet = sheet_of(facts)
    assert sheet == sheet_of(facts)
    assert sheet.startswith(
        '{"conditions":[],"daily":[],"deductions":[],"denominator":"FTE_DAYS","form":"F-16","number":"许字1号"'
    )
    assert json.loads(sheet)["party_score"] == 100
