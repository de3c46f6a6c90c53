"""A trigger in supervision's database that writes down every count in the order in which it took effect.

It must not be part of the product: the tallies alone could not show a wrong order.
"""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Session

INSERT = "INSERT INTO proof_journal (institution, position) VALUES (new.institution, new.as_of_position)"
SQLITE = (
    "CREATE TABLE proof_journal (seq INTEGER PRIMARY KEY AUTOINCREMENT, institution TEXT, position BIGINT)",
    f"CREATE TRIGGER proof_journal AFTER UPDATE ON institution_tally BEGIN {INSERT}; END",
)
POSTGRES = (
    "CREATE TABLE proof_journal (seq BIGSERIAL PRIMARY KEY, institution TEXT, position BIGINT)",
    f"CREATE FUNCTION proof_journal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {INSERT}; RETURN NULL; END $$",
    "CREATE TRIGGER proof_journal AFTER UPDATE ON institution_tally FOR EACH ROW EXECUTE FUNCTION proof_journal()",
)

Effects = list[tuple[str, int]]


def keep_journal(session: Session) -> None:
    """Install the trigger."""
    for statement in SQLITE if session.get_bind().dialect.name == "sqlite" else POSTGRES:
        session.execute(sa.text(statement))


def read_journal(session: Session) -> Effects:
    """(institution, position of the event) of every effect, in order."""
    rows = session.execute(sa.text("SELECT institution, position FROM proof_journal ORDER BY seq"))
    return [(row.institution, row.position) for row in rows]
