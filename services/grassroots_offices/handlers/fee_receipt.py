"""Use cases of receipts: enter, cancel, read, look over a year (GO-16). It must not correct an income report."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import InvalidFields, NotFound, RuleViolated, Violation
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.fee_receipt import (
    FeeReceipt,
    FeeReceiptDraft,
    FeeReceiptFilter,
    allow,
    check_draft,
    issue_receipt,
    refuse_amount,
    refuse_refunds,
    voided,
)
from services.grassroots_offices.domain.receipt_check import ReceiptCheck, check_receipts
from services.grassroots_offices.handlers.office import chosen_office, found_office
from services.grassroots_offices.handlers.office_case import locked_case
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import fee_receipt as rows
from services.grassroots_offices.persistence.income_report import current_reports_of
from services.grassroots_offices.persistence.office import load_office


def create_fee_receipt(tx: Tx, draft: FeeReceiptDraft) -> FeeReceipt:
    """Enter a receipt (GO-15, GO-16)."""
    check_draft(draft)
    if draft.office_case:
        _check_money(tx, draft)
    office = chosen_office(tx, draft.office)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=None, field="fee_receipt.received_date"
    )  # fmt: skip
    receipt = issue_receipt(
        draft, division=office.division, name=f"feeReceipts/{tx.new_id()}", entry=entry, now=tx.now
    )  # fmt: skip
    rows.insert_fee_receipt(tx.session, receipt)
    tx.note("fee_receipt.create", receipt.name, rules=("GO-16",), document=receipt.document_number)
    return receipt


def get_fee_receipt(tx: Tx, name: str) -> FeeReceipt:
    """One receipt within the caller's divisions."""
    return _found(rows.load_fee_receipt(tx.session, name, tx.principal))


def list_fee_receipts(tx: Tx, wanted: FeeReceiptFilter, page: Page) -> tuple[list[FeeReceipt], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_fee_receipts(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def void_fee_receipt(tx: Tx, name: str, reason: str, *, etag: str) -> FeeReceipt:
    """Cancel it; what stays must not give back more than was received (GO-16)."""
    case = _found(rows.load_fee_receipt(tx.session, name, tx.principal)).office_case
    locked_case(tx, case)
    receipt = _found(rows.load_fee_receipt(tx.session, name, tx.principal, lock=True))
    allow(receipt, "void", etag=etag)
    done = voided(receipt, reason)
    rows.update_fee_receipt(tx.session, done)
    if case:
        refuse_refunds(rows.collected_for(tx.session, case))
    tx.note("fee_receipt.void", name, rules=("GO-16",))
    return done


def check_fee_receipts(tx: Tx, office: str, year: int) -> ReceiptCheck:
    """Missing numbers, and months beside their reports (GO-16, XF-08). Raises YEAR_IN_FUTURE."""
    found = found_office(load_office(tx.session, office, tx.principal))
    if year > tx.today.year:
        fault = Violation(field="year", reason="YEAR_IN_FUTURE", description="该年度尚未开始，请填写本年或以前年度")
        raise InvalidFields((fault,))
    receipts = rows.receipts_of_year(tx.session, found.name, year)
    return check_receipts(found.name, year, receipts, current_reports_of(tx.session, found.name, year))


def _check_money(tx: Tx, draft: FeeReceiptDraft) -> None:
    """Raise CASE_UNKNOWN and what `refuse_amount` raises."""
    case = locked_case(tx, draft.office_case)
    if case is None or case.office != draft.office:
        message = "所填案件不存在、不属于该所或者不在您的管辖范围内，请从该所案件登记簿中选择（GO-15）。"
        raise RuleViolated("CASE_UNKNOWN", message, rules=("GO-15",))
    refuse_amount(draft, case, rows.collected_for(tx.session, case.name))


def _found(receipt: FeeReceipt | None) -> FeeReceipt:
    if receipt is None:
        raise NotFound("收费票据")
    return receipt
