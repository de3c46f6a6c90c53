"""Open ledgers and book entries in them, within the caller's unit of work.

It must not decide what may be booked; services do. NOTE: lock order is the subject's own row first, then ledgers by
name; a ledger's row is locked until the transaction ends, so that its entries are numbered without gaps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.ledger import Draft, Entry, EntryError, EntryKind, apply
from chassis.ledger.tables import ledger, ledger_account, ledger_entry, ledger_transfer
from chassis.tx import Tx

_POSITION = sa.select(ledger.c.position).where(ledger.c.name == sa.bindparam("wanted")).with_for_update()
_MOVED = sa.update(ledger).where(ledger.c.name == sa.bindparam("wanted")).values(position=sa.bindparam("last"))
_ACCOUNTS = sa.select(
    ledger_account.c.name, ledger_account.c.may_go_negative,
    (ledger_account.c.debits_fen - ledger_account.c.credits_fen).label("balance"),
).where(ledger_account.c.ledger == sa.bindparam("wanted"))  # fmt: skip
_ENTRIES, _LINES = sa.insert(ledger_entry).inline(), sa.insert(ledger_transfer).inline()
E = ledger_entry.c
_KINDS = sa.select(E.name, E.ledger, E.kind)


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
    accounts = tx.session.execute(_ACCOUNTS, {"wanted": ledger_name}).all()
    balances = {row.name: row.balance for row in accounts}
    free = frozenset(row.name for row in accounts if row.may_go_negative)
    for draft in drafts:
        balances = apply(balances, draft.transfers, may_go_negative=free)
    tx.session.execute(_ENTRIES, [_entry_row(entry) for entry in entries])
    tx.session.execute(_LINES, [row for entry in entries for row in _line_rows(entry)])
    tx.session.execute(_MOVED, {"wanted": ledger_name, "last": position + len(entries)})
    return entries


def _check_ends(session: Session, entries: Sequence[Entry]) -> None:
    """Whatever is settled or reversed lies in the same ledger, is of the fitting kind, and has not ended yet."""
    names = [name for entry in entries if (name := _ended_by(entry)) is not None]
    if not names:
        return
    kinds = {(row.name, row.ledger): row.kind for row in session.execute(_KINDS.where(E.name.in_(names)))}
    # NOTE: one column at a time, so that each list is looked up in that column's own index.
    ended = {
        name
        for column, wanted in (
            (E.settles, [entry.draft.settles for entry in entries if entry.draft.settles]),
            (E.reverses, [entry.draft.reverses for entry in entries if entry.draft.reverses]),
        )
        if wanted
        for name in session.execute(sa.select(column).where(column.in_(wanted))).scalars()
    }
    for entry in entries:
        name = _ended_by(entry)
        if name is None:
            continue
        kind = kinds.get((name, entry.ledger))
        if kind is None:
            raise EntryError("the entry to end does not lie in this ledger")
        if (kind == EntryKind.RESERVE.name) != (entry.draft.settles is not None):
            raise EntryError("a reservation is settled, anything else is reversed")
        if name in ended:
            raise AlreadyEnded
        ended.add(name)


def _ended_by(entry: Entry) -> str | None:
    return entry.draft.settles or entry.draft.reverses


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
