"""Offices with the times for a cure, practitioners with the times at offices."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("credit_code", sa.Text, nullable=False, unique=True),
        sa.Column("licence_number", sa.Text, nullable=False, unique=True),
        sa.Column("licensed_date", sa.Date, nullable=False),
        sa.Column("institution_certificate", sa.Text, nullable=False),
        sa.Column("premises", sa.JSON, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("office_by_division", "office", ["division", "name"])
    op.create_table(
        "cure_period",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("began_date", sa.Date, nullable=False),
        sa.Column("breaches", sa.JSON, nullable=False),
        sa.Column("cured_date", sa.Date),
        sa.Column("document_number", sa.Text, nullable=False),
    )
    op.create_index("cure_period_by_office", "cure_period", ["office", "name"])
    op.create_table(
        "practitioner",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("full_name", sa.Text, nullable=False),
        sa.Column("certificate_number", sa.Text, nullable=False, unique=True),
        sa.Column("certified_date", sa.Date, nullable=False),
        sa.Column("education", sa.Text, nullable=False),
        sa.Column("legal_qualification", sa.Boolean, nullable=False),
        sa.Column("full_time", sa.Boolean, nullable=False),
        sa.Column("partner", sa.Boolean, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_index("practitioner_by_division", "practitioner", ["division", "name"])
    op.create_index("practitioner_by_office", "practitioner", ["office", "name"])
    op.create_table(
        "practice_span",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("practitioner", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("office", sa.Text, nullable=False),
        sa.Column("from_date", sa.Date, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.UniqueConstraint("practitioner", "place", name="practice_span_in_order"),
    )
