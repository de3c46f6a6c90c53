"""Receipts of offices: unified fees, each under a number of the year (GO-15, GO-16). It must not add up a year."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import InvalidFields, Kind, Refusal, RuleViolated, Violation
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.grassroots_offices.domain.office_case import OfficeCase, OfficeCaseState


class FeeReceiptKind(enum.Enum):
    """What a receipt is for."""

    FEE = enum.auto()
    PASS_THROUGH = enum.auto()
    REFUND = enum.auto()
    SPOILED = enum.auto()


class FeeReceiptState(enum.Enum):
    """Where it stands; the number of a VOIDED one stays used."""

    ISSUED = enum.auto()
    VOIDED = enum.auto()


MOVES: Moves[FeeReceiptState] = {
    FeeReceiptState.ISSUED: {"void": frozenset({FeeReceiptState.VOIDED})},
    FeeReceiptState.VOIDED: {},
}
TAKEN_ON = frozenset({OfficeCaseState.APPROVED, OfficeCaseState.CLOSED, OfficeCaseState.ARCHIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceiptDraft:
    """What is entered; `office_case` empty for a spoiled form."""

    office: str
    number: int
    received_date: dt.date
    kind: FeeReceiptKind
    office_case: str
    amount_fen: int
    document_number: str
    entry_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceipt(FeeReceiptDraft):
    """One receipt; `year` is that of the sequence."""

    name: str
    year: int
    state: FeeReceiptState
    late: bool
    void_reason: str
    division: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeReceiptFilter:
    """What a list asks for; None and empty mean any."""

    state: FeeReceiptState | None
    kind: FeeReceiptKind | None
    office: str
    office_case: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a matter's receipts that count add up to, in fen."""

    fee_fen: int
    refund_fen: int


def issue_receipt(draft: FeeReceiptDraft, *, division: str, name: str, entry: Entry, now: dt.datetime) -> FeeReceipt:
    """A receipt (GO-16)."""
    values = {field.name: getattr(draft, field.name) for field in fields(FeeReceiptDraft)}
    return FeeReceipt(
        **values, name=name, year=draft.received_date.year, state=FeeReceiptState.ISSUED, late=entry.late,
        void_reason="", division=division, create_time=now, etag="1",
    )  # fmt: skip


def check_draft(draft: FeeReceiptDraft) -> None:
    """Raise InvalidFields SPOILED_WITHOUT_MONEY, CASE_MISSING, AMOUNT_MISSING."""
    if faults := tuple(_faults(draft)):
        raise InvalidFields(faults)


def refuse_amount(draft: FeeReceiptDraft, case: OfficeCase, collected: Collected) -> None:
    """Money comes in through the office alone, on an approved matter, inside the agreed fee (GO-15, GO-16, GO-44).

    Raises CASE_NOT_APPROVED, AID_IS_FREE, FEE_ABOVE_AGREED, REFUND_ABOVE_RECEIVED.
    """
    if case.state not in TAKEN_ON:
        message = "案件尚未经收案审批，不得收费（GO-15）。请先办理收案审批（approve）。"
        raise RuleViolated("CASE_NOT_APPROVED", message, rules=("GO-15",))
    if case.legal_aid and draft.kind is FeeReceiptKind.FEE:
        raise aid_is_free()
    if draft.kind is FeeReceiptKind.FEE and collected.fee_fen - collected.refund_fen + draft.amount_fen > case.fee_fen:
        message = "本次收费后将超过约定的收费额（GO-16）。另有书面约定的，请先变更收费约定（agreeFee）；否则请退还。"
        raise RuleViolated("FEE_ABOVE_AGREED", message, rules=("GO-16",))
    if draft.kind is FeeReceiptKind.REFUND:
        refuse_refunds(replace(collected, refund_fen=collected.refund_fen + draft.amount_fen))


def refuse_refunds(collected: Collected) -> None:
    """Raise REFUND_ABOVE_RECEIVED: nothing is given back that was not received (GO-16)."""
    if collected.refund_fen > collected.fee_fen:
        message = "退费合计将超过该案已收费用（GO-16）。请核对退费金额，或者先更正有误的票据。"
        raise RuleViolated("REFUND_ABOVE_RECEIVED", message, rules=("GO-16",))


def refuse_fee(case: OfficeCase, fee_fen: int, collected: Collected) -> None:
    """Raise AID_IS_FREE, FEE_BELOW_RECEIVED for another agreed fee (GO-16, GO-44)."""
    if case.legal_aid and fee_fen:
        raise aid_is_free()
    if fee_fen < collected.fee_fen - collected.refund_fen:
        message = "约定收费额低于该案已收费用（GO-16）。请先登记退费票据，再变更收费约定。"
        raise RuleViolated("FEE_BELOW_RECEIVED", message, rules=("GO-16",))


def allow(receipt: FeeReceipt, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, receipt.state, action, what="收费票据", etag=receipt.etag, given=etag)


def voided(receipt: FeeReceipt, reason: str) -> FeeReceipt:
    """Cancelled; its number stays used (GO-16)."""
    return replace(receipt, state=FeeReceiptState.VOIDED, void_reason=reason, etag=str(int(receipt.etag) + 1))


def aid_is_free() -> RuleViolated:
    """The refusal of a fee for a legal-aid matter (GO-44)."""
    message = "法律援助案件不得向受援人收费（GO-44）。请核对案件；误收的，应当退还当事人。"
    return RuleViolated("AID_IS_FREE", message, rules=("GO-44",))


def number_taken() -> Refusal:
    """The refusal of a second receipt under one number of the office's year (GO-16)."""
    message = "该所本年度已登记同一号码的票据，号码不能重复使用（GO-16）。请核对票据号码。"
    return Refusal(Kind.ALREADY_EXISTS, "RECEIPT_NUMBER_TAKEN", message, metadata={"rules": "GO-16"})


def _faults(draft: FeeReceiptDraft) -> Iterator[Violation]:
    spoiled = draft.kind is FeeReceiptKind.SPOILED
    if spoiled and (draft.office_case or draft.amount_fen):
        yield Violation(
            field="fee_receipt.kind", reason="SPOILED_WITHOUT_MONEY",
            description="作废的空白票据不涉及案件和金额（GO-16），请清空案件并将金额填为 0",
        )  # fmt: skip
    if not spoiled and not draft.office_case:
        yield Violation(
            field="fee_receipt.office_case", reason="CASE_MISSING",
            description="收费由所统一收取并对应案件（GO-15），请选择案件",
        )  # fmt: skip
    if not spoiled and not draft.amount_fen:
        yield Violation(
            field="fee_receipt.amount_fen", reason="AMOUNT_MISSING", description="须大于 0（单位为分），请填写票据金额"
        )
