"""Spending of an office's fund: who approves it, and never beyond the balance (PB-22, PB-38). It must not book."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.ledger import Transfer
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.fund_allocation import AVAILABLE, SPENT


class FundSpendState(enum.Enum):
    """Where a spending stands."""

    PROPOSED = enum.auto()
    APPROVED = enum.auto()
    REJECTED = enum.auto()
    MISUSED = enum.auto()


_S = FundSpendState
MOVES: Moves[FundSpendState] = {
    _S.PROPOSED: {"approve": frozenset({_S.APPROVED}), "reject": frozenset({_S.REJECTED})},
    _S.APPROVED: {"findMisused": frozenset({_S.MISUSED})},
    _S.REJECTED: {},
    _S.MISUSED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSpendDraft:
    """What is proposed."""

    office: str
    amount_fen: int
    purpose: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSpend(FundSpendDraft):
    """A spending as it is kept; `ledger_entry` empty before it is approved."""

    name: str
    state: FundSpendState
    holder: str
    approver: str
    decision_document_number: str
    decided_date: dt.date | None
    misuse_document_number: str
    ledger_entry: str
    division: str
    made_by: str
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundSpendFilter:
    """What a list asks for; None and empty mean any."""

    office: str
    state: FundSpendState | None
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendPaper(Happening):
    """When and on which paper something became of a spending."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundMisused:
    """Money of a fund was spent on something else (XF-09)."""

    fund_spend: str
    office: str
    division: str
    amount_fen: int
    found_date: dt.date


def approver_of(own: str, general: str) -> str:
    """Who approves: the own or the joint branch, else the bureau's general branch (PB-38). Raises APPROVER_UNKNOWN."""
    if own or general:
        return own or general
    raise RuleViolated(
        "APPROVER_UNKNOWN",
        "该所没有支部或者联合支部，当地也没有登记机关党总支，无法确定由谁审批支出（PB-38）。请先登记党组织。",
        rules=("PB-38",),
    )


def propose_spend(
    draft: FundSpendDraft, *, name: str, holder: str, approver: str, division: str, made_by: str, now: dt.datetime
) -> FundSpend:
    """A spending that waits for approval."""
    return FundSpend(
        office=draft.office, amount_fen=draft.amount_fen, purpose=draft.purpose, document_number=draft.document_number,
        name=name, state=_S.PROPOSED, holder=holder, approver=approver, decision_document_number="", decided_date=None,
        misuse_document_number="", ledger_entry="", division=division, made_by=made_by, create_time=now, etag="1",
    )  # fmt: skip


def allow(spend: FundSpend, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, spend.state, action, what="党建经费支出", etag=spend.etag, given=etag)


def refuse_beyond(balance_fen: int, amount_fen: int) -> None:
    """Raise BALANCE_TOO_LOW: a balance is never spent below 0, though a month of refunds may bring it there (PB-22)."""
    if amount_fen > balance_fen:
        message = "党建经费余额不足，不能支出（PB-22）。请待下月提取后再办理，或者减少支出金额另行申请。"
        raise RuleViolated("BALANCE_TOO_LOW", message, rules=("PB-22",))


def decided(
    spend: FundSpend, state: FundSpendState, paper: SpendPaper, entry: Entry, *, ledger_entry: str
) -> FundSpend:
    """Approved and booked, or turned down."""
    return replace(
        spend, state=state, decision_document_number=paper.document_number, decided_date=entry.happened_date,
        ledger_entry=ledger_entry, etag=str(int(spend.etag) + 1),
    )  # fmt: skip


def misused(spend: FundSpend, paper: SpendPaper) -> FundSpend:
    """Spent on something else; the books stay as they are."""
    return replace(
        spend, state=_S.MISUSED, misuse_document_number=paper.document_number, etag=str(int(spend.etag) + 1)
    )  # fmt: skip


def transfer_of(spend: FundSpend) -> tuple[Transfer, ...]:
    """The line of the ledger."""
    return (Transfer(debit=SPENT, credit=AVAILABLE, amount_fen=spend.amount_fen),)


def office_without_fund() -> RuleViolated:
    """The refusal for an office that never had a line."""
    message = "该所没有党建经费或者不在您的管辖范围内（PB-19）。请核对基层法律服务所。"
    return RuleViolated("OFFICE_WITHOUT_FUND", message, rules=("PB-19",))
