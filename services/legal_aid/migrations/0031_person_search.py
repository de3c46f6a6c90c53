"""People are found by name and telephone."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    # What a name begins with is looked up as well: PostgreSQL compares bytes then.
    for table, column, index in (
        ("contact", "person_name", "contact_by_person"),
        ("consultation", "person_name", "consultation_by_person"),
        ("application", "applicant_full_name", "application_by_applicant"),
    ):
        op.create_index(index, table, [column], postgresql_ops={column: "text_pattern_ops"})
    op.create_index("contact_by_phone", "contact", ["phone"])
