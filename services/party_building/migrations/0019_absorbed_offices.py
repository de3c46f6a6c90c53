"""Offices that were taken over, so that their accounts end with them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
SUCCESSION = sa.table("office_succession", *map(sa.column, ("office", "successor", "ended")))


def upgrade() -> None:
    absorbed = op.create_table(
        "absorbed_office",
        sa.Column("office", sa.Text, primary_key=True),
        sa.Column("successor", sa.Text, nullable=False),
    )
    heard = sa.select(SUCCESSION.c.office, sa.func.max(SUCCESSION.c.successor)).where(SUCCESSION.c.ended == sa.true())
    op.execute(sa.insert(absorbed).from_select(["office", "successor"], heard.group_by(SUCCESSION.c.office)))
