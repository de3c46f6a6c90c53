"""Where applicants and handlers want to be told; what a contact became is looked up for its telephone."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    op.add_column("application", sa.Column("applicant_contact_address", sa.Text, nullable=False, server_default=""))
    op.add_column("handler", sa.Column("contact_address", sa.Text, nullable=False, server_default=""))
    op.create_index("contact_by_became", "contact", ["became"])
    op.create_index("reception_by_day", "reception", ["state", "planned_date"])
