"""Two ledgers to book in, and drafts to book. It must not assert anything but that the books agree with themselves."""

from __future__ import annotations

from typing import Any

from chassis.kernel.ledger import Draft, Entry, EntryKind, Transfer, post, reverse, void
from chassis.ledger.booking import book, open_ledger
from chassis.ledger.reading import find_disagreements, load_balances
from chassis.service import Service
from tests.store.clocks import day, tx_on

LOCAL, LOTTERY = "fundSources/local-2026", "fundSources/lottery-2026"
ACCOUNTS = {"TREASURY": True, "AVAILABLE": False, "RESERVED": False, "PAID": False}
TODAY = "2026-06-15"


def with_ledgers(service: Service) -> Service:
    """The service with two empty ledgers."""
    with service.database.write() as session:
        for name in (LOCAL, LOTTERY):
            open_ledger(session, name, ACCOUNTS)
    return service


def draft(kind: EntryKind, *lines: Transfer, subject: str = "claims/1", **changes: Any) -> Draft:
    said = {"purpose": kind.name, "booked_date": day(TODAY), "made_by": "a", "approved_by": "b", **changes}
    return Draft(kind=kind, transfers=lines, subject=subject, **said)


def move(credit: str, debit: str, amount: int) -> Transfer:
    return Transfer(debit=debit, credit=credit, amount_fen=amount)


def allot(amount: int) -> Draft:
    return draft(EntryKind.BOOK, move("TREASURY", "AVAILABLE", amount), purpose="APPROPRIATION")


def reserve(amount: int) -> Draft:
    return draft(EntryKind.RESERVE, move("AVAILABLE", "RESERVED", amount))


def pay(made: Entry) -> Draft:
    return draft(EntryKind.POST, *post(made, "PAID"), settles=made.name)


def give_back(made: Entry) -> Draft:
    return draft(EntryKind.VOID, *void(made), settles=made.name, approved_by=None)


def take_back(made: Entry) -> Draft:
    return draft(EntryKind.REVERSE, *reverse(made, "AVAILABLE"), reverses=made.name)


def booked(service: Service, *drafts: Draft, ledger: str = LOCAL) -> list[Entry]:
    with tx_on(service, TODAY) as tx:
        return book(tx, ledger, drafts)


def balances(service: Service, ledger: str = LOCAL) -> tuple[int, ...]:
    with service.database.read() as session:
        assert find_disagreements(session) == []
        return tuple(load_balances(session, ledger)[name] for name in ACCOUNTS)
