"""The life of clues: who checks them, what was found, what was done, which tests are passed. Further counts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
DATES = ("assigned_date", "phase_end_date", "verified_date", "disposed_date", "closed_date")
TEXTS = ("words_sealed", "complaint", "transferred_to", "disposal_document")
LISTS = ("officers", "passed_tests")
COUNTS = ("differing_case_count", "unsatisfied_callback_count", "upheld_complaint_count", "deceit_count")


def upgrade() -> None:
    for name in COUNTS:
        op.add_column("institution_tally", sa.Column(name, sa.BigInteger, nullable=False, server_default="0"))
    for name in DATES:
        op.add_column("clue", sa.Column(name, sa.Date))
    for name in TEXTS:
        op.add_column("clue", sa.Column(name, sa.Text, nullable=False, server_default=""))
    for name in LISTS:
        op.add_column("clue", sa.Column(name, sa.JSON, nullable=False, server_default="[]"))
    op.add_column("clue", sa.Column("disposal", sa.Text))
    op.create_index("clue_by_owner", "clue", ["owner", "name"])
