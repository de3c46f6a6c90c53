"""The tables that every service's database holds besides its own.

They change through chassis/migrations alone; a landed migration is never edited.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis.database import Instant

PLATFORM = sa.MetaData()
_SERIAL = sa.BigInteger().with_variant(sa.Integer, "sqlite")

event_log = sa.Table(
    "event_log",
    PLATFORM,
    sa.Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("position", sa.BigInteger, unique=True),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Index(
        "event_log_unnumbered",
        "seq",
        postgresql_where=sa.text("position IS NULL"),
        sqlite_where=sa.text("position IS NULL"),
    ),
    sqlite_autoincrement=True,
)

event_head = sa.Table(
    "event_head",
    PLATFORM,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("service", sa.Text, nullable=False),
    sa.Column("log_id", sa.Text, nullable=False),
    sa.Column("continues", sa.Text, nullable=False),
    sa.Column("forked_at", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("published", sa.BigInteger, nullable=False),
    sa.CheckConstraint('"only" = 1', name="event_head_has_one_row"),
)

lease = sa.Table(
    "lease",
    PLATFORM,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("fence", sa.BigInteger, nullable=False),
    sa.Column("expires", sa.Float, nullable=False),
)

inbox = sa.Table(
    "inbox",
    PLATFORM,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("log_id", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("happened", Instant, nullable=False),
    sa.Column("body", sa.Text),
    sa.UniqueConstraint("log_id", "position", name="inbox_position"),
)

cursor = sa.Table(
    "cursor",
    PLATFORM,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("log_id", sa.Text, nullable=False),
    sa.Column("applied", sa.BigInteger, nullable=False),
    sa.Column("halted", sa.Text, nullable=False),
)

parked_event = sa.Table(
    "parked_event",
    PLATFORM,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("event_id", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("next_attempt", sa.Float, nullable=False),
    sa.Column("dead", sa.Boolean, nullable=False),
    sa.Column("error", sa.Text, nullable=False),
    sa.Index("parked_event_subject", "source", "subject", "position"),
)

request_reply = sa.Table(
    "request_reply",
    PLATFORM,
    sa.Column("caller", sa.Text, primary_key=True),
    sa.Column("method", sa.Text, primary_key=True),
    sa.Column("request_id", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("reply", sa.LargeBinary),
    sa.Column("created", Instant, nullable=False),
)

audit_entry = sa.Table(
    "audit_entry",
    PLATFORM,
    sa.Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("object", sa.Text, nullable=False),
    sa.Column("rules", sa.Text, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sqlite_autoincrement=True,
)

alarm = sa.Table(
    "alarm",
    PLATFORM,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, primary_key=True),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("first_at", Instant, nullable=False),
    sa.Column("last_at", Instant, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
)
