"""Double entry in whole fen within one ledger: what an entry may say, and what it does to the balances.

Each line of an entry moves an amount from the account it credits (贷) to the account it debits (借), so an entry that
does not balance cannot be written down, nor one that moves money between two ledgers (M-05, LA-90). It must not know
which accounts a service keeps, nor store anything.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_FEN = 10**12


class EntryKind(enum.Enum):
    """What an entry does. A reservation is settled once, by POST or by VOID; a booked amount is reversed once."""

    BOOK = "BOOK"
    RESERVE = "RESERVE"
    POST = "POST"
    VOID = "VOID"
    REVERSE = "REVERSE"


class Overdrawn(Exception):
    """An account would give more than it has."""

    def __init__(self, account: str, missing_fen: int) -> None:
        """`missing_fen` is what the account lacks."""
        super().__init__(account)
        self.account = account
        self.missing_fen = missing_fen


class EntryError(ValueError):
    """The entry cannot be made: the caller's mistake, not the money's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One line: `amount_fen` (1 to 10^12) from the account `credit` to the account `debit`."""

    debit: str
    credit: str
    amount_fen: int

    def __post_init__(self) -> None:
        """Raises EntryError for no amount, too large a one, or an account that pays itself."""
        if not 1 <= self.amount_fen <= MOST_FEN:
            raise EntryError("an amount is 1 to 10^12 fen")
        if self.debit == self.credit:
            raise EntryError("an account does not pay itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it is booked.

    `purpose` is the service's word for it, `subject` the resource it is about, `booked_date` the civil date of its
    period, `document` the paper it rests on. `approved_by` is never `made_by`; only a VOID may go without.
    """

    kind: EntryKind
    purpose: str
    subject: str
    transfers: tuple[Transfer, ...]
    booked_date: dt.date
    made_by: str
    approved_by: str | None
    document: str = ""
    settles: str | None = None
    reverses: str | None = None

    def __post_init__(self) -> None:
        """Raises EntryError for an entry without lines, without its reference, or approved by its maker."""
        if not self.transfers:
            raise EntryError("an entry has a line at least")
        if self.made_by == self.approved_by or (self.approved_by is None and self.kind is not EntryKind.VOID):
            raise EntryError("an entry is approved by somebody else")
        if (self.settles is not None) != (self.kind in (EntryKind.POST, EntryKind.VOID)):
            raise EntryError("POST and VOID, and only they, settle a reservation")
        if (self.reverses is not None) != (self.kind is EntryKind.REVERSE):
            raise EntryError("REVERSE, and only it, names the entry that it reverses")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A booked entry. `number` counts the entries of its ledger without gaps from 1; it never changes."""

    name: str
    ledger: str
    number: int
    created: dt.datetime
    draft: Draft


def post(reserved: Entry, into: str) -> tuple[Transfer, ...]:
    """The line that pays out a reservation, in full, from where it lies to `into`. Raises EntryError."""
    line = _reservation(reserved)
    return (Transfer(debit=into, credit=line.debit, amount_fen=line.amount_fen),)


def void(reserved: Entry) -> tuple[Transfer, ...]:
    """The line that gives a reservation back to where it was taken. Raises EntryError."""
    line = _reservation(reserved)
    return (Transfer(debit=line.credit, credit=line.debit, amount_fen=line.amount_fen),)


def reverse(booked: Entry, into: str | None = None) -> tuple[Transfer, ...]:
    """The lines that take an entry back, last line first, each to where it came from or to `into` (M-05).

    Raises EntryError for a reservation, which is voided, for the end of one that was voided, and for a reversal.
    """
    if booked.draft.kind not in (EntryKind.BOOK, EntryKind.POST):
        raise EntryError("only what was booked or posted is reversed")
    return tuple(
        Transfer(debit=into or line.credit, credit=line.debit, amount_fen=line.amount_fen)
        for line in reversed(booked.draft.transfers)
    )


def apply(
    balances: Mapping[str, int], transfers: Iterable[Transfer], *, may_go_negative: frozenset[str]
) -> dict[str, int]:
    """Balances (debits less credits, fen) after the lines, in their order.

    Raises Overdrawn when an account that may not go negative would, EntryError for an account that the ledger lacks.
    """
    after = dict(balances)
    for line in transfers:
        if line.debit not in after or line.credit not in after:
            raise EntryError("the ledger has no such account")
        after[line.debit] += line.amount_fen
        after[line.credit] -= line.amount_fen
        if after[line.credit] < 0 and line.credit not in may_go_negative:
            raise Overdrawn(line.credit, -after[line.credit])
    return after


def _reservation(entry: Entry) -> Transfer:
    if entry.draft.kind is not EntryKind.RESERVE or len(entry.draft.transfers) != 1:
        raise EntryError("the entry is no reservation of one line")
    return entry.draft.transfers[0]
