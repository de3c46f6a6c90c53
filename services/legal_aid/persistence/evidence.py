"""Rows of evidence. It must not hold a content, nor decide who may see a row beyond the row scope."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.evidence import Evidence
from services.legal_aid.persistence.row import Row


class EvidenceRow(Row):
    """One captured content of one subject."""

    __tablename__ = "evidence"
    __table_args__ = (
        sa.UniqueConstraint("subject", "sha256", name="evidence_of_subject"),
        sa.Index("evidence_by_division", "division", "name"),
        sa.CheckConstraint("size_bytes > 0", name="evidence_size"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    subject: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    step: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    media_type: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    sha256: Mapped[str] = mapped_column(sa.Text)
    size_bytes: Mapped[int] = mapped_column(sa.BigInteger)
    captured_date: Mapped[dt.date]
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    late: Mapped[bool]
    state: Mapped[str] = mapped_column(sa.Text)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", EvidenceRow.__table__)
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.subject, TABLE.c.sha256]).returning(TABLE.c.name),
)
_read = from_row(Evidence, TABLE)
_write = to_values(Evidence, TABLE)


def insert_evidence(session: Session, evidence: Evidence) -> None:
    """Write a captured piece. Raises ALREADY_EXISTS `EVIDENCE_EXISTS`."""
    if _INSERT.run(session, _write(evidence)).one_or_none() is None:
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "EVIDENCE_EXISTS",
            "该事项已登记内容相同的材料（LA-70），请勿重复登记。请从该事项的材料清单中查找。",
            metadata={"rules": "LA-70"},
        )


def update_evidence(session: Session, evidence: Evidence) -> None:
    """Write parts and state; the row was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == evidence.name).values(_write(evidence)))


def load_evidence(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Evidence | None:
    """The piece, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_evidence(session: Session, subject: str, page: Page, principal: Principal) -> list[Evidence]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, subject=subject)
    return [_read(row) for row in session.execute(query)]
