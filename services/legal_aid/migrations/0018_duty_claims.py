"""Claims for duty shifts: settled by four people in the ledger of their own source, a shift in one claim at a time."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0018"
down_revision = "0017"
ENTRIES = ("reservation", "payment", "reversal")
APART = (
    ("made_by", "checked_by"), ("made_by", "approved_by"), ("made_by", "paid_by"), ("checked_by", "approved_by"),
    ("checked_by", "paid_by"), ("approved_by", "paid_by"), ("reversal_ordered_by", "reversed_by"),
)  # fmt: skip
NEEDED = {
    "checked_by": "'CHECKED', 'APPROVED', 'PAID'", "approved_by": "'APPROVED', 'PAID'", "paid_by": "'PAID'",
    "paid_date": "'PAID'",
}  # fmt: skip
NEEDED_ENTRIES = {"reservation": "'APPROVED', 'PAID'", "payment": "'PAID'"}
PEOPLE = ("checked_by", "approved_by", "paid_by", "reversal_ordered_by", "reversed_by")


def upgrade() -> None:
    op.create_table(
        "duty_claim",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("handler", sa.Text, sa.ForeignKey("handler.name"), nullable=False),
        sa.Column("unit", sa.Text, sa.ForeignKey("handling_unit.name"), nullable=False),
        sa.Column("fund_source", sa.Text, sa.ForeignKey("fund_source.name"), nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("month", sa.Text, nullable=False),
        sa.Column("service", sa.Text, nullable=False),
        sa.Column("duty_shifts", sa.JSON, nullable=False),
        sa.Column("half_days", sa.Integer, nullable=False),
        sa.Column("plea_items", sa.Integer, nullable=False),
        sa.Column("citation", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("settlement_state", sa.Text, nullable=False),
        sa.Column("settlement_made_by", sa.Text, nullable=False),
        *(sa.Column(f"settlement_{name}", sa.Text) for name in (*PEOPLE, "reversal_reason", "reversal_document")),
        *(sa.Column(f"settlement_{name}", sa.Text, unique=True) for name in ENTRIES),
        *(sa.Column(f"settlement_{name}", sa.Date) for name in ("paid_date", "reversed_date")),
        *_constraints("duty_claim"),
        sa.CheckConstraint("amount_fen >= 0", name="duty_claim_amount"),
    )
    op.create_index("duty_claim_by_division", "duty_claim", ["division", "name"])
    op.create_index("duty_claim_by_source", "duty_claim", ["fund_source", "name"])
    op.create_table(
        "claimed_shift",
        sa.Column("duty_shift", sa.Text, sa.ForeignKey("duty_shift.name"), primary_key=True),
        sa.Column("claim", sa.Text, sa.ForeignKey("duty_claim.name"), nullable=False),
    )
    op.create_index("ix_claimed_shift_claim", "claimed_shift", ["claim"])


def _constraints(table: str) -> list[sa.Constraint]:
    checks = {
        **{f"{table}_{one}_is_not_{other}": f"settlement_{one} <> settlement_{other}" for one, other in APART},
        **{
            f"{table}_has_{column}": f"settlement_state NOT IN ({states}) OR settlement_{column} IS NOT NULL"
            for column, states in NEEDED.items()
        },
        **{
            f"{table}_has_{entry}": f"settlement_state NOT IN ({states}) OR amount_fen = 0"
            f" OR settlement_{entry} IS NOT NULL"
            for entry, states in NEEDED_ENTRIES.items()
        },
    }
    own = ["ledger_entry.name", "ledger_entry.ledger"]
    return [
        *(sa.CheckConstraint(text, name=name) for name, text in checks.items()),
        *(
            sa.ForeignKeyConstraint([f"settlement_{entry}", "fund_source"], own, name=f"{table}_{entry}")
            for entry in ENTRIES
        ),
    ]
