"""Institutions, applications, decisions and the counters of document numbers."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "institution",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("display_name", sa.Text, nullable=False),
        sa.Column("document_prefix", sa.Text, nullable=False, unique=True),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
    )
    op.create_table(
        "document_counter",
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "application",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, sa.ForeignKey("institution.name"), nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("applicant_full_name", sa.Text, nullable=False),
        sa.Column("applicant_identity_number", sa.Text, nullable=False),
        sa.Column("applicant_residence_type", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("means_household_size", sa.Integer, nullable=False),
        sa.Column("means_household_income_fen", sa.BigInteger, nullable=False),
        sa.Column("means_own_income_fen", sa.BigInteger, nullable=False),
        sa.Column("means_income_period", sa.Text, nullable=False),
        sa.Column("means_opponent_in_household", sa.Boolean, nullable=False),
        sa.Column("means_exemption", sa.Text),
        sa.Column("means_exemption_proved", sa.Boolean, nullable=False),
        sa.Column("means_pledge_signed", sa.Boolean, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("update_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.CheckConstraint("means_household_size between 1 and 30", name="application_household_size"),
        sa.CheckConstraint(
            "means_household_income_fen between 0 and 1000000000000 "
            "and means_own_income_fen between 0 and 1000000000000",
            name="application_income",
        ),
        sa.UniqueConstraint("institution", "number", name="application_number"),
    )
    op.create_index("application_by_division", "application", ["division", "name"])
    op.create_index("application_by_institution", "application", ["institution", "name"])
    op.create_table(
        "decision",
        sa.Column("application", sa.Text, sa.ForeignKey("application.name"), primary_key=True),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("made_date", sa.Date, nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("remedies", sa.JSON, nullable=False),
        sa.Column("policy_pack", sa.Text, nullable=False),
        sa.Column("policy_sha256", sa.Text, nullable=False),
    )
