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
    sa.Index("audit_entry_of_object", "object", "action"),
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

calendar_year = sa.Table(
    "calendar_year",
    PLATFORM,
    sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("notice", sa.Text, nullable=False),
    sa.Column("document_number", sa.Text, nullable=False),
    sa.Column("off", sa.JSON, nullable=False),
    sa.Column("worked", sa.JSON, nullable=False),
    sa.Column("imported", Instant, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)

deadline = sa.Table(
    "deadline",
    PLATFORM,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("rule_id", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("division", sa.Text, nullable=False),
    sa.Column("limit_count", sa.Integer, nullable=False),
    sa.Column("limit_basis", sa.Text, nullable=False),
    sa.Column("start_date", sa.Date, nullable=False),
    sa.Column("start_time", Instant),
    sa.Column("pauses", sa.JSON, nullable=False),
    sa.Column("due_date", sa.Date),
    sa.Column("due_time", Instant),
    sa.Column("unresolved_year", sa.Integer),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("done_date", sa.Date),
    sa.Column("done_time", Instant),
    sa.UniqueConstraint("subject", "kind", name="deadline_of_subject"),
    sa.Index("deadline_by_due_date", "state", "due_date"),
    sa.Index("deadline_by_division", "division", "name"),
)

api_key = sa.Table(
    "api_key",
    PLATFORM,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("holder", sa.Text, nullable=False),
    sa.Column("authority_type", sa.Text, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("roles", sa.JSON, nullable=False),
    sa.Column("divisions", sa.JSON, nullable=False),
    sa.Column("event_types", sa.JSON, nullable=False),
    sa.Column("created", Instant, nullable=False),
    sa.Column("expires", Instant, nullable=False),
    sa.Column("revoked", Instant),
    sa.Column("last_used", Instant),
)

sealing = sa.Table(
    "sealing",
    PLATFORM,
    sa.Column("only", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("first_used", Instant, nullable=False),
    sa.CheckConstraint('"only" = 1', name="sealing_has_one_row"),
)

policy_pack = sa.Table(
    "policy_pack",
    PLATFORM,
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("first_used", Instant, nullable=False),
)

outgoing_message = sa.Table(
    "outgoing_message",
    PLATFORM,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("once", sa.Text, nullable=False, unique=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("owner", sa.Text, nullable=False),
    sa.Column("division", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("content_sealed", sa.Text),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("due_time", Instant, nullable=False),
    sa.Column("create_time", Instant, nullable=False),
    sa.Column("end_time", Instant),
    sa.Column("told_by", sa.Text, nullable=False),
    sa.Column("told_date", sa.Date),
    sa.Index("outgoing_message_by_time", "state", "due_time"),
    sa.Index("outgoing_message_of_subject", "subject", "name"),
    sa.Index("outgoing_message_of_owner", "owner", "state", "name"),
)
