"""All money goes through the office, on a matter, inside the agreed fee, under numbers without gaps (GO-15, GO-16)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import fee_receipt_pb2 as pb
from sifa.grassroots_offices.v1 import income_report_pb2

from services.grassroots_offices.domain.fee_receipt import MOVES
from services.grassroots_offices.domain.receipt_check import NumberGap, number_gaps
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk
from tests.services.grassroots_offices.matters import act, approved, receipt, register

REFUND, THROUGH, SPOILED = (
    pb.FEE_RECEIPT_KIND_REFUND, pb.FEE_RECEIPT_KIND_PASS_THROUGH, pb.FEE_RECEIPT_KIND_SPOILED,
)  # fmt: skip


def check(desk: Desk, office: str, year: int = 2026) -> pb.ReceiptCheck:
    found: pb.ReceiptCheck = desk.call("CheckFeeReceipts", desk.city, name=office, year=year).receipt_check
    return found


@pytest.mark.rule("GO-16")
@pytest.mark.parametrize(
    ("numbers", "gaps"),
    [((), []), ((1, 2, 3), []), ((2,), [(1, 1)]), ((1, 4, 5, 7), [(2, 3), (6, 6)]), ((3, 4), [(1, 2)])],
)
def test_missing_numbers_are_told_as_ranges(numbers: tuple[int, ...], gaps: list[tuple[int, int]]) -> None:
    assert list(number_gaps(numbers)) == [NumberGap(first=first, last=last) for first, last in gaps]


@pytest.mark.rule("GO-16")
def test_a_number_that_is_missing_is_shown_until_it_is_accounted_for(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    receipt(desk, case, 1, 100_000)
    wrong = receipt(desk, case, 4, 50_000)
    desk.call("VoidFeeReceipt", desk.clerk, name=wrong.name, void_reason="金额填写错误")
    found = check(desk, office.name)
    assert (found.receipt_count, found.last_number) == (2, 4)
    assert [(one.first, one.last) for one in found.gaps] == [(2, 3)]
    receipt(desk, case, 2, 0, kind=SPOILED, office_case="")
    assert [(one.first, one.last) for one in check(desk, office.name).gaps] == [(3, 3)]
    taken = refused(lambda: receipt(desk, case, 4, 50_000))
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "RECEIPT_NUMBER_TAKEN")


@pytest.mark.rule("GO-16")
def test_each_office_and_year_has_a_sequence_of_its_own(desk: Desk) -> None:
    (one, first), (other, second) = desk.staffed_office(3), desk.staffed_office(3)
    mine, yours = approved(desk, one.name, first[0].name), approved(desk, other.name, second[0].name)
    receipt(desk, mine, 1, 100)
    receipt(desk, yours, 1, 100)
    old = receipt(desk, mine, 1, 100, received_date="2025-12-31")
    assert (old.year, old.late) == (2025, True)
    assert [check(desk, office.name, year).receipt_count for office in (one, other) for year in (2025, 2026)] == [
        1, 1, 0, 1,
    ]  # fmt: skip


@pytest.mark.rule("GO-15", "GO-16")
def test_a_fee_is_received_on_an_approved_matter_inside_the_agreed_fee(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = register(desk, office.name, staff[0].name, fee_fen=100_000)
    assert refused(lambda: receipt(desk, case, 1, 100)).reason == "CASE_NOT_APPROVED"
    act(desk, "approve", case)
    first = receipt(desk, case, 1, 100_000)
    assert refused(lambda: receipt(desk, case, 2, 1)).reason == "FEE_ABOVE_AGREED"
    receipt(desk, case, 2, 20_000, kind=THROUGH)
    lower = refused(lambda: act(desk, "agreeFee", case, fee_fen=99_999))
    assert lower.reason == "FEE_BELOW_RECEIVED"
    assert act(desk, "agreeFee", case, fee_fen=150_000).fee_fen == 150_000
    receipt(desk, case, 3, 50_000)
    assert refused(lambda: receipt(desk, case, 4, 150_001, kind=REFUND)).reason == "REFUND_ABOVE_RECEIVED"
    receipt(desk, case, 4, 150_000, kind=REFUND)
    stuck = refused(lambda: desk.call("VoidFeeReceipt", desk.clerk, name=first.name, void_reason="更正"))
    assert stuck.reason == "REFUND_ABOVE_RECEIVED"


@pytest.mark.rule("GO-44")
def test_nobody_pays_for_legal_aid(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name, legal_aid=True, fee_fen=0)
    assert refused(lambda: receipt(desk, case, 1, 100)).reason == "AID_IS_FREE"
    assert refused(lambda: act(desk, "agreeFee", case, fee_fen=1)).reason == "AID_IS_FREE"


@pytest.mark.rule("GO-16")
def test_months_stand_beside_their_income_reports(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    receipt(desk, case, 1, 100_000, received_date="2026-04-10")
    receipt(desk, case, 2, 20_000, received_date="2026-04-11", kind=THROUGH)
    receipt(desk, case, 3, 100_000, received_date="2026-05-11")
    for period, gross in (("2026-04", 120_000), ("2026-05", 90_000)):
        report = income_report_pb2.IncomeReport(
            office=office.name, period=period, gross_fee_fen=gross, document_number="月报1号",
            pass_through_fen=20_000 if period == "2026-04" else 0,
        )  # fmt: skip
        desk.call("CreateIncomeReport", desk.clerk, income_report=report)
    receipt(desk, case, 4, 1_000, kind=REFUND)
    cancelled = receipt(desk, case, 5, 70_000)
    desk.call("VoidFeeReceipt", desk.clerk, name=cancelled.name, void_reason="票据作废")
    assert [
        (one.period, one.gross_fen, one.refunds_fen, one.pass_through_fen, one.reported, one.differs)
        for one in check(desk, office.name).months
    ] == [
        ("2026-04", 120_000, 0, 20_000, True, False), ("2026-05", 100_000, 0, 0, True, True),
        ("2026-06", 0, 1_000, 0, False, False),
    ]  # fmt: skip


def test_what_no_schema_can_say_of_a_receipt_is_refused(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    asked: tuple[tuple[str, int, dict[str, Any]], ...] = (
        ("SPOILED_WITHOUT_MONEY", 0, {"kind": SPOILED}), ("CASE_MISSING", 1, {"office_case": ""}),
        ("AMOUNT_MISSING", 0, {}),
    )  # fmt: skip
    for reason, fen, changes in asked:
        answer = refused(partial(receipt, desk, case, 1, fen, **changes))
        assert list(answer.violations.values()) == [reason]
    other, _ = desk.staffed_office(3)
    assert refused(lambda: receipt(desk, case, 1, 1, office=other.name)).reason == "CASE_UNKNOWN"
    future = refused(lambda: check(desk, office.name, 2027))
    assert list(future.violations.values()) == ["YEAR_IN_FUTURE"]


def test_a_list_is_of_one_matter_kind_or_state(desk: Desk) -> None:
    office, staff = desk.staffed_office(3)
    case = approved(desk, office.name, staff[0].name)
    one = receipt(desk, case, 1, 100)
    receipt(desk, case, 2, 100, kind=THROUGH)
    asked: tuple[dict[str, Any], ...] = (
        {"office_case": case.name}, {"kind": THROUGH}, {"state": pb.FEE_RECEIPT_STATE_ISSUED, "office": office.name},
    )  # fmt: skip
    found = [desk.call("ListFeeReceipts", desk.city, **each).fee_receipts for each in asked]
    assert [len(page) for page in found] == [2, 1, 2]
    assert desk.call("GetFeeReceipt", desk.city, name=one.name) == one


def test_the_moves_of_a_receipt() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"ISSUED": ["void"], "VOIDED": []}
