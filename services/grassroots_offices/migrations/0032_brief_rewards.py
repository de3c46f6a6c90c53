"""What adoptions of briefs earn, and whether it was paid. What was adopted before earned nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
BRIEF = sa.table("work_brief", sa.column("name", sa.Text), sa.column("adoptions", sa.JSON))
NOTHING = {"reward_fen": 0, "paid_date": None, "payment_document": ""}


def upgrade() -> None:
    bind = op.get_bind()
    for row in bind.execute(sa.select(BRIEF)).all():
        if row.adoptions:
            adoptions = [{**one, **NOTHING} for one in row.adoptions]
            bind.execute(sa.update(BRIEF).where(BRIEF.c.name == row.name).values(adoptions=adoptions))
