"""People are found by name and telephone."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.create_index("contact_by_person", "contact", ["person_name"])
    op.create_index("contact_by_phone", "contact", ["phone"])
    op.create_index("consultation_by_person", "consultation", ["person_name"])
    op.create_index("application_by_applicant", "application", ["applicant_full_name"])
