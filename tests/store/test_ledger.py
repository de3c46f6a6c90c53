"""Ledgers in the database: what is booked, what cannot be booked, and what raw SQL cannot do either."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import sqlalchemy as sa

from chassis.kernel.ledger import Draft, Entry, EntryError, EntryKind, Overdrawn, Transfer, post, reverse, void
from chassis.ledger.booking import AlreadyEnded, book, open_ledger
from chassis.ledger.reading import (
    entries_of_subject,
    find_disagreements,
    load_balances,
    load_entry,
    load_position,
    read_entries,
)
from chassis.service import Service
from tests.store.clocks import day, tx_on

LOCAL, LOTTERY = "fundSources/local-2026", "fundSources/lottery-2026"
ACCOUNTS = {"TREASURY": True, "AVAILABLE": False, "RESERVED": False, "PAID": False}
TODAY = "2026-06-15"


@pytest.fixture
def service(supervision: Service) -> Service:
    with supervision.database.write() as session:
        for name in (LOCAL, LOTTERY):
            open_ledger(session, name, ACCOUNTS)
    return supervision


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


def test_money_is_allotted_reserved_and_paid(service: Service) -> None:
    _, reserved = booked(service, allot(300_000), reserve(140_000))
    assert balances(service) == (-300_000, 160_000, 140_000, 0)
    booked(service, pay(reserved))
    assert balances(service) == (-300_000, 160_000, 0, 140_000)
    assert balances(service, LOTTERY) == (0, 0, 0, 0)


def test_a_reservation_that_is_given_back_is_available_again(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    booked(service, give_back(reserved))
    assert balances(service) == (-1000, 1000, 0, 0)


@pytest.mark.rule("M-05")
def test_a_payment_is_reversed_into_the_same_ledger_in_the_month_it_was_found(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    (paid,) = booked(service, pay(reserved))
    with tx_on(service, "2026-09-01") as tx:
        (taken,) = book(tx, LOCAL, [draft(EntryKind.REVERSE, *reverse(paid, "AVAILABLE"), reverses=paid.name,
                                          booked_date=tx.today)])  # fmt: skip
    assert (taken.draft.booked_date, taken.draft.reverses) == (day("2026-09-01"), paid.name)
    assert balances(service) == (-1000, 1000, 0, 0)


def test_entries_are_read_as_they_were_booked(service: Service) -> None:
    made = booked(service, allot(1000), reserve(400))
    assert [entry.number for entry in made] == [1, 2]
    (third,) = booked(service, pay(made[1]))
    with service.database.read() as session:
        assert list(read_entries(session, LOCAL)) == [*made, third]
        assert list(read_entries(session, LOCAL, up_to=2)) == made
        assert load_entry(session, third.name) == third
        assert load_entry(session, "ledgerEntries/none") is None
        assert entries_of_subject(session, "claims/1") == [*made, third]
        assert load_position(session, LOCAL) == 3


@pytest.mark.parametrize("again", [pay, give_back])
@pytest.mark.parametrize("first", [pay, give_back])
def test_a_reservation_is_settled_once(
    service: Service, first: Callable[[Entry], Draft], again: Callable[[Entry], Draft]
) -> None:
    _, one, other = booked(service, allot(1000), reserve(400), reserve(400))
    booked(service, first(one))
    before = balances(service)
    with pytest.raises(AlreadyEnded):
        booked(service, again(one))
    with pytest.raises(AlreadyEnded):
        booked(service, first(other), again(other))
    assert balances(service) == before


def test_a_payment_is_reversed_once(service: Service) -> None:
    _, reserved = booked(service, allot(1000), reserve(400))
    (paid,) = booked(service, pay(reserved))
    booked(service, take_back(paid))
    with pytest.raises(AlreadyEnded):
        booked(service, take_back(paid))
    assert balances(service) == (-1000, 1000, 0, 0)


def test_the_end_of_an_entry_fits_its_kind_and_its_ledger(service: Service) -> None:
    allotted, reserved = booked(service, allot(1000), reserve(400))
    lines = void(reserved)
    for ledger, wrong in [
        (LOCAL, draft(EntryKind.REVERSE, *lines, reverses=reserved.name)),
        (LOCAL, draft(EntryKind.VOID, *lines, settles=allotted.name)),
        (LOTTERY, draft(EntryKind.VOID, *lines, settles=reserved.name)),
        (LOCAL, draft(EntryKind.VOID, *lines, settles="ledgerEntries/none")),
    ]:
        with pytest.raises(EntryError):
            booked(service, wrong, ledger=ledger)
    assert balances(service) == (-1000, 600, 400, 0)


def test_more_than_there_is_cannot_be_reserved_and_nothing_of_the_batch_stays(service: Service) -> None:
    booked(service, allot(1000))
    with pytest.raises(Overdrawn) as caught:
        booked(service, reserve(600), reserve(401))
    assert (caught.value.account, caught.value.missing_fen) == ("AVAILABLE", 1)
    assert balances(service) == (-1000, 1000, 0, 0)
    assert [entry.number for entry in booked(service, reserve(1000))] == [2]


def test_a_ledger_that_is_not_there_takes_nothing(service: Service) -> None:
    with pytest.raises(EntryError):
        booked(service, allot(1), ledger="fundSources/none")


def test_two_who_reserve_the_last_money_do_not_both_get_it(service: Service) -> None:
    booked(service, allot(1000))

    def attempt(_: int) -> bool:
        try:
            booked(service, reserve(1000))
        except Overdrawn:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(attempt, range(8))) == [False] * 7 + [True]
    assert balances(service) == (-1000, 0, 1000, 0)


INSERT_ENTRY = """INSERT INTO ledger_entry VALUES ({name}, '{ledger}', {number}, '{kind}', 'X', 'claims/1',
                  '2026-06-15', '', 'a', {approved}, {settles}, {reverses}, '2026-06-15 00:00:00.000000')"""
INSERT_LINE = "INSERT INTO ledger_transfer VALUES ({entry}, 9, '{ledger}', '{debit}', '{credit}', {amount})"
ENTRY = {
    "name": "'raw'", "ledger": LOCAL, "number": 99, "kind": "BOOK", "approved": "'b'", "settles": "NULL",
    "reverses": "NULL",
}  # fmt: skip
LINE = {"ledger": LOCAL, "debit": "PAID", "credit": "AVAILABLE", "amount": 1}


@pytest.mark.rule("LA-90", "M-05")
@pytest.mark.parametrize(
    "statement",
    [
        # Money that leaves its earmark: the line's ledger, either account, the entry.
        INSERT_LINE.format(entry="{first}", **{**LINE, "ledger": LOTTERY}),
        INSERT_LINE.format(entry="{first}", **{**LINE, "debit": f"{LOTTERY}/PAID"}),
        INSERT_LINE.format(entry="'none'", **LINE),
        "UPDATE ledger_account SET ledger = 'fundSources/none' WHERE name = 'AVAILABLE'",
        # Money from nothing, or more than there is.
        INSERT_LINE.format(entry="{first}", **{**LINE, "amount": 601}),
        INSERT_LINE.format(entry="{first}", **{**LINE, "amount": 0}),
        INSERT_LINE.format(entry="{first}", **{**LINE, "amount": -5}),
        INSERT_LINE.format(entry="{first}", **{**LINE, "amount": 10**12 + 1, "credit": "TREASURY"}),
        INSERT_LINE.format(entry="{first}", **{**LINE, "debit": "AVAILABLE"}),
        f"INSERT INTO ledger_account VALUES ('{LOCAL}', 'SECRET', TRUE, 5, 0)",
        # What was booked.
        "UPDATE ledger_transfer SET amount_fen = 1",
        "DELETE FROM ledger_transfer",
        "UPDATE ledger_entry SET purpose = 'Y'",
        "DELETE FROM ledger_entry WHERE number = 2",
        # Entries that settle twice, that nobody approved, or that their maker approved.
        INSERT_ENTRY.format(**{**ENTRY, "kind": "VOID", "settles": "{settled}"}),
        INSERT_ENTRY.format(**{**ENTRY, "kind": "VOID"}),
        INSERT_ENTRY.format(**{**ENTRY, "settles": "{first}"}),
        INSERT_ENTRY.format(**{**ENTRY, "kind": "REVERSE"}),
        INSERT_ENTRY.format(**{**ENTRY, "kind": "VOID", "settles": "{first}", "ledger": LOTTERY}),
        INSERT_ENTRY.format(**{**ENTRY, "approved": "'a'"}),
        INSERT_ENTRY.format(**{**ENTRY, "approved": "NULL"}),
        INSERT_ENTRY.format(**{**ENTRY, "number": 1}),
    ],
)
def test_raw_sql_does_not_get_around_the_ledger(service: Service, statement: str) -> None:
    first, reserved = booked(service, allot(1000), reserve(400))
    booked(service, pay(reserved))
    told = statement.format(first=f"'{first.name}'", settled=f"'{reserved.name}'")
    before = balances(service)
    with pytest.raises(sa.exc.DatabaseError), service.database.write() as session:
        session.execute(sa.text(told))
    assert balances(service) == before


def test_a_line_by_hand_still_moves_the_balances(service: Service) -> None:
    """The balances follow from the lines, whoever writes them."""
    (first,) = booked(service, allot(1000))
    with service.database.write() as session:
        session.execute(sa.text(INSERT_LINE.format(entry=f"'{first.name}'", **LINE)))
    assert balances(service) == (-1000, 999, 0, 1)


def test_an_entry_by_hand_that_is_whole_is_taken(service: Service) -> None:
    """What the refusals above are compared with: the statement itself is sound."""
    booked(service, allot(1000))
    with service.database.write() as session:
        session.execute(sa.text(INSERT_ENTRY.format(**ENTRY)))
        session.execute(sa.text(INSERT_LINE.format(entry="'raw'", **LINE)))
        assert load_balances(session, LOCAL)["PAID"] == 1


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE ledger_account SET debits_fen = 1001 WHERE name = 'AVAILABLE' AND debits_fen = 1000",
         f"{LOCAL}: debits of AVAILABLE differ from its lines"),
        ("UPDATE ledger_account SET credits_fen = 7 WHERE name = 'TREASURY' AND credits_fen = 0",
         f"{LOTTERY}: credits of TREASURY differ from its lines"),
        (f"UPDATE ledger SET position = 2 WHERE name = '{LOTTERY}'",
         f"{LOTTERY}: entries are not numbered without gaps"),
    ],
)  # fmt: skip
def test_what_was_changed_behind_the_ledgers_back_is_found(service: Service, statement: str, found: str) -> None:
    booked(service, allot(1000))
    with service.database.write() as session:
        if not service.database.sqlite:
            session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        session.execute(sa.text(statement))
    with service.database.read() as session:
        assert find_disagreements(session) == [found]


def test_on_postgresql_balances_move_with_lines_alone(service: Service) -> None:
    """SQLite cannot tell a trigger's update from anybody's; there the check above finds it."""
    booked(service, allot(1000))
    statements = ["UPDATE ledger_account SET debits_fen = debits_fen + 1, credits_fen = credits_fen + 1"]
    statements += ["TRUNCATE ledger_transfer", "TRUNCATE ledger_entry CASCADE"]
    for statement in [] if service.database.sqlite else statements:
        with pytest.raises(sa.exc.DatabaseError), service.database.write() as session:
            session.execute(sa.text(statement))
    assert balances(service) == (-1000, 1000, 0, 0)
