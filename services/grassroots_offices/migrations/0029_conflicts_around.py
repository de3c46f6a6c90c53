"""Who handled a matter before, and whose the matters are that a conflict check found."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
CASE = sa.table("office_case", sa.column("name", sa.Text), sa.column("conflicts", sa.JSON))


def upgrade() -> None:
    op.add_column("office_case", sa.Column("former_handlers", sa.JSON, nullable=False, server_default="[]"))
    bind = op.get_bind()
    for row in bind.execute(sa.select(CASE)).all():
        if row.conflicts:
            placed = [{**one, "place": "OFFICE"} for one in row.conflicts]
            bind.execute(sa.update(CASE).where(CASE.c.name == row.name).values(conflicts=placed))
