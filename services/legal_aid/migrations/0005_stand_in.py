"""Keeps the place of the money until it is merged."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Nothing yet."""
