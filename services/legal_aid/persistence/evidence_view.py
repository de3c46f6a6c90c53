"""Rows of who looked at evidence. They are added, never changed."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.row_mapping import from_row, to_values
from chassis.schema import audit_entry
from services.legal_aid.domain.evidence import Evidence, EvidenceView
from services.legal_aid.persistence.row import Row


class EvidenceViewRow(Row):
    """One look at one part."""

    __tablename__ = "evidence_view"
    __table_args__ = (sa.Index("evidence_view_by_evidence", "evidence", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    evidence: Mapped[str] = mapped_column(sa.ForeignKey("evidence.name"), type_=sa.Text)
    viewer: Mapped[str] = mapped_column(sa.Text)
    reason: Mapped[str] = mapped_column(sa.Text)
    part: Mapped[int]
    outsider: Mapped[bool]
    view_time: Mapped[dt.datetime] = mapped_column(Instant)


TABLE = cast("sa.Table", EvidenceViewRow.__table__)
_INSERT = sa.insert(TABLE)
_read = from_row(EvidenceView, TABLE)
_write = to_values(EvidenceView, TABLE)


def add_view(session: Session, evidence: Evidence, view: EvidenceView) -> None:
    """Put a look on record."""
    session.execute(_INSERT, {"evidence": evidence.name, **_write(view)})


def find_views(session: Session, evidence: str, page: Page) -> list[EvidenceView]:
    """A page in order of time, with one row more than its size when there is another page."""
    query = sa.select(TABLE).where(TABLE.c.evidence == evidence).order_by(TABLE.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(TABLE.c.name > page.after)
    return [_read(row) for row in session.execute(query)]


def has_acted(session: Session, actor: str, objects: tuple[str, ...]) -> bool:
    """Whether the account has done anything to one of the objects, by the audit entries."""
    done = sa.exists().where(audit_entry.c.object.in_(objects), audit_entry.c.actor == actor)
    return bool(session.execute(sa.select(done)).scalar_one())
