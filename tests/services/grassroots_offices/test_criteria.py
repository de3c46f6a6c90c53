"""What an office must have, measured item by item (GO-02, GO-06, GO-07)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from services.grassroots_offices.domain.criterion import Criterion, Verdict
from services.grassroots_offices.domain.judging import Standards, breaches, judge
from services.grassroots_offices.domain.office import OfficeDraft, OfficeForm
from services.grassroots_offices.domain.practitioner import Education, Practitioner, PractitionerState
from services.grassroots_offices.domain.premises import AreaType, Premises

TODAY = dt.date(2026, 6, 15)
STANDARDS = Standards(
    practitioners=3, partners=2, partner_years=3, floor_area_m2=50, target_area_m2=100, staff=3, degree_percent=50,
    citations=dict.fromkeys(Criterion, "示例条款"),
)  # fmt: skip
PREMISES = Premises(
    address="桥头镇1号", area_type=AreaType.TOWNSHIP, floor_area_m2=100, reception_area=True, office_area=True,
    mediation_area=True, archive_room=True, desks=10, computers=1, printers=1, cabinets=1,
)  # fmt: skip
OFFICE = OfficeDraft(
    display_name="示例法律服务所", form=OfficeForm.PARTNERSHIP, credit_code="", licence_number="1",
    licensed_date=TODAY, institution_certificate="", premises=PREMISES, document_number="1", division="990102",
)  # fmt: skip


def somebody(
    education: Education = Education.BACHELOR_LAW, *, since: str = "2010-01-01", partner: bool = False,
    full_time: bool = True,
) -> Practitioner:  # fmt: skip
    return Practitioner(
        office="offices/1", full_name="示例", certificate_number="1", certified_date=dt.date.fromisoformat(since),
        education=education, legal_qualification=False, full_time=full_time, partner=partner, document_number="1",
        former_posts=(), internship_date=None, holds=(), suspended_until_date=None, leaves=(),
        name="practitioners/1", state=PractitionerState.ACTIVE, division="990102", spans=(),
        create_time=dt.datetime(2026, 6, 15, tzinfo=dt.UTC), etag="1",
    )  # fmt: skip


def verdict(criterion: Criterion, staff: list[Practitioner], office: OfficeDraft = OFFICE) -> Verdict:
    found = {one.criterion: one for one in judge(office, staff, STANDARDS, on=TODAY)}
    return found[criterion]


@pytest.mark.rule("GO-07")
@pytest.mark.parametrize(
    ("staff", "bachelors", "met"),
    [pytest.param(4, 2, True, id="TV-G02-4-2"), pytest.param(5, 2, False, id="TV-G02-5-2"),
     pytest.param(3, 1, False, id="TV-G02-3-1")],
)  # fmt: skip
def test_half_of_the_staff_must_have_a_degree(staff: int, bachelors: int, *, met: bool) -> None:
    people = [somebody()] * bachelors + [somebody(Education.JUNIOR_LAW)] * (staff - bachelors)
    found = verdict(Criterion.DEGREES, people)
    assert (found.met, found.measured, found.threshold) == (met, bachelors, (staff + 1) // 2)


@pytest.mark.rule("GO-06")
@pytest.mark.parametrize(
    ("area", "met", "reached"),
    [pytest.param(48, False, False, id="TV-G03-48"), pytest.param(50, True, False, id="TV-G03-50"),
     pytest.param(100, True, True, id="TV-G03-100")],
)  # fmt: skip
def test_fifty_square_metres_are_asked_for_and_a_hundred_are_the_target(area: int, *, met: bool, reached: bool) -> None:
    found = verdict(Criterion.FLOOR_AREA, [], replace(OFFICE, premises=replace(PREMISES, floor_area_m2=area)))
    assert (found.met, found.measured >= found.target) == (met, reached)


@pytest.mark.rule("GO-02")
@pytest.mark.parametrize(
    ("years", "met"),
    [pytest.param(("2020-06-15", "2023-08-15"), False, id="TV-G11"), (("2020-06-15", "2023-06-15"), True),
     (("2020-06-15", "2023-06-16"), False), (("2020-06-15",), False)],
)  # fmt: skip
def test_a_partnership_needs_two_partners_with_three_years(years: tuple[str, ...], *, met: bool) -> None:
    partners = [somebody(since=since, partner=True) for since in years]
    found = verdict(Criterion.PARTNERS, [*partners, somebody()])
    assert (found.met, found.threshold, found.of_licence) == (met, 2, True)


@pytest.mark.rule("GO-02")
def test_who_practises_part_time_does_not_count_as_practitioner_or_partner() -> None:
    staff = [somebody(partner=True), somebody(partner=True, full_time=False), somebody(full_time=False)]
    assert [verdict(one, staff).measured for one in (Criterion.PRACTITIONERS, Criterion.PARTNERS)] == [1, 1]
    assert verdict(Criterion.STAFF, staff).met


@pytest.mark.rule("GO-02")
def test_a_public_institution_needs_its_certificate_and_no_partners() -> None:
    institution = replace(OFFICE, form=OfficeForm.PUBLIC_INSTITUTION)
    criteria = [one.criterion for one in judge(institution, [], STANDARDS, on=TODAY)]
    assert Criterion.PARTNERS not in criteria
    assert not verdict(Criterion.INSTITUTION_CERTIFICATE, [], institution).met
    certified = replace(institution, institution_certificate="事证第1号")
    assert verdict(Criterion.INSTITUTION_CERTIFICATE, [], certified).met


@pytest.mark.rule("GO-06")
@pytest.mark.parametrize("room", ["reception_area", "office_area", "mediation_area", "archive_room"])
def test_a_missing_room_is_seen(room: str) -> None:
    missing: dict[str, Any] = {room: False}
    found = verdict(Criterion.ROOMS, [], replace(OFFICE, premises=replace(PREMISES, **missing)))
    assert (found.met, found.measured, found.threshold) == (False, 3, 4)


@pytest.mark.rule("GO-06")
def test_everybody_has_a_desk_and_the_office_its_equipment() -> None:
    office = replace(OFFICE, premises=replace(PREMISES, desks=2, printers=0))
    assert not verdict(Criterion.DESKS, [somebody()] * 3, office).met
    assert verdict(Criterion.DESKS, [somebody()] * 2, office).met
    found = verdict(Criterion.EQUIPMENT, [], office)
    assert (found.met, found.measured) == (False, 2)


@pytest.mark.rule("GO-10")
def test_only_the_legal_minimum_puts_the_licence_at_risk() -> None:
    bare = replace(OFFICE, premises=replace(PREMISES, floor_area_m2=1, desks=0, archive_room=False))
    assert breaches(judge(bare, [somebody(Education.JUNIOR_LAW)] * 2, STANDARDS, on=TODAY)) == (
        Criterion.PRACTITIONERS, Criterion.PARTNERS,
    )  # fmt: skip
