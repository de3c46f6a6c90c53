"""Ledgers in double entry; lines move the balances, and nothing that was booked can be changed."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0003"
down_revision = "0002"

FROZEN = ("ledger_entry", "ledger_transfer")
ON_SQLITE = [
    *(
        f"""CREATE TRIGGER {table}_stays_on_{act.lower()} BEFORE {act} ON {table}
            BEGIN SELECT RAISE(ABORT, 'what was booked stays'); END"""
        for table in FROZEN
        for act in ("UPDATE", "DELETE")
    ),
    """CREATE TRIGGER ledger_account_begins_empty BEFORE INSERT ON ledger_account
       WHEN NEW.debits_fen <> 0 OR NEW.credits_fen <> 0
       BEGIN SELECT RAISE(ABORT, 'an account begins empty'); END""",
    """CREATE TRIGGER ledger_transfer_moves_balances AFTER INSERT ON ledger_transfer
       BEGIN
         UPDATE ledger_account SET debits_fen = debits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.debit;
         UPDATE ledger_account SET credits_fen = credits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.credit;
       END""",
]
ON_POSTGRESQL = [
    """CREATE FUNCTION ledger_refuses() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN RAISE EXCEPTION 'what was booked stays' USING ERRCODE = 'check_violation'; END $$""",
    """CREATE FUNCTION ledger_moves_balances() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN
         UPDATE ledger_account SET debits_fen = debits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.debit;
         UPDATE ledger_account SET credits_fen = credits_fen + NEW.amount_fen
          WHERE ledger = NEW.ledger AND name = NEW.credit;
         RETURN NULL;
       END $$""",
    *(
        f"""CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW
            EXECUTE FUNCTION ledger_refuses()"""
        for table in FROZEN
    ),
    *(
        f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} EXECUTE FUNCTION ledger_refuses()"
        for table in FROZEN
    ),
    """CREATE TRIGGER ledger_account_begins_empty BEFORE INSERT ON ledger_account FOR EACH ROW
       WHEN (NEW.debits_fen <> 0 OR NEW.credits_fen <> 0) EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER ledger_account_moves_with_lines BEFORE UPDATE ON ledger_account FOR EACH ROW
       WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuses()""",
    """CREATE TRIGGER ledger_transfer_moves_balances AFTER INSERT ON ledger_transfer FOR EACH ROW
       EXECUTE FUNCTION ledger_moves_balances()""",
]


def upgrade() -> None:
    op.create_table(
        "ledger",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "ledger_account",
        sa.Column("ledger", sa.Text, sa.ForeignKey("ledger.name"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("may_go_negative", sa.Boolean, nullable=False),
        sa.Column("debits_fen", sa.BigInteger, nullable=False),
        sa.Column("credits_fen", sa.BigInteger, nullable=False),
        sa.CheckConstraint("may_go_negative OR debits_fen >= credits_fen", name="ledger_account_is_not_overdrawn"),
    )
    own = ["ledger_entry.name", "ledger_entry.ledger"]
    op.create_table(
        "ledger_entry",
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
        sa.ForeignKeyConstraint(["settles", "ledger"], own, name="ledger_entry_settles"),
        sa.ForeignKeyConstraint(["reverses", "ledger"], own, name="ledger_entry_reverses"),
        sa.CheckConstraint("made_by <> approved_by", name="ledger_entry_maker_is_not_approver"),
        sa.CheckConstraint("approved_by IS NOT NULL OR kind = 'VOID'", name="ledger_entry_is_approved"),
        sa.CheckConstraint("(settles IS NOT NULL) = (kind IN ('POST', 'VOID'))", name="ledger_entry_settles_by_kind"),
        sa.CheckConstraint("(reverses IS NOT NULL) = (kind = 'REVERSE')", name="ledger_entry_reverses_by_kind"),
    )
    op.create_index("ledger_entry_of_subject", "ledger_entry", ["subject"])
    account = ["ledger_account.ledger", "ledger_account.name"]
    op.create_table(
        "ledger_transfer",
        sa.Column("entry", sa.Text, primary_key=True),
        sa.Column("line", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("ledger", sa.Text, nullable=False),
        sa.Column("debit", sa.Text, nullable=False),
        sa.Column("credit", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.ForeignKeyConstraint(["entry", "ledger"], own, name="ledger_transfer_of_entry"),
        sa.ForeignKeyConstraint(["ledger", "debit"], account, name="ledger_transfer_debit"),
        sa.ForeignKeyConstraint(["ledger", "credit"], account, name="ledger_transfer_credit"),
        sa.CheckConstraint("debit <> credit", name="ledger_transfer_moves"),
        sa.CheckConstraint("amount_fen BETWEEN 1 AND 1000000000000", name="ledger_transfer_amount"),
    )
    for statement in ON_SQLITE if op.get_bind().dialect.name == "sqlite" else ON_POSTGRESQL:
        op.execute(statement)
