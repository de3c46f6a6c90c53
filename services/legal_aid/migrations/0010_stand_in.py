"""A stand-in until its own change is merged."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Change nothing."""
