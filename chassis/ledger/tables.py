"""The tables of ledgers. Constraints and triggers, not code, keep money where it belongs.

A line names one ledger for itself, its entry and both accounts, so money cannot leave an earmark; it has one amount, so
it balances; balances move with the lines alone; entries and lines are never changed. The tables themselves change
through chassis/migrations alone.
"""

from __future__ import annotations

import sqlalchemy as sa

from chassis.database import Instant
from chassis.kernel.ledger import MOST_FEN
from chassis.schema import PLATFORM

ledger = sa.Table(
    "ledger",
    PLATFORM,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),
)

ledger_account = sa.Table(
    "ledger_account",
    PLATFORM,
    sa.Column("ledger", sa.Text, sa.ForeignKey("ledger.name"), primary_key=True),
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("may_go_negative", sa.Boolean, nullable=False),
    sa.Column("debits_fen", sa.BigInteger, nullable=False),
    sa.Column("credits_fen", sa.BigInteger, nullable=False),
    sa.CheckConstraint("may_go_negative OR debits_fen >= credits_fen", name="ledger_account_is_not_overdrawn"),
)

ledger_entry = sa.Table(
    "ledger_entry",
    PLATFORM,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("ledger", sa.Text, sa.ForeignKey("ledger.name"), nullable=False),
    sa.Column("number", sa.BigInteger, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("purpose", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("booked_date", sa.Date, nullable=False),
    sa.Column("document", sa.Text, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("approved_by", sa.Text),
    sa.Column("settles", sa.Text, unique=True),
    sa.Column("reverses", sa.Text, unique=True),
    sa.Column("created", Instant, nullable=False),
    sa.UniqueConstraint("ledger", "number", name="ledger_entry_number"),
    sa.UniqueConstraint("name", "ledger", name="ledger_entry_in_ledger"),
    sa.ForeignKeyConstraint(
        ["settles", "ledger"], ["ledger_entry.name", "ledger_entry.ledger"], name="ledger_entry_settles"
    ),
    sa.ForeignKeyConstraint(
        ["reverses", "ledger"], ["ledger_entry.name", "ledger_entry.ledger"], name="ledger_entry_reverses"
    ),
    sa.CheckConstraint("made_by <> approved_by", name="ledger_entry_maker_is_not_approver"),
    sa.CheckConstraint("approved_by IS NOT NULL OR kind = 'VOID'", name="ledger_entry_is_approved"),
    sa.CheckConstraint("(settles IS NOT NULL) = (kind IN ('POST', 'VOID'))", name="ledger_entry_settles_by_kind"),
    sa.CheckConstraint("(reverses IS NOT NULL) = (kind = 'REVERSE')", name="ledger_entry_reverses_by_kind"),
    sa.Index("ledger_entry_of_subject", "subject"),
)

ledger_transfer = sa.Table(
    "ledger_transfer",
    PLATFORM,
    sa.Column("entry", sa.Text, primary_key=True),
    sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("ledger", sa.Text, nullable=False),
    sa.Column("debit", sa.Text, nullable=False),
    sa.Column("credit", sa.Text, nullable=False),
    sa.Column("amount_fen", sa.BigInteger, nullable=False),
    sa.ForeignKeyConstraint(
        ["entry", "ledger"], ["ledger_entry.name", "ledger_entry.ledger"], name="ledger_transfer_of_entry"
    ),
    sa.ForeignKeyConstraint(
        ["ledger", "debit"], ["ledger_account.ledger", "ledger_account.name"], name="ledger_transfer_debit"
    ),
    sa.ForeignKeyConstraint(
        ["ledger", "credit"], ["ledger_account.ledger", "ledger_account.name"], name="ledger_transfer_credit"
    ),
    sa.CheckConstraint("debit <> credit", name="ledger_transfer_moves"),
    sa.CheckConstraint(f"amount_fen BETWEEN 1 AND {MOST_FEN}", name="ledger_transfer_amount"),
)
