"""The base of all row classes of this service. It must not hold a table itself."""

from __future__ import annotations

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase

METADATA = MetaData()


class Row(DeclarativeBase):
    """A typed row of mediation's own database."""

    metadata = METADATA
