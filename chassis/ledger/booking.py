"""Open ledgers and book entries in them, within the caller's unit of work.

It must not decide what may be booked; services do. NOTE: lock order is the subject's own row first, then ledgers by
name; a ledger's row is locked until the transaction ends, so that its entries are numbered without gaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.ledger import Draft, Entry, EntryError, EntryKind, apply
from chassis.ledger.reading import load_balances, load_entry
from chassis.ledger.tables import ledger, ledger_account, ledger_entry, ledger_transfer
from chassis.tx import Tx

_POSITION = sa.select(ledger.c.position).where(ledger.c.name == sa.bindparam("wanted")).with_for_update()
_FREE = sa.select(ledger_account.c.name).where(
    ledger_account.c.ledger == sa.bindparam("wanted"), ledger_account.c.may_go_negative
)
_ENTRIES, _LINES = sa.insert(ledger_entry).inline(), sa.insert(ledger_transfer).inline()
_TAKEN = sa.select(ledger_entry.c.settles, ledger_entry.c.reverses)


class AlreadyEnded(Exception):
    """The reservation was settled, or the entry reversed, before."""


def open_ledger(session: Session, name: str, accounts: Mapping[str, bool]) -> None:
    """A ledger of its own with empty accounts, which no money leaves (LA-90); the value says which may go below 0.

    Those stand for the world outside, for example the treasury that allots. Raises IntegrityError for a name in use.
    """
    session.execute(sa.insert(ledger), {"name": name, "position": 0})
    rows = [
        {"ledger": name, "name": account, "may_go_negative": free, "debits_fen": 0, "credits_fen": 0}
        for account, free in accounts.items()
    ]
    session.execute(sa.insert(ledger_account), rows)


def book(tx: Tx, ledger_name: str, drafts: Sequence[Draft]) -> list[Entry]:
    """Book the drafts one after another, all or none and for ever (M-05); returns them with their numbers.

    Raises kernel.ledger.Overdrawn when an account lacks the money, AlreadyEnded when what a draft settles or reverses
    was ended before, and EntryError for a ledger, account or entry that is not there.
    """
    position = tx.session.execute(_POSITION, {"wanted": ledger_name}).scalar_one_or_none()
    if position is None:
        raise EntryError("there is no such ledger")
    entries = [
        Entry(name=f"ledgerEntries/{tx.new_id()}", ledger=ledger_name, number=number, created=tx.now, draft=draft)
        for number, draft in enumerate(drafts, position + 1)
    ]
    _check_ends(tx.session, entries)
    balances = load_balances(tx.session, ledger_name)
    free = frozenset(tx.session.execute(_FREE, {"wanted": ledger_name}).scalars())
    for draft in drafts:
        balances = apply(balances, draft.transfers, may_go_negative=free)
    tx.session.execute(_ENTRIES, [_entry_row(entry) for entry in entries])
    tx.session.execute(_LINES, [row for entry in entries for row in _line_rows(entry)])
    moved = sa.update(ledger).where(ledger.c.name == ledger_name).values(position=position + len(entries))
    tx.session.execute(moved)
    return entries


def _check_ends(session: Session, entries: Sequence[Entry]) -> None:
    """Whatever is settled or reversed lies in the same ledger, is of the fitting kind, and has not ended yet."""
    ended: set[str] = set()
    for entry in entries:
        name = entry.draft.settles or entry.draft.reverses
        if name is None:
            continue
        before = load_entry(session, name)
        if before is None or before.ledger != entry.ledger:
            raise EntryError("the entry to end does not lie in this ledger")
        if (before.draft.kind is EntryKind.RESERVE) != (entry.draft.settles is not None):
            raise EntryError("a reservation is settled, anything else is reversed")
        if name in ended or session.execute(_TAKEN.where(sa.or_(*_ends(name)))).first() is not None:
            raise AlreadyEnded
        ended.add(name)


def _ends(name: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (ledger_entry.c.settles == name, ledger_entry.c.reverses == name)


def _entry_row(entry: Entry) -> dict[str, object]:
    draft = entry.draft
    return {
        "name": entry.name, "ledger": entry.ledger, "number": entry.number, "kind": draft.kind.name,
        "purpose": draft.purpose, "subject": draft.subject, "booked_date": draft.booked_date,
        "document": draft.document, "made_by": draft.made_by, "approved_by": draft.approved_by,
        "settles": draft.settles, "reverses": draft.reverses, "created": entry.created,
    }  # fmt: skip


def _line_rows(entry: Entry) -> list[dict[str, object]]:
    return [
        {
            "entry": entry.name, "line": line, "ledger": entry.ledger, "debit": transfer.debit,
            "credit": transfer.credit, "amount_fen": transfer.amount_fen,
        }
        for line, transfer in enumerate(entry.draft.transfers, 1)
    ]  # fmt: skip
