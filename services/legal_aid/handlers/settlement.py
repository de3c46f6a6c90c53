"""What claims and expenses have in common on their way to be paid: checked, approved, paid, taken back.

It must not decide about the law. NOTE: lock order is the claim or expense, the fund source, its ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from services.legal_aid.handlers.payee import refuse_barred
from services.legal_aid.persistence.fund_movement import was_carried_over
from services.legal_aid.persistence.fund_source import lock_fund_source


def check(tx: Tx, payable: P, noun: str) -> P:
    """Somebody else than the one who entered it found it right (P-04)."""
    tx.note(f"{noun}.check", payable.name, rules=("LA-94",))
    return settled(
        payable, replace(payable.settlement, state=PaymentState.CHECKED, checked_by=tx.principal.subject)
    )  # fmt: skip


def approve(tx: Tx, payables: Sequence[P], noun: str) -> list[P]:
    """Reserve amounts in one source, booked together (LA-115).

    Raises FUND_FROZEN, FUND_YEAR_OVER, FUND_SHORT, PAYEE_INELIGIBLE.
    """
    tx.note_each(f"{noun}.approve", [one.name for one in payables], rules=("LA-115",))
    refuse_barred(tx, payables)
    name, by = payables[0].fund_source, tx.principal.subject
    source = locked_source(tx, name)
    check_open(source)
    check_year(source, tx.today, carried_over=False)
    entries = iter(_book(tx, name, *(reservation_of(one, by, tx.today) for one in payables if one.amount_fen)))
    return [
        settled(one, replace(
            one.settlement, state=PaymentState.APPROVED, approved_by=by,
            reservation=next(entries) if one.amount_fen else None,
        ))
        for one in payables
    ]  # fmt: skip


def pay(tx: Tx, payables: Sequence[P], noun: str) -> list[P]:
    """Pay reservations of one source in full, out of money that has arrived; booked together.

    Raises FUND_YEAR_OVER, FUND_NOT_ARRIVED, PAYEE_INELIGIBLE.
    """
    tx.note_each(f"{noun}.pay", [one.name for one in payables], rules=("LA-96", "LA-97"))
    refuse_barred(tx, payables)
    source, by = payables[0].fund_source, tx.principal.subject
    check_year(locked_source(tx, source), tx.today, carried_over=was_carried_over(tx.session, source))
    drafts = [payment_of(one, by, tx.today) for one in payables if one.amount_fen]
    entries = iter(_book(tx, source, *drafts))
    return [
        settled(one, replace(
            one.settlement, state=PaymentState.PAID, paid_by=by, payment=next(entries) if one.amount_fen else None,
            paid_date=tx.today,
        ))
        for one in payables
    ]  # fmt: skip


def release(tx: Tx, payable: Payable) -> None:
    """Give the reservation back, if there is one; whoever may see the payable may, or the service itself."""
    if payable.settlement.reservation is not None:
        lock_fund_source(tx.session, payable.fund_source)
        _book(tx, payable.fund_source, release_of(payable, tx.principal.subject, tx.today))


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
    drafts = [reversal_of(payable, tx.principal.subject, tx.today)] if payable.amount_fen else []
    taken = next(iter(_book(tx, payable.fund_source, *drafts)), None)
    changed = replace(
        payable.settlement, state=PaymentState.REVERSED, reversed_by=tx.principal.subject, reversal=taken,
        reversed_date=tx.today,
    )  # fmt: skip
    return settled(payable, changed)


def take_back(tx: Tx, payable: P, order: ReversalOrder, noun: str, *, by: str) -> P:
    """Book a reversal that somebody else decided for the whole case (LA-103, M-05)."""
    return reverse(tx, settled(payable, ordered(payable.settlement, order, by)), noun)


def has_left(source: FundSource, amount_fen: int) -> bool:
    """Whether the source has as much left now (LA-115); an approval asks again under lock."""
    return source.balances.available_fen >= amount_fen


def _book(tx: Tx, source: str, *drafts: Draft) -> list[str]:
    try:
        entries = book(tx, source, drafts) if drafts else []
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
    if drafts:
        tell_moved(tx, source, drafts)
    return [entry.name for entry in entries]
