"""Up to which month an old organisation collects dues, and where members worked before."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

TRANSFER = sa.table("relation_transfer", sa.column("name"), sa.column("issued_date", sa.Date), sa.column("dues_until"))
MEMBER = sa.table("member", sa.column("name"), sa.column("unit"), sa.column("workplaces", sa.JSON))


def upgrade() -> None:
    op.add_column("relation_transfer", sa.Column("dues_until", sa.Text, nullable=False, server_default=""))
    op.create_index("relation_transfer_by_member", "relation_transfer", ["member"])
    op.add_column("member", sa.Column("workplaces", sa.JSON, nullable=False, server_default="[]"))
    bound = op.get_bind()
    for row in bound.execute(sa.select(TRANSFER).where(TRANSFER.c.issued_date.is_not(None))).all():
        values = {"dues_until": row.issued_date.isoformat()[:7]}
        bound.execute(sa.update(TRANSFER).where(TRANSFER.c.name == row.name).values(values))
    for row in bound.execute(sa.select(MEMBER.c.name, MEMBER.c.unit)).all():
        first = [{"unit": row.unit, "from_date": dt.date(2000, 1, 1).isoformat()}]
        bound.execute(sa.update(MEMBER).where(MEMBER.c.name == row.name).values(workplaces=first))
