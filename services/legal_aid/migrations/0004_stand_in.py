"""Keeps the place of the cases until they are merged."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Nothing yet."""
