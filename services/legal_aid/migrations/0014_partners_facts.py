"""Tips of complaints, scores and purchased acts among partners' reports, and late entries that were told."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
GIVEN, LATE = sa.text("clue <> ''"), sa.text("late")


def upgrade() -> None:
    op.add_column("partner_report", sa.Column("act", sa.Text, nullable=False, server_default=""))
    op.add_column("partner_report", sa.Column("score_tenths", sa.Integer, nullable=False, server_default="0"))
    op.add_column("partner_report", sa.Column("inspection_row", sa.Integer, nullable=False, server_default="0"))
    op.create_table(
        "complaint_tip",
        sa.Column("tip", sa.Text, primary_key=True),
        sa.Column("complaint", sa.Text, sa.ForeignKey("complaint.name"), nullable=False),
        sa.Column("clue", sa.Text, nullable=False),
    )
    op.create_index("complaint_tip_of_complaint", "complaint_tip", ["complaint", "tip"])
    op.create_index("complaint_by_clue", "complaint", ["clue"], sqlite_where=GIVEN, postgresql_where=GIVEN)
    op.create_table(
        "told_late_entry",
        sa.Column("case", sa.Text, sa.ForeignKey("aid_case.name"), primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("told_date", sa.Date, nullable=False),
    )
    op.create_index("case_step_late", "case_step", ["enter_time"], sqlite_where=LATE, postgresql_where=LATE)
