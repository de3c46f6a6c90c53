"""What claims and expenses have in common on their way to be paid: checked, approved, paid, taken back.

It must not decide about the law. NOTE: lock order is the claim or expense, the fund source, its ledger.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import RuleViolated
from chassis.kernel.ledger import Draft, Overdrawn
from chassis.ledger.booking import book
from chassis.tx import Tx
from services.legal_aid.domain.fund_balance import MONEY
from services.legal_aid.domain.fund_source import FundSource
from services.legal_aid.domain.fund_use import check_open, check_year
from services.legal_aid.domain.settlement import (
    P,
    Payable,
    PaymentState,
    ReversalOrder,
    check_ordered,
    ordered,
    payment_of,
    release_of,
    reservation_of,
    reversal_of,
    settled,
)
from services.legal_aid.handlers.fund_source import locked_source
from services.legal_aid.handlers.fund_telling import tell_moved
from services.legal_aid.persistence.fund_movement import was_carried_over
from services.legal_aid.persistence.fund_source import lock_fund_source


def check(tx: Tx, payable: P, noun: str) -> P:
    """Somebody else than the one who entered it found it right (P-04)."""
    tx.note(f"{noun}.check", payable.name, rules=("LA-94",))
    return settled(
        payable, replace(payable.settlement, state=PaymentState.CHECKED, checked_by=tx.principal.subject)
    )  # fmt: skip


def approve(tx: Tx, payable: P, noun: str) -> P:
    """Reserve the amount in its source (LA-115). Raises FUND_FROZEN, FUND_YEAR_OVER, FUND_SHORT."""
    tx.note(f"{noun}.approve", payable.name, rules=("LA-115",))
    source = locked_source(tx, payable.fund_source)
    check_open(source)
    check_year(source, tx.today, carried_over=False)
    reserved = (
        _book(tx, payable, reservation_of(payable, tx.principal.subject, tx.today)) if payable.amount_fen else None
    )
    changed = replace(
        payable.settlement, state=PaymentState.APPROVED, approved_by=tx.principal.subject, reservation=reserved
    )  # fmt: skip
    return settled(payable, changed)


def pay(tx: Tx, payable: P, noun: str) -> P:
    """Pay the reservation in full, out of money that has arrived. Raises FUND_YEAR_OVER, FUND_NOT_ARRIVED."""
    tx.note(f"{noun}.pay", payable.name, rules=("LA-96", "LA-97"))
    check_year(locked_source(tx, payable.fund_source), tx.today, carried_over=_is_carried_over(tx, payable))
    paid = _book(tx, payable, payment_of(payable, tx.principal.subject, tx.today)) if payable.amount_fen else None
    changed = replace(
        payable.settlement, state=PaymentState.PAID, paid_by=tx.principal.subject, payment=paid, paid_date=tx.today
    )  # fmt: skip
    return settled(payable, changed)


def release(tx: Tx, payable: Payable) -> None:
    """Give the reservation back, if there is one; whoever may see the payable may, or the service itself."""
    if payable.settlement.reservation is not None:
        lock_fund_source(tx.session, payable.fund_source)
        _book(tx, payable, release_of(payable, tx.principal.subject, tx.today))


def order_reversal(tx: Tx, payable: P, order: ReversalOrder, noun: str) -> P:
    """Decide in writing that it is to be taken back."""
    tx.note(f"{noun}.orderReversal", payable.name, rules=("M-05",), document=order.document)
    return settled(payable, ordered(payable.settlement, order, tx.principal.subject))


def reverse(tx: Tx, payable: P, noun: str) -> P:
    """Book the reversal in the same source, today (M-05, E-29). Raises REVERSAL_NOT_ORDERED."""
    check_ordered(payable.settlement)
    document = payable.settlement.reversal_document or ""
    tx.note(f"{noun}.reverse", payable.name, rules=("M-05",), document=document)
    locked_source(tx, payable.fund_source)
    taken = _book(tx, payable, reversal_of(payable, tx.principal.subject, tx.today)) if payable.amount_fen else None
    changed = replace(
        payable.settlement, state=PaymentState.REVERSED, reversed_by=tx.principal.subject, reversal=taken,
        reversed_date=tx.today,
    )  # fmt: skip
    return settled(payable, changed)


def has_left(source: FundSource, amount_fen: int) -> bool:
    """Whether the source has as much left now (LA-115); an approval asks again under lock."""
    return source.balances.available_fen >= amount_fen


def _is_carried_over(tx: Tx, payable: Payable) -> bool:
    return was_carried_over(tx.session, payable.fund_source)


def _book(tx: Tx, payable: Payable, draft: Draft) -> str:
    try:
        entry = book(tx, payable.fund_source, [draft])[0].name
    except Overdrawn as short:
        if short.account == MONEY:
            raise RuleViolated(
                "FUND_NOT_ARRIVED",
                "该经费来源到位资金不足，不能支付（LA-145）。请待资金到位并登记后再办理支付。",
                rules=("LA-145",),
                missing_fen=str(short.missing_fen),
            ) from None
        raise RuleViolated(
            "FUND_SHORT",
            "该经费来源本年度可用余额不足（LA-115）。请待经费下达后办理，或改选其他经费来源。",
            rules=("LA-115",),
            missing_fen=str(short.missing_fen),
        ) from None
    tell_moved(tx, payable.fund_source, draft)
    return entry
