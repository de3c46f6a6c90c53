"""Rows of applications and their decisions. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from services.legal_aid.domain.application import Application, ApplicationFilter
from services.legal_aid.domain.decision import Decision
from services.legal_aid.persistence.row import Row


class ApplicationRow(Row):
    """One application; nested parts lie in columns with their name as prefix."""

    __tablename__ = "application"
    __table_args__ = (
        sa.UniqueConstraint("institution", "number", name="application_number"),
        sa.Index("application_by_division", "division", "name"),
        sa.Index("application_by_institution", "institution", "name"),
    )

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text)
    institution: Mapped[str] = mapped_column(sa.ForeignKey("institution.name"), type_=sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    channel: Mapped[str] = mapped_column(sa.Text)
    received_date: Mapped[dt.date]
    applicant_full_name: Mapped[str] = mapped_column(sa.Text)
    applicant_identity_number: Mapped[str] = mapped_column(sa.Text)
    applicant_residence_type: Mapped[str] = mapped_column(sa.Text)
    matter: Mapped[str] = mapped_column(sa.Text)
    means_household_size: Mapped[int]
    means_household_income_fen: Mapped[int] = mapped_column(sa.BigInteger)
    means_own_income_fen: Mapped[int] = mapped_column(sa.BigInteger)
    means_income_period: Mapped[str] = mapped_column(sa.Text)
    means_opponent_in_household: Mapped[bool]
    means_exemption: Mapped[str | None] = mapped_column(sa.Text)
    means_exemption_proved: Mapped[bool]
    means_pledge_signed: Mapped[bool]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    update_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class DecisionRow(Row):
    """The decision on one application."""

    __tablename__ = "decision"

    application: Mapped[str] = mapped_column(sa.ForeignKey("application.name"), type_=sa.Text, primary_key=True)
    number: Mapped[str] = mapped_column(sa.Text, unique=True)
    outcome: Mapped[str] = mapped_column(sa.Text)
    made_date: Mapped[dt.date]
    reasons: Mapped[list[dict[str, str]]] = mapped_column(sa.JSON)
    remedies: Mapped[list[str]] = mapped_column(sa.JSON)
    policy_pack: Mapped[str] = mapped_column(sa.Text)
    policy_sha256: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ApplicationRow.__table__)
DECISIONS = cast("sa.Table", DecisionRow.__table__)
_INSERT = sa.insert(TABLE)
_read = from_row(Application, TABLE, left_out=("decision",))
_write = to_values(Application, TABLE, left_out=("decision",))
_read_decision = from_row(Decision, DECISIONS)
_write_decision = to_values(Decision, DECISIONS)


def save_application(session: Session, application: Application) -> None:
    """Insert a received application."""
    session.execute(_INSERT, _write(application))


def save_decided(session: Session, application: Application) -> None:
    """Write the new state with its decision; the row was locked when it was loaded."""
    changed = {"state": application.state.name, "update_time": application.update_time, "etag": application.etag}
    session.execute(sa.update(TABLE).where(TABLE.c.name == application.name).values(changed))
    if application.decision is not None:
        row = _write_decision(application.decision)
        session.execute(sa.insert(DECISIONS).values(application=application.name, **row))


def load_application(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Application | None:
    """The application, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    query = sa.select(TABLE).where(TABLE.c.name == name, in_scope(TABLE.c.division, principal))
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _read(row, decision=_decisions(session, [row.name]).get(row.name))


def find_applications(
    session: Session, wanted: ApplicationFilter, page: Page, principal: Principal
) -> list[Application]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal)).order_by(TABLE.c.name).limit(page.size + 1)
    if page.after is not None:
        query = query.where(TABLE.c.name > page.after)
    if wanted.institution:
        query = query.where(TABLE.c.institution == wanted.institution)
    if wanted.state is not None:
        query = query.where(TABLE.c.state == wanted.state.name)
    rows = session.execute(query).all()
    decisions = _decisions(session, [row.name for row in rows])
    return [_read(row, decision=decisions.get(row.name)) for row in rows]


def _decisions(session: Session, names: list[str]) -> dict[str, Decision]:
    rows: list[Any] = list(session.execute(sa.select(DECISIONS).where(DECISIONS.c.application.in_(names))))
    return {row.application: _read_decision(row) for row in rows}
