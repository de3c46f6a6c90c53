"""The doctor sees books that somebody changed behind the service."""

from __future__ import annotations

import sqlalchemy as sa

from chassis.doctor import databases
from chassis.doctor.installation import Patient
from chassis.ledger.booking import open_ledger
from chassis.service import Service
from tests.operators.looking import looked


def test_books_that_differ_from_their_lines_are_told(supervision: Service, listener: Patient) -> None:
    with supervision.database.write() as session:
        open_ledger(session, "ledgers/1", {"TREASURY": True})
    assert looked(databases.BOOKS, listener) == []
    with supervision.database.write() as session:
        if not supervision.database.sqlite:
            session.execute(sa.text("SET LOCAL session_replication_role = replica"))
        session.execute(sa.text("UPDATE ledger SET position = 2"))
    try:
        assert looked(databases.BOOKS, listener) == [("FAILURE", "ledgers/1: entries are not numbered without gaps")]
    finally:
        with supervision.database.write() as session:
            session.execute(sa.text("UPDATE ledger SET position = 0"))
