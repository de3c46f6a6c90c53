"""What bodies answer to whom people were referred."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    op.add_column("contact", sa.Column("referral_answer", sa.Text, nullable=False, server_default=""))
    op.add_column("contact", sa.Column("referral_answer_date", sa.Date))
