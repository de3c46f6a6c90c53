"""How a subsidy or an expense is settled: entered, checked, approved and paid by four people (LA-115, P-04).

It must not book anything; it says which entry is to be booked.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from chassis.kernel.errors import RuleViolated
from chassis.kernel.ledger import Draft, EntryKind, Transfer
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.legal_aid.domain.fund_balance import commitment, payment, refund


class PaymentState(enum.Enum):
    """Where a payment stands."""

    DRAFT = enum.auto()
    CHECKED = enum.auto()
    APPROVED = enum.auto()
    PAID = enum.auto()
    REVERSED = enum.auto()
    BLOCKED = enum.auto()


class ReversalReason(enum.Enum):
    """Why a payment is taken back."""

    DUPLICATE = enum.auto()
    DECEIT = enum.auto()
    PUBLIC_OFFICE = enum.auto()
    ERROR = enum.auto()


_P = PaymentState
_FLOW: Mapping[PaymentState, Mapping[str, frozenset[PaymentState]]] = {
    _P.DRAFT: {"check": frozenset({_P.CHECKED})},
    _P.CHECKED: {"approve": frozenset({_P.APPROVED})},
    _P.APPROVED: {"pay": frozenset({_P.PAID})},
    _P.PAID: {"orderReversal": frozenset({_P.PAID}), "reverse": frozenset({_P.REVERSED})},
    _P.REVERSED: {},
}
_BLOCK = {"block": frozenset({_P.BLOCKED})}
EXPENSE_MOVES: Moves[PaymentState] = {**_FLOW, _P.BLOCKED: {}}
CLAIM_MOVES: Moves[PaymentState] = {
    state: {**_FLOW.get(state, {}), **(_BLOCK if state in (_P.DRAFT, _P.CHECKED, _P.APPROVED) else {})}
    for state in PaymentState
} | {_P.BLOCKED: {"resolve": frozenset({_P.DRAFT, _P.REVERSED})}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """Who did what, and the entries of the fund source's ledger; None where it has not happened."""

    state: PaymentState
    made_by: str
    checked_by: str | None = None
    approved_by: str | None = None
    paid_by: str | None = None
    reservation: str | None = None
    payment: str | None = None
    paid_date: dt.date | None = None
    reversal_reason: ReversalReason | None = None
    reversal_document: str | None = None
    reversal_ordered_by: str | None = None
    reversed_by: str | None = None
    reversal: str | None = None
    reversed_date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReversalOrder:
    """A written decision to take a payment back."""

    document: str
    reason: ReversalReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Payable:
    """What claims and expenses have in common."""

    name: str
    case: str
    assignment: str
    institution: str
    handler: str
    unit: str
    fund_source: str
    amount_fen: int
    settlement: Settlement
    division: str
    create_time: dt.datetime
    etag: str


P = TypeVar("P", bound=Payable)


def allow(moves: Moves[PaymentState], payable: Payable, action: str, *, what: str, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH. `what` is the Chinese name of the noun."""
    allow_move(moves, payable.settlement.state, action, what=what, etag=payable.etag, given=etag)


def settled(payable: P, settlement: Settlement) -> P:
    """The payable as it now stands."""
    return replace(payable, settlement=settlement, etag=str(int(payable.etag) + 1))


def ordered(settlement: Settlement, order: ReversalOrder, by: str) -> Settlement:
    """A decision to take it back, for example after deceit (LA-103); a later one replaces it until it is booked."""
    return replace(
        settlement, reversal_reason=order.reason, reversal_document=order.document, reversal_ordered_by=by
    )  # fmt: skip


def blocked(settlement: Settlement) -> Settlement:
    """Stopped before it was paid; who checked and approved it stands in the audit."""
    return Settlement(state=PaymentState.BLOCKED, made_by=settlement.made_by)


def reservation_of(payable: Payable, by: str, today: dt.date) -> Draft:
    """The entry of an approval (LA-115)."""
    return _draft(payable, EntryKind.RESERVE, "COMMITMENT", commitment(payable.amount_fen), today,
                  made_by=payable.settlement.checked_by, approved_by=by)  # fmt: skip


def payment_of(payable: Payable, by: str, today: dt.date) -> Draft:
    """The entry of a payment: the whole amount, without any tax (LA-97)."""
    return _draft(payable, EntryKind.POST, "PAYMENT", payment(payable.amount_fen), today, made_by=by,
                  approved_by=payable.settlement.approved_by, settles=payable.settlement.reservation)  # fmt: skip


def release_of(payable: Payable, by: str, today: dt.date) -> Draft:
    """The entry that gives a reservation back."""
    (line,) = commitment(payable.amount_fen)
    back = Transfer(debit=line.credit, credit=line.debit, amount_fen=line.amount_fen)
    return _draft(payable, EntryKind.VOID, "RELEASE", (back,), today, made_by=by, approved_by=None,
                  settles=payable.settlement.reservation)  # fmt: skip


def reversal_of(payable: Payable, by: str, today: dt.date) -> Draft:
    """The entry of a reversal, in the period of today and in the same source (M-05, E-29)."""
    settlement = payable.settlement
    return _draft(payable, EntryKind.REVERSE, "REVERSAL", refund(payable.amount_fen), today, made_by=by,
                  approved_by=settlement.reversal_ordered_by, reverses=settlement.payment,
                  document=settlement.reversal_document or "")  # fmt: skip


def payee_ineligible(as_of: dt.date) -> RuleViolated:
    """The refusal to pay somebody who may not be paid, as known of a day (XF-12, LA-65, LA-93)."""
    return RuleViolated(
        "PAYEE_INELIGIBLE",
        "收款的承办人或者承办机构正处于暂停执业、停止执业等措施期间，或者承办时系公职人员，不得支付（LA-65、LA-93）。"
        "请核查后按核查结论办理。",
        rules=("LA-65", "LA-93"),
        as_of=as_of.isoformat(),
    )


def check_ordered(settlement: Settlement) -> None:
    """Raise REVERSAL_NOT_ORDERED without a written decision."""
    if settlement.reversal_ordered_by is None:
        raise RuleViolated(
            "REVERSAL_NOT_ORDERED",
            "冲销须以书面决定为依据（M-05）。请先由机构负责人作出冲销决定（orderReversal），再由其他人员入账。",
            rules=("M-05",),
        )


def _draft(
    payable: Payable,
    kind: EntryKind,
    purpose: str,
    transfers: tuple[Transfer, ...],
    today: dt.date,
    *,
    made_by: str | None,
    approved_by: str | None,
    settles: str | None = None,
    reverses: str | None = None,
    document: str = "",
) -> Draft:
    return Draft(
        kind=kind, purpose=purpose, subject=payable.name, transfers=transfers, booked_date=today,
        made_by=made_by or "", approved_by=approved_by, document=document, settles=settles, reverses=reverses,
    )  # fmt: skip
