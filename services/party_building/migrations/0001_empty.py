"""The service's first revision holds no table of its own; the platform's tables are there already."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Nothing to make yet."""
