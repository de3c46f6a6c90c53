"""Rows of disputes and the counters of their numbers. It must not decide who may see them beyond the given row scope.

What people said and who they are is sealed in one column; counts that statistics need lie beside it.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, fields
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.mediation.domain.agreement import DisputeAgreement, DisputeFollowUp
from services.mediation.domain.dispute import (
    Dispute,
    DisputeFilter,
    DisputeParty,
    DisputeSession,
    DisputeState,
    contact_taken,
)
from services.mediation.domain.evaluation import DisputeEvaluation, satisfied
from services.mediation.persistence.row import Row

FILE = "dispute.file_sealed"
ENDED = tuple(state.name for state in DisputeState if state not in {DisputeState.REGISTERED, DisputeState.ACCEPTED})


class DisputeRow(Row):
    """One dispute; what is personal lies sealed in `file_sealed`."""

    __tablename__ = "dispute"
    __table_args__ = (
        sa.Index("dispute_by_division", "division", "name"),
        sa.Index("dispute_by_organisation", "organisation", "state"),
        sa.UniqueConstraint("organisation", "number", name="dispute_number"),
        sa.UniqueConstraint("contact_key", name="dispute_of_contact"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    organisation: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    matter: Mapped[str] = mapped_column(sa.Text)
    source: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.Text)
    contact_key: Mapped[str | None] = mapped_column(sa.Text)
    registered_date: Mapped[dt.date]
    accepted_date: Mapped[dt.date | None]
    mediators: Mapped[list[Any]] = mapped_column(sa.JSON)
    ended_date: Mapped[dt.date | None]
    performance: Mapped[str | None] = mapped_column(sa.Text)
    confirmation: Mapped[Any] = mapped_column(sa.JSON(none_as_null=True), nullable=True)
    file_sealed: Mapped[str] = mapped_column(sa.Text)
    amount_fen: Mapped[int] = mapped_column(sa.BigInteger)
    party_count: Mapped[int]
    answered_count: Mapped[int]
    satisfied_count: Mapped[int]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class DisputeCounterRow(Row):
    """The last number given out per organisation and year."""

    __tablename__ = "dispute_counter"

    organisation: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeFile:
    """What of a dispute is sealed."""

    parties: tuple[DisputeParty, ...]
    summary: str
    sessions: tuple[DisputeSession, ...]
    ending_reason: str
    agreement: DisputeAgreement | None
    follow_ups: tuple[DisputeFollowUp, ...]
    evaluations: tuple[DisputeEvaluation, ...]


TABLE = cast("sa.Table", DisputeRow.__table__)
_COUNTER = cast("sa.Table", DisputeCounterRow.__table__)
_SEALED = tuple(field.name for field in fields(DisputeFile))
_read, _write = from_row(Dispute, TABLE, left_out=_SEALED), to_values(Dispute, TABLE, left_out=_SEALED)
_file_to_json, _file_from_json = to_json(DisputeFile), from_json(DisputeFile)
_count = Upsert(
    _COUNTER,
    lambda row: row.on_conflict_do_update(
        index_elements=[_COUNTER.c.organisation, _COUNTER.c.year], set_={"last": _COUNTER.c.last + 1}
    ).returning(_COUNTER.c.last),
)


def next_count(session: Session, organisation: str, year: int) -> int:
    """The next number; gapless, because the counter stays locked until the transaction ends."""
    return int(_count.run(session, {"organisation": organisation, "year": year, "last": 1}).scalar_one())


def insert_dispute(session: Session, seal: Seal, item: Dispute) -> None:
    """Write a new one. Raises ALREADY_EXISTS `CONTACT_TAKEN`.

    NOTE: the organisation's row is locked by then; a contact that two organisations take at once meets the constraint.
    """
    taken = sa.exists().where(TABLE.c.contact_key == item.contact)
    if item.contact and session.execute(sa.select(taken)).scalar_one():
        raise contact_taken()
    session.execute(sa.insert(TABLE).values(_values(seal, item)))


def update_dispute(session: Session, seal: Seal, item: Dispute) -> None:
    """Write one that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_values(seal, item)))


def load_dispute(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> Dispute | None:
    """The dispute, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _assemble(seal, row)


def find_disputes(
    session: Session, seal: Seal, wanted: DisputeFilter, page: Page, principal: Principal
) -> list[Dispute]:
    """A page in order of registration, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, organisation=wanted.organisation, state=wanted.state, matter=wanted.matter
    )
    return [_assemble(seal, row) for row in session.execute(query)]


def dispute_of_contact(session: Session, contact: str) -> str | None:
    """The dispute that the contact became."""
    return session.execute(sa.select(TABLE.c.name).where(TABLE.c.contact_key == contact)).scalar_one_or_none()


def has_open(session: Session, organisation: str) -> bool:
    """Whether the organisation has disputes under way."""
    found = sa.exists().where(TABLE.c.organisation == organisation, TABLE.c.state.not_in(ENDED))
    return bool(session.execute(sa.select(found)).scalar_one())


def _assemble(seal: Seal, row: Any) -> Dispute:
    file: DisputeFile = _file_from_json(json.loads(seal.open(row.file_sealed, FILE)))
    return _read(row, **{name: getattr(file, name) for name in _SEALED})


def _values(seal: Seal, item: Dispute) -> dict[str, Any]:
    file = DisputeFile(**{name: getattr(item, name) for name in _SEALED})
    return {
        **_write(item), "contact_key": item.contact or None,
        "file_sealed": seal.seal(json.dumps(_file_to_json(file)), FILE),
        "amount_fen": item.agreement.amount_fen if item.agreement else 0, "party_count": len(item.parties),
        "answered_count": len(item.evaluations), "satisfied_count": satisfied(item.evaluations),
    }  # fmt: skip
