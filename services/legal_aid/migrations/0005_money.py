"""Fund sources and the movements of their budgets."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0005"
down_revision = "0004"

OF_YEAR = ["fund_source.name", "fund_source.institution", "fund_source.kind", "fund_source.fiscal_year"]


def upgrade() -> None:
    op.create_table(
        "fund_source",
        sa.Column("name", sa.Text, sa.ForeignKey("ledger.name"), primary_key=True),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("restrictions", sa.JSON, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("misuse", sa.Text),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("institution", "kind", "fiscal_year", "display_name", name="fund_source_project"),
        sa.UniqueConstraint("name", "institution", "kind", "fiscal_year", name="fund_source_of_year"),
    )
    op.create_index("fund_source_by_division", "fund_source", ["division", "name"])
    op.create_table(
        "fund_movement",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("fund_source", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("fund_kind", sa.Text, nullable=False),
        sa.Column("fiscal_year", sa.Integer, nullable=False),
        sa.Column("next_year", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("arrived_fen", sa.BigInteger, nullable=False),
        sa.Column("carried_into", sa.Text),
        sa.Column("reverses", sa.Text),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("entry", sa.Text),
        sa.Column("booked_date", sa.Date),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["fund_source", "institution", "fund_kind", "fiscal_year"], OF_YEAR, name="fund_movement_source"
        ),
        sa.ForeignKeyConstraint(
            ["carried_into", "institution", "fund_kind", "next_year"], OF_YEAR, name="fund_movement_carried_into"
        ),
        sa.ForeignKeyConstraint(
            ["entry", "fund_source"], ["ledger_entry.name", "ledger_entry.ledger"], name="fund_movement_entry"
        ),
        sa.CheckConstraint("next_year = fiscal_year + 1", name="fund_movement_to_the_next_year"),
        sa.CheckConstraint("(carried_into IS NOT NULL) = (kind = 'CARRY_OVER')", name="fund_movement_carries"),
        sa.CheckConstraint("made_by <> approved_by", name="fund_movement_maker_is_not_approver"),
        sa.CheckConstraint("(state = 'PROPOSED') = (approved_by IS NULL)", name="fund_movement_is_decided_by"),
        sa.CheckConstraint("(state = 'BOOKED') = (entry IS NOT NULL)", name="fund_movement_is_booked"),
    )
    op.create_index("fund_movement_by_division", "fund_movement", ["division", "name"])
    op.create_index("fund_movement_by_source", "fund_movement", ["fund_source", "name"])
