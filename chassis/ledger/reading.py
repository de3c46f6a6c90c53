"""Read ledgers: balances now or after any entry, entries in order, and whether the books agree with themselves.

It must not ask a row scope: the caller has loaded the resource that the ledger belongs to within it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.ledger import Draft, Entry, EntryKind, Transfer
from chassis.ledger.tables import ledger, ledger_account, ledger_entry, ledger_transfer

A, E, T = ledger_account.c, ledger_entry.c, ledger_transfer.c
_BALANCES = sa.select(A.name, (A.debits_fen - A.credits_fen).label("balance")).where(A.ledger == sa.bindparam("wanted"))
_JOINED = (
    sa.select(ledger_entry, T.debit, T.credit, T.amount_fen)
    .join(ledger_transfer, T.entry == E.name)
    .order_by(E.ledger, E.number, T.line)
)


def load_balances(session: Session, name: str) -> dict[str, int]:
    """Fen by account, debits less credits; empty when there is no such ledger."""
    return {row.name: row.balance for row in session.execute(_BALANCES, {"wanted": name})}


def balances_of_ledgers(session: Session, names: Iterable[str]) -> dict[str, dict[str, int]]:
    """Fen by ledger and account, as `load_balances` has them, in one query."""
    listed = list(names)
    found: dict[str, dict[str, int]] = {name: {} for name in listed}
    query = sa.select(A.ledger, A.name, (A.debits_fen - A.credits_fen).label("balance")).where(A.ledger.in_(listed))
    for row in session.execute(query):
        found[row.ledger][row.name] = row.balance
    return found


def load_position(session: Session, name: str) -> int:
    """The number of the ledger's last entry, 0 before the first. Raises NoResultFound."""
    return int(session.execute(sa.select(ledger.c.position).where(ledger.c.name == name)).scalar_one())


def load_entry(session: Session, name: str) -> Entry | None:
    """The entry with its lines."""
    return next(_grouped(session.execute(_JOINED.where(E.name == name))), None)


def read_entries(session: Session, name: str, *, up_to: int | None = None, after: int = 0) -> Iterator[Entry]:
    """The ledger's entries by number, all of them or those behind one number and up to another, read as taken."""
    query = _JOINED.where(E.ledger == name, E.number > after)
    if up_to is not None:
        query = query.where(E.number <= up_to)
    return _grouped(session.execute(query.execution_options(yield_per=1000)))


def find_disagreements(session: Session) -> list[str]:
    """One line for every ledger whose balances or numbers differ from what its lines say; none when all is well."""
    debited, credited = (
        sa.select(T.ledger, column.label("name"), sa.func.sum(T.amount_fen).label("fen")).group_by(T.ledger, column)
        for column in (T.debit, T.credit)
    )
    faults = []
    for query, kept, what in ((debited, A.debits_fen, "debits"), (credited, A.credits_fen, "credits")):
        sums = query.subquery()
        joined = ledger_account.outerjoin(sums, (sums.c.ledger == A.ledger) & (sums.c.name == A.name))
        wrong = sa.select(A.ledger, A.name).select_from(joined).where(kept != sa.func.coalesce(sums.c.fen, 0))
        faults += [f"{name}: {what} of {account} differ from its lines" for name, account in session.execute(wrong)]
    counted = sa.select(E.ledger, sa.func.count().label("entries"), sa.func.max(E.number).label("last"))
    counts = counted.group_by(E.ledger).subquery()
    joined = ledger.outerjoin(counts, counts.c.ledger == ledger.c.name)
    gaps = sa.select(ledger.c.name).select_from(joined)
    entries, last = sa.func.coalesce(counts.c.entries, 0), sa.func.coalesce(counts.c.last, 0)
    gaps = gaps.where(sa.or_(ledger.c.position != entries, ledger.c.position != last))
    return faults + [f"{name}: entries are not numbered without gaps" for name in session.execute(gaps).scalars()]


def _grouped(rows: Iterable[Any]) -> Iterator[Entry]:
    for _, lines in groupby(rows, key=lambda row: row.name):
        listed = list(lines)
        yield _entry(listed[0], tuple(_transfer(line) for line in listed))


def _transfer(row: Any) -> Transfer:
    return Transfer(debit=row.debit, credit=row.credit, amount_fen=row.amount_fen)


def _entry(row: Any, transfers: tuple[Transfer, ...]) -> Entry:
    draft = Draft(
        kind=EntryKind[row.kind],
        purpose=row.purpose,
        subject=row.subject,
        transfers=transfers,
        booked_date=row.booked_date,
        made_by=row.made_by,
        approved_by=row.approved_by,
        document=row.document,
        settles=row.settles,
        reverses=row.reverses,
    )
    return Entry(name=row.name, ledger=row.ledger, number=row.number, created=row.created, draft=draft)
