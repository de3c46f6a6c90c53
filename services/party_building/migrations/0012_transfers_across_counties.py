"""Whose letter a transfer is, and who confirms it: the counties of both organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NAMES = ("division", "from_organisation", "to_organisation", "to_elsewhere", "from_division", "to_division")
TRANSFER = sa.table("relation_transfer", *map(sa.column, NAMES))
ORGANISATION = sa.table("party_organisation", sa.column("name"), sa.column("division"))


def upgrade() -> None:
    for side in ("from_division", "to_division"):
        op.add_column("relation_transfer", sa.Column(side, sa.Text, nullable=False, server_default=""))
        op.create_index(f"relation_transfer_by_{side}", "relation_transfer", [side, "name"])
    c = TRANSFER.c
    op.execute(sa.update(TRANSFER).values(from_division=sa.func.coalesce(_of(c.from_organisation), c.division)))
    known = sa.func.coalesce(_of(c.to_organisation), "")
    op.execute(sa.update(TRANSFER).values(to_division=sa.case((c.to_elsewhere != "", c.from_division), else_=known)))


def _of(organisation: sa.ColumnElement[str]) -> sa.ScalarSelect[str]:
    return sa.select(ORGANISATION.c.division).where(ORGANISATION.c.name == organisation).scalar_subquery()
