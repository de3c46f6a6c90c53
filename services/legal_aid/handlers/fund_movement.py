"""Use cases of movements: propose, approve, reject. It must not decide about the law.

NOTE: lock order is the movement, the sources by name, their ledgers by name.
"""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.kernel.ledger import Overdrawn
from chassis.ledger.booking import AlreadyEnded, book
from chassis.ledger.reading import load_entry
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.fund_movement import (
    Allotment,
    CarryOver,
    FundMovement,
    FundMovementFilter,
    FundMovementKind,
    TakingBack,
    allow,
    booked,
    check_carry_over,
    check_reversible,
    draft_into,
    draft_of,
    not_reversible,
    propose,
    rejected,
)
from services.legal_aid.domain.fund_source import FundSource
from services.legal_aid.domain.fund_source import allow as allow_source
from services.legal_aid.handlers.fund_source import get_fund_source, locked_source
from services.legal_aid.handlers.fund_telling import tell_moved
from services.legal_aid.persistence import fund_movement as rows
from services.legal_aid.persistence.fund_source import load_fund_source

ACTIONS = {
    FundMovementKind.APPROPRIATION: "appropriate", FundMovementKind.ARRIVAL: "recordArrival",
    FundMovementKind.CARRY_OVER: "carryOver", FundMovementKind.REVERSAL: "reverseEntry",
}  # fmt: skip


def propose_movement(tx: Tx, source: str, kind: FundMovementKind, said: Allotment, *, etag: str) -> FundMovement:
    """Propose to allot money to a source, or to record that it arrived."""
    return _propose(tx, _open(tx, source, kind, etag), kind, said)


def propose_carry_over(tx: Tx, source: str, said: CarryOver, *, etag: str) -> FundMovement:
    """Propose to carry what is left into the next year (LA-115)."""
    found = _open(tx, source, FundMovementKind.CARRY_OVER, etag)
    check_carry_over(found, load_fund_source(tx.session, said.carried_into, tx.principal), said)
    return _propose(tx, found, FundMovementKind.CARRY_OVER, said)


def propose_reversal(tx: Tx, source: str, said: TakingBack, *, etag: str) -> FundMovement:
    """Propose to take back a wrong allotment or arrival (M-05)."""
    found = _open(tx, source, FundMovementKind.REVERSAL, etag)
    wrong = check_reversible(rows.load_fund_movement(tx.session, said.fund_movement, tx.principal), found)
    again = Allotment(document=said.document, amount_fen=wrong.amount_fen)
    return _propose(tx, found, FundMovementKind.REVERSAL, again, reverses=wrong.entry)


def get_fund_movement(tx: Tx, name: str) -> FundMovement:
    """One movement within the caller's divisions."""
    return _found(rows.load_fund_movement(tx.session, name, tx.principal))


def list_fund_movements(tx: Tx, wanted: FundMovementFilter, page: Page) -> tuple[list[FundMovement], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_fund_movements(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def approve_fund_movement(tx: Tx, name: str, *, etag: str) -> FundMovement:
    """Book a movement that somebody else proposed. Raises FUND_SHORT, ENTRY_NOT_REVERSIBLE."""
    movement = _found(rows.load_fund_movement(tx.session, name, tx.principal, lock=True))
    allow(movement, "approve", etag=etag)
    tx.note("fund_movement.approve", name, rules=("LA-90",), document=movement.document)
    for source in sorted(filter(None, (movement.fund_source, movement.carried_into))):
        locked = locked_source(tx, source)
        if source == movement.fund_source:
            allow_source(locked, ACTIONS[movement.kind], etag="")
    done = booked(movement, entry=_book(tx, movement), approved_by=tx.principal.subject, today=tx.today)
    rows.update_fund_movement(tx.session, done)
    return done


def reject_fund_movement(tx: Tx, name: str, *, etag: str) -> FundMovement:
    """Turn a movement down."""
    movement = _found(rows.load_fund_movement(tx.session, name, tx.principal, lock=True))
    allow(movement, "reject", etag=etag)
    tx.note("fund_movement.reject", name, document=movement.document)
    done = rejected(movement, approved_by=tx.principal.subject)
    rows.update_fund_movement(tx.session, done)
    return done


def _open(tx: Tx, name: str, kind: FundMovementKind, etag: str) -> FundSource:
    source = get_fund_source(tx, name)
    allow_source(source, ACTIONS[kind], etag=etag)
    return source


def _propose(
    tx: Tx, source: FundSource, kind: FundMovementKind, said: Allotment, *, reverses: str | None = None
) -> FundMovement:
    name = f"fundMovements/{tx.new_id()}"
    movement = propose(source, kind, said, name=name, made_by=tx.principal.subject, now=tx.now, reverses=reverses)
    rows.insert_fund_movement(tx.session, movement, source)
    tx.note("fund_movement.propose", name, rules=("LA-90",), document=said.document)
    return movement


def _book(tx: Tx, movement: FundMovement) -> str:
    """Book in the source's ledger, and a carry-over in the next year's as well; returns the entry of the former."""
    by, today = tx.principal.subject, tx.today
    wrong = load_entry(tx.session, movement.reverses) if movement.reverses else None
    drafts = {movement.fund_source: draft_of(movement, wrong, approved_by=by, today=today)}
    if movement.carried_into is not None:
        drafts[movement.carried_into] = draft_into(movement, approved_by=by, today=today)
    try:
        entries = {ledger: book(tx, ledger, [drafts[ledger]])[0] for ledger in sorted(drafts)}
    except Overdrawn as short:
        raise RuleViolated(
            "FUND_SHORT",
            "经费来源余额不足，不能入账（LA-115）。请核对可用余额和到位金额后重新提出。",
            rules=("LA-115",),
            missing_fen=str(short.missing_fen),
        ) from None
    except AlreadyEnded:
        raise not_reversible() from None
    for ledger in sorted(drafts):
        tell_moved(tx, ledger, [drafts[ledger]])
    return entries[movement.fund_source].name


def _found(movement: FundMovement | None) -> FundMovement:
    if movement is None:
        raise NotFound("经费变动")
    return movement
