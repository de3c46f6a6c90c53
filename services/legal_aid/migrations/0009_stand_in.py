"""A stand-in until its own change is merged."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Change nothing."""
