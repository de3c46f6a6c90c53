"""What members' dues are reckoned from, month by month."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

MEMBER = sa.table("member", sa.column("name"), sa.column("dues_base_mode"), sa.column("dues_bases", sa.JSON))


def upgrade() -> None:
    op.add_column("member", sa.Column("dues_bases", sa.JSON, nullable=False, server_default="[]"))
    bound = op.get_bind()
    for row in bound.execute(sa.select(MEMBER.c.name, MEMBER.c.dues_base_mode)).all():
        first = [{"mode": row.dues_base_mode, "from_month": ""}]
        bound.execute(sa.update(MEMBER).where(MEMBER.c.name == row.name).values(dues_bases=first))
