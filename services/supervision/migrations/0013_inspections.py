"""Keys of officers, checklists in versions, inspections."""

import sqlalchemy as sa
from alembic import op

from chassis.database import Instant

revision = "0013"
down_revision = "0012"
TEXTS = (
    "number", "kind", "division", "unit", "unit_title", "target_commitment", "campaign", "draw", "rectification",
    "checking_unit", "superior_document", "document_number", "planned_by", "approved_by", "approval_document",
    "record_sha256", "state", "etag",
)  # fmt: skip
LISTS = ("officers", "evidence", "signatures", "conflicts", "rectifications")


def upgrade() -> None:
    op.add_column("inspection_officer", sa.Column("keys", sa.JSON, nullable=False, server_default="[]"))
    op.create_table(
        "checklist",
        sa.Column("name", sa.Text, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("title", "division", "document_number", "state", "publication_document", "etag")
        ),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("published_date", sa.Date),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("division", "title", "version", name="checklist_version"),
    )
    op.create_index("checklist_by_division", "checklist", ["division", "name"])
    op.create_table(
        "checklist_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "inspection",
        sa.Column("name", sa.Text, primary_key=True),
        *(sa.Column(name, sa.Text, nullable=False) for name in TEXTS),
        *(sa.Column(name, sa.JSON, nullable=False) for name in LISTS),
        sa.Column("checklist", sa.Text, sa.ForeignKey("checklist.name"), nullable=False),
        sa.Column("checklist_version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("approved_date", "started_date", "closed_date")),
        sa.Column("planned_date", sa.Date, nullable=False),
        sa.Column("record", sa.JSON),
        sa.Column("response", sa.JSON),
        sa.Column("closed_late", sa.Boolean, nullable=False),
        sa.Column("create_time", Instant, nullable=False),
        sa.UniqueConstraint("division", "number", name="inspection_number"),
    )
    op.create_index("inspection_by_division", "inspection", ["division", "name"])
    op.create_index("inspection_by_unit", "inspection", ["unit", "started_date"])
    op.create_index("inspection_by_campaign", "inspection", ["campaign", "name"])
    op.create_table(
        "inspection_counter",
        sa.Column("division", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
