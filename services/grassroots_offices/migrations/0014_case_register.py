"""Case register of offices, and receipts."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "office_case",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("matter", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("party_divisions", sa.JSON, nullable=False),
        sa.Column("handler", sa.Text, sa.ForeignKey("practitioner.name"), nullable=False),
        sa.Column("fee_fen", sa.BigInteger, nullable=False),
        sa.Column("legal_aid", sa.Boolean, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("accepted_date", sa.Date, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("case_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("state_date", sa.Date, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("conflicts", sa.JSON, nullable=False),
        sa.Column("conflict_reason", sa.Text, nullable=False),
        sa.Column("risk_notice_date", sa.Date),
        sa.Column("major", sa.Boolean, nullable=False),
        sa.Column("discussion_document", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("archive_number", sa.Text, nullable=False),
        sa.Column("steps", sa.JSON, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("office", "case_number", name="office_case_numbered_once"),
    )
    op.create_index("office_case_by_division", "office_case", ["division", "name"])
    op.create_index("office_case_by_handler", "office_case", ["handler", "state"])
    op.create_index("office_case_by_office", "office_case", ["office", "accepted_date"])
    op.create_table(
        "office_case_party",
        sa.Column("office_case", sa.Text, sa.ForeignKey("office_case.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("display_name_sealed", sa.Text, nullable=False),
        sa.Column("display_name_index", sa.Text, nullable=False),
        sa.Column("identity_index", sa.Text, nullable=False),
    )
    op.create_index("office_case_party_by_identity", "office_case_party", ["identity_index"])
    op.create_index("office_case_party_by_name", "office_case_party", ["display_name_index"])
    op.create_table(
        "office_case_counter",
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "fee_receipt",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("office", sa.Text, sa.ForeignKey("office.name"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("received_date", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("office_case", sa.Text, nullable=False),
        sa.Column("amount_fen", sa.BigInteger, nullable=False),
        sa.Column("document_number", sa.Text, nullable=False),
        sa.Column("entry_reason", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("late", sa.Boolean, nullable=False),
        sa.Column("void_reason", sa.Text, nullable=False),
        sa.Column("division", sa.Text, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.Column("etag", sa.Text, nullable=False),
        sa.UniqueConstraint("office", "year", "number", name="fee_receipt_numbered_once"),
    )
    op.create_index("fee_receipt_by_case", "fee_receipt", ["office_case"])
    op.create_index("fee_receipt_by_division", "fee_receipt", ["division", "name"])
