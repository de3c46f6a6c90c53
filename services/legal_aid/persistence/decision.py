"""Rows of written decisions with the inputs they were computed from. It must not compute anything."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.json_values import from_json, to_json
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.legal_aid.domain.decision import Decision, DecisionFilter, DecisionState
from services.legal_aid.domain.evaluation import DecisionInputs
from services.legal_aid.persistence.row import Row


class DecisionRow(Row):
    """One paper. `inputs` is NULL for papers from before inputs were kept."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.Index("decision_by_application", "application", "name"),
        sa.Index("decision_by_objection", "objection"),
        sa.Index("decision_by_division", "division", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    application: Mapped[str] = mapped_column(sa.ForeignKey("application.name"), type_=sa.Text)
    objection: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    outcome: Mapped[str] = mapped_column(sa.Text)
    made_date: Mapped[dt.date]
    reasons: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    remedies: Mapped[list[str]] = mapped_column(sa.JSON)
    parameters: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    text: Mapped[str] = mapped_column(sa.Text)
    text_sha256: Mapped[str] = mapped_column(sa.Text)
    signer: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    served_date: Mapped[dt.date | None]
    service_method: Mapped[str | None] = mapped_column(sa.Text)
    replaces: Mapped[str] = mapped_column(sa.Text)
    correction_reason: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)
    inputs: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))


TABLE = cast("sa.Table", DecisionRow.__table__)
_INSERT = sa.insert(TABLE)
_read = from_row(Decision, TABLE)
_write = to_values(Decision, TABLE)
_write_inputs = to_json(DecisionInputs)
_read_inputs = from_json(DecisionInputs)


def insert_decision(session: Session, decision: Decision, inputs: DecisionInputs) -> None:
    """Write a new paper with what it was computed from."""
    session.execute(_INSERT, {**_write(decision), "inputs": _write_inputs(inputs)})


def update_decision(session: Session, decision: Decision) -> None:
    """Write another state of the paper; its words never change."""
    changed = {key: value for key, value in _write(decision).items() if key in _MUTABLE}
    session.execute(sa.update(TABLE).where(TABLE.c.name == decision.name).values(changed))


_MUTABLE = frozenset({"state", "served_date", "service_method", "etag"})


def load_decision(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Decision | None:
    """The decision, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _read(row)


def find_paper(session: Session, name_or_number: str) -> Decision | None:
    """The paper with the name or document number, wherever it was made: for the service itself."""
    query = sa.select(TABLE).where(sa.or_(TABLE.c.name == name_or_number, TABLE.c.number == name_or_number))
    row = session.execute(query).one_or_none()
    return None if row is None else _read(row)


def load_inputs(session: Session, name: str) -> DecisionInputs | None:
    """What the decision was computed from; None when it was not kept."""
    stored = session.execute(sa.select(TABLE.c.inputs).where(TABLE.c.name == name)).scalar_one_or_none()
    return None if stored is None else _read_inputs(stored)


def find_decisions(session: Session, wanted: DecisionFilter, page: Page, principal: Principal) -> list[Decision]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, application=wanted.application, outcome=wanted.outcome)
    return [_read(row) for row in session.execute(query)]


def newest_decisions(session: Session, applications: list[str]) -> dict[str, Decision]:
    """The newest paper in force on each application; a re-issued paper stands where the one that it replaces stood."""
    stood: dict[str, str] = {}
    found: dict[str, Any] = {}
    for row in session.execute(sa.select(TABLE).where(TABLE.c.application.in_(applications)).order_by(TABLE.c.name)):
        stood[row.name] = stood.get(row.replaces, row.name)
        newest = found.get(row.application)
        newer = newest is None or stood[newest.name] <= stood[row.name]
        if newer and row.state != DecisionState.REPLACED.name:
            found[row.application] = row
    return {application: _read(row) for application, row in found.items()}


def decisions_of_objections(session: Session, objections: list[str]) -> dict[str, Decision]:
    """The newest paper in force on each objection."""
    query = sa.select(TABLE).where(TABLE.c.objection.in_(objections), TABLE.c.state != DecisionState.REPLACED.name)
    return {row.objection: _read(row) for row in session.execute(query.order_by(TABLE.c.name))}
