"""Stands in for the migration that is not merged yet; this file is dropped when it is."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    pass
