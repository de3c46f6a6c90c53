"""An office found at another address than the approved one is entered, told and ended (GO-08, GO-09, XF-30)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import address_violation_pb2 as pb
from sifa.grassroots_offices.v1 import office_pb2 as office_pb

from services.grassroots_offices.domain.address_violation import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import change, establish, founders, grant
from tests.services.grassroots_offices.desk import Desk, on_day, premises

STREET, TOWNSHIP = office_pb.AREA_TYPE_STREET, office_pb.AREA_TYPE_TOWNSHIP
ELSEWHERE = "玄武县白塔街道解放路9号"


def find(desk: Desk, office: str, day: str = "2026-06-15", **changes: Any) -> pb.AddressViolation:
    fields: dict[str, Any] = {
        "kind": pb.ADDRESS_VIOLATION_KIND_MOVED, "source": pb.ADDRESS_VIOLATION_SOURCE_RECEIPT,
        "found_address": ELSEWHERE, "found_area_type": STREET, "found_by": "桥头司法所",
        "document_number": "票据核查1号", "entry_reason": "补录核查记录", **changes,
    }  # fmt: skip
    told = pb.AddressViolation(office=office, found_date=day, **fields)
    made: pb.AddressViolation = desk.call("CreateAddressViolation", desk.clerk, address_violation=told)
    return made


def end(desk: Desk, verb: str, found: pb.AddressViolation, **changes: Any) -> pb.AddressViolation:
    who = desk.clerk if verb == "Correct" else desk.city
    asked = {"document_number": "核查2号", "end_reason": "经查已迁回原址", **changes}
    done: pb.AddressViolation = desk.call(f"{verb}AddressViolation", who, name=found.name, **asked).address_violation
    return done


@pytest.mark.rule("GO-08", "GO-09", "XF-30")
@pytest.mark.parametrize(
    ("changes", "severe", "rule"),
    [
        pytest.param({}, True, "GO-09", id="TV-G10"),
        pytest.param({"found_area_type": TOWNSHIP}, False, "GO-08", id="within-the-country"),
        pytest.param({"kind": pb.ADDRESS_VIOLATION_KIND_RECEPTION_POINT, "found_area_type": TOWNSHIP}, True, "GO-09",
                     id="reception-point"),
    ],
)  # fmt: skip
def test_an_address_that_nobody_approved_is_a_violation(
    desk: Desk, changes: dict[str, Any], severe: object, rule: str
) -> None:
    """TV-G10: registered in a township; receipts show a street address; no approval: a violation, and a clue."""
    office, _ = desk.staffed_office(3)
    found = find(desk, office.name, **changes)
    assert (found.severe, found.rule_id, found.approved_address, found.approved_area_type) == (
        severe, rule, office.premises.address, TOWNSHIP,
    )  # fmt: skip
    assert found.citation
    assert (found.state, list(found.allowed_actions)) == (pb.ADDRESS_VIOLATION_STATE_FOUND, ["correct", "dismiss"])
    (told,) = desk.told("AddressViolationFound")
    assert (told.address_violation, told.office, told.severe, told.found_date) == (
        found.name, office.name, severe, "2026-06-15",
    )  # fmt: skip


@pytest.mark.rule("GO-09")
def test_a_move_from_the_town_to_the_country_is_none_of_the_two_severe_ones(desk: Desk) -> None:
    office = desk.enter_office(premises=premises(area_type=STREET))
    assert not find(desk, office.name, found_address="玄武县桥头镇2号", found_area_type=TOWNSHIP).severe


@pytest.mark.rule("GO-08")
def test_there_is_nothing_to_find_at_the_approved_address(desk: Desk) -> None:
    office = desk.enter_office()
    spaced = office.premises.address.replace("人民路", " 人民路 ")
    found = refused(lambda: find(desk, office.name, found_address=spaced))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ADDRESS_APPROVED")
    assert desk.told("AddressViolationFound") == []


@pytest.mark.rule("GO-08", "GO-09")
def test_the_address_that_counts_is_the_one_approved_for_the_day(desk: Desk, profile: Profile) -> None:
    """Moved with approval on 15 June: at the new address before it was not approved, at the old one afterwards."""
    office, _ = desk.staffed_office(3)
    moved = premises(address=ELSEWHERE, area_type=STREET)
    granted = grant(desk, change(desk, "CHANGE_ADDRESS", office.name, premises=moved))
    history = [
        (one.from_date, one.premises, one.licence_application) for one in desk.office(office.name).premises_history
    ]
    assert history == [("2018-03-01", office.premises, ""), ("2026-06-15", moved, granted.name)]
    assert refused(lambda: find(desk, office.name)).reason == "ADDRESS_APPROVED"
    assert find(desk, office.name, "2026-06-14").approved_address == office.premises.address
    with on_day(desk, profile, "2026-07-01") as later:
        back = find(later, office.name, "2026-07-01", found_address=office.premises.address, found_area_type=TOWNSHIP)
    assert (back.approved_address, back.severe) == (ELSEWHERE, False)


@pytest.mark.rule("GO-09")
def test_a_filed_application_approves_nothing(desk: Desk) -> None:
    office, _ = desk.staffed_office(3)
    change(desk, "CHANGE_ADDRESS", office.name, premises=premises(address=ELSEWHERE, area_type=STREET))
    assert find(desk, office.name).severe


@pytest.mark.rule("GO-08")
def test_an_office_without_licence_has_no_approved_address(desk: Desk) -> None:
    filed = establish(desk, founders(desk))
    assert refused(lambda: find(desk, filed.office)).reason == "OFFICE_NOT_LICENSED"
    early = refused(lambda: find(desk, desk.enter_office().name, "2018-02-28"))
    assert early.violations == {"address_violation.found_date": "DATE_BEFORE_PREVIOUS"}


@pytest.mark.rule("GO-09")
def test_what_goes_on_is_entered_once(desk: Desk) -> None:
    office = desk.enter_office().name
    first = find(desk, office)
    again = refused(lambda: find(desk, office))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "VIOLATION_KNOWN")
    find(desk, office, kind=pb.ADDRESS_VIOLATION_KIND_RECEPTION_POINT)
    find(desk, office, found_address="玄武县白塔街道解放路10号")
    end(desk, "Correct", first)
    assert find(desk, office).name != first.name


@pytest.mark.rule("GO-09", "XF-30")
def test_the_county_verifies_its_end_and_the_city_alone_dismisses_it(desk: Desk) -> None:
    office = desk.enter_office().name
    corrected = end(desk, "Correct", find(desk, office))
    assert (corrected.state, corrected.ended_date, corrected.end_document, corrected.end_reason) == (
        pb.ADDRESS_VIOLATION_STATE_CORRECTED, "2026-06-15", "核查2号", "经查已迁回原址",
    )  # fmt: skip
    assert refused(lambda: end(desk, "Correct", corrected)).reason == "ACTION_NOT_ALLOWED"
    assert desk.told("AddressViolationDismissed") == []
    gone = end(desk, "Dismiss", corrected, end_reason="票据地址系客户住所，登记有误")
    assert (gone.state, list(gone.allowed_actions)) == (pb.ADDRESS_VIOLATION_STATE_DISMISSED, [])
    (told,) = desk.told("AddressViolationDismissed")
    assert (told.address_violation, told.dismissed_date) == (gone.name, "2026-06-15")


def test_a_list_of_violations_is_of_one_office_kind_or_state(desk: Desk) -> None:
    office = desk.enter_office().name
    first = find(desk, office)
    end(desk, "Correct", find(desk, office, kind=pb.ADDRESS_VIOLATION_KIND_RECEPTION_POINT))
    find(desk, desk.enter_office().name)
    asked: tuple[dict[str, Any], ...] = (
        {"office": office}, {"kind": pb.ADDRESS_VIOLATION_KIND_MOVED}, {"state": pb.ADDRESS_VIOLATION_STATE_FOUND},
    )  # fmt: skip
    found = [desk.call("ListAddressViolations", desk.city, **one).address_violations for one in asked]
    assert [len(one) for one in found] == [2, 2, 2]
    assert desk.call("GetAddressViolation", desk.city, name=first.name) == found[0][0]


def test_the_moves_of_an_address_violation() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "FOUND": ["correct", "dismiss"], "CORRECTED": ["dismiss"], "DISMISSED": [],
    }  # fmt: skip
