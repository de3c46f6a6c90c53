"""Raw SQL does not get around the ledger, and what was changed behind its back is found."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from chassis.ledger.reading import (
    find_disagreements,
    load_balances,
)
from chassis.service import Service
from tests.store.ledgers import (
    LOCAL,
    LOTTERY,
    allot,
    balances,
    booked,
    pay,
    reserve,
    with_ledgers,
)


@pytest.fixture
def service(supervision: Service) -> Service:
    return with_ledgers(supervision)


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
