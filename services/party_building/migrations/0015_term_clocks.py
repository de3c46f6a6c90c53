"""The clock of a term that ends."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.add_column("party_organisation", sa.Column("term_clock", sa.Text, nullable=False, server_default=""))
