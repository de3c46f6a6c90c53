"""Stands in for the revision of the same number that is being written elsewhere; goes when that one comes."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    pass
