"""Contracts of third parties that evaluate, and the goals of a fund source's year."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.add_column("evaluation_sample", sa.Column("third_party", sa.JSON(none_as_null=True)))
    op.add_column("fund_source", sa.Column("goals", sa.JSON(none_as_null=True)))
