"""What a signed inspection of supervision found of an office is entered here, once, and judged here (GO-09, XF-30)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.grassroots_offices.v1 import address_violation_pb2 as pb
from sifa.grassroots_offices.v1 import office_pb2 as office_pb
from sifa.supervision.v1 import events_pb2 as supervision
from sifa.supervision.v1 import inspection_record_pb2 as record

from tests.services.grassroots_offices.applications import Partners, change, establish, founders, grant
from tests.services.grassroots_offices.desk import Desk, premises
from tests.services.grassroots_offices.test_address_violations import ELSEWHERE, STREET, TOWNSHIP, end, find

INSPECTION = "inspections/019ed7e5-3a00-7000-8000-2f6b1c9d1b05"
MOVED, POINT = record.ADDRESS_FINDING_KIND_MOVED, record.ADDRESS_FINDING_KIND_RECEPTION_POINT


def told(office: str, **changes: Any) -> supervision.OfficeFoundElsewhere:
    fields: dict[str, Any] = {
        "inspection": INSPECTION, "office": office, "division": "990102", "kind": MOVED, "found_address": ELSEWHERE,
        "place_type": record.PLACE_TYPE_STREET, "found_date": "2026-06-10", **changes,
    }  # fmt: skip
    return supervision.OfficeFoundElsewhere(**fields)


def hear(desk: Desk, *messages: supervision.OfficeFoundElsewhere) -> Partners:
    partners = Partners(desk)
    for one in messages:
        partners.tell(one, one.inspection)
    return partners


def found_of(desk: Desk, office: str) -> list[pb.AddressViolation]:
    return list(desk.call("ListAddressViolations", desk.clerk, office=office).address_violations)


@pytest.mark.rule("GO-08", "GO-09", "XF-30")
@pytest.mark.parametrize(
    ("changes", "kind", "area", "rule"),
    [
        pytest.param({}, pb.ADDRESS_VIOLATION_KIND_MOVED, STREET, "GO-09", id="TV-G10"),
        ({"place_type": record.PLACE_TYPE_TOWNSHIP}, pb.ADDRESS_VIOLATION_KIND_MOVED, TOWNSHIP, "GO-08"),
        ({"kind": POINT, "place_type": record.PLACE_TYPE_TOWNSHIP}, pb.ADDRESS_VIOLATION_KIND_RECEPTION_POINT,
         TOWNSHIP, "GO-09"),
    ],
)  # fmt: skip
def test_what_nobody_approved_is_a_violation_on_the_record_and_told_on(
    desk: Desk, changes: dict[str, Any], kind: int, area: office_pb.AreaType.ValueType, rule: str
) -> None:
    """TV-G10 with a spot check: a violation, and what opens the clue."""
    office = desk.enter_office()
    hear(desk, told(office.name, **changes))
    (found,) = found_of(desk, office.name)
    assert (found.kind, found.found_area_type, found.rule_id, found.source, found.found_date) == (
        kind, area, rule, pb.ADDRESS_VIOLATION_SOURCE_SPOT_CHECK, "2026-06-10",
    )  # fmt: skip
    assert (found.document_number, found.found_by, found.approved_address, found.late) == (
        INSPECTION, "监督检查人员", office.premises.address, False,
    )  # fmt: skip
    (fact,) = desk.told("AddressViolationFound")
    assert (fact.address_violation, fact.office, fact.severe) == (found.name, office.name, rule == "GO-09")


@pytest.mark.rule("XF-30")
def test_it_is_entered_once_whatever_became_of_it_and_again_by_a_later_inspection(desk: Desk) -> None:
    office = desk.enter_office().name
    partners = hear(desk, told(office), told(office))
    (first,) = found_of(desk, office)
    end(desk, "Correct", first)
    partners.tell(told(office), INSPECTION)
    assert len(found_of(desk, office)) == 1
    partners.tell(told(office, inspection=INSPECTION.replace("1b05", "1b06"), found_date="2026-06-14"), INSPECTION)
    assert len(found_of(desk, office)) == 2


@pytest.mark.rule("XF-30")
def test_what_the_county_entered_and_goes_on_is_not_entered_again(desk: Desk) -> None:
    office = desk.enter_office().name
    known = find(desk, office)
    hear(desk, told(office), told(office, kind=POINT))
    assert [one.kind for one in found_of(desk, office)] == [known.kind, pb.ADDRESS_VIOLATION_KIND_RECEPTION_POINT]


@pytest.mark.rule("GO-08", "XF-30")
def test_the_inspectors_saw_no_register_and_this_one_knows_what_was_approved_for_the_day(desk: Desk) -> None:
    """Moved with approval on 15 June: found there on the 15th is nothing, on the 14th it is."""
    office, _ = desk.staffed_office(3)
    grant(desk, change(desk, "CHANGE_ADDRESS", office.name, premises=premises(address=ELSEWHERE, area_type=STREET)))
    partners = hear(desk, told(office.name, found_date="2026-06-15"))
    assert found_of(desk, office.name) == desk.told("AddressViolationFound") == []
    partners.tell(told(office.name, found_date="2026-06-14"), INSPECTION)
    assert len(found_of(desk, office.name)) == 1


@pytest.mark.rule("GO-08", "XF-30")
def test_nothing_is_entered_of_who_has_no_licence_or_is_not_registered(desk: Desk) -> None:
    filed = establish(desk, founders(desk))
    hear(desk, told(filed.office), told("offices/019ed7e5-3a00-7000-8000-2f6b1c9d0a99"))
    assert found_of(desk, filed.office) == desk.told("AddressViolationFound") == []


@pytest.mark.rule("GO-08", "XF-30")
def test_a_day_before_the_licence_is_nobody_s_violation(desk: Desk) -> None:
    office = desk.enter_office(licensed_date="2026-06-11").name
    partners = hear(desk, told(office))
    assert found_of(desk, office) == []
    partners.tell(told(office, found_date="2026-06-11"), INSPECTION)
    assert len(found_of(desk, office)) == 1
