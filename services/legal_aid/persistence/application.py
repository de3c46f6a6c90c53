"""Rows of applications. It must not decide who may see them beyond the row scope it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.kernel.deadline import DeadlineState
from chassis.kernel.errors import Kind, Refusal
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.schema import deadline
from chassis.scoped_page import scoped_page, scoped_row
from chassis.upsert import Upsert
from services.legal_aid.domain.application import OPEN, Application, ApplicationFilter, ApplicationState
from services.legal_aid.persistence.decision import newest_decisions
from services.legal_aid.persistence.row import Row
from services.legal_aid.persistence.step import APPLICATION_STEPS


class ApplicationRow(Row):
    """One application. `open_key` is set while the same matter filed again would be a duplicate (LA-04)."""

    __tablename__ = "application"
    __table_args__ = (
        sa.UniqueConstraint("institution", "number", name="application_number"),
        sa.Index("application_by_division", "division", "name"),
        sa.Index("application_by_institution", "institution", "name"),
        sa.Index("application_by_state", "state", "name"),
        sa.Index("application_open", "institution", "open_key", unique=True),
        sa.Index("application_open_elsewhere", "open_key"),
        sa.Index(
            "application_by_applicant",
            "applicant_full_name",
            postgresql_ops={"applicant_full_name": "text_pattern_ops"},
        ),
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
    applicant_kind: Mapped[str | None] = mapped_column(sa.Text)
    applicant_credit_code: Mapped[str] = mapped_column(sa.Text)
    applicant_capacity: Mapped[str | None] = mapped_column(sa.Text)
    applicant_priority_groups: Mapped[list[str]] = mapped_column(sa.JSON)
    applicant_barrier_free_offered: Mapped[bool]
    applicant_contact_address: Mapped[str] = mapped_column(sa.Text, server_default="")
    agent: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    detention: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    matter: Mapped[str] = mapped_column(sa.Text)
    supplementary_matter: Mapped[str] = mapped_column(sa.Text)
    place_track: Mapped[str] = mapped_column(sa.Text)
    place_authority_division: Mapped[str] = mapped_column(sa.Text)
    place_dispute_division: Mapped[str] = mapped_column(sa.Text)
    place_cause_division: Mapped[str] = mapped_column(sa.Text)
    means_household_size: Mapped[int]
    means_household_income_fen: Mapped[int] = mapped_column(sa.BigInteger)
    means_own_income_fen: Mapped[int] = mapped_column(sa.BigInteger)
    means_income_period: Mapped[str] = mapped_column(sa.Text)
    means_opponent_in_household: Mapped[bool]
    means_exemption: Mapped[str | None] = mapped_column(sa.Text)
    means_exemption_proved: Mapped[bool]
    means_pledge_signed: Mapped[bool]
    means_verified_by_data: Mapped[bool]
    opponents: Mapped[list[str]] = mapped_column(sa.JSON)
    papers: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    limitation_expiry_date: Mapped[dt.date | None]
    urgencies: Mapped[list[str]] = mapped_column(sa.JSON)
    entry_reason: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    state_before_death: Mapped[str | None] = mapped_column(sa.Text)
    supplement: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    assignment: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    referred_divisions: Mapped[list[str]] = mapped_column(sa.JSON)
    flags: Mapped[list[str]] = mapped_column(sa.JSON)
    open_key: Mapped[str | None] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    update_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", ApplicationRow.__table__)
ELSEWHERE = ("decision", "deadlines", "steps")
_INSERT = Upsert(
    TABLE,
    lambda row: row.on_conflict_do_nothing(index_elements=[TABLE.c.institution, TABLE.c.open_key]).returning(
        TABLE.c.name
    ),
)
_UPDATE = sa.update(TABLE).where(TABLE.c.name == sa.bindparam("row"))
_read = from_row(Application, TABLE, left_out=ELSEWHERE)
_write = to_values(Application, TABLE, left_out=ELSEWHERE)


def insert_application(session: Session, application: Application, *, open_key: str) -> None:
    """Insert a received application. Raises ALREADY_EXISTS `APPLICATION_DUPLICATE` (LA-04)."""
    if _INSERT.run(session, {**_write(application), "open_key": open_key}).one_or_none() is None:
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "APPLICATION_DUPLICATE",
            "同一申请人就同一事项的申请正在本机构办理，请勿重复受理（LA-04）。请查询原申请并在原申请上办理。",
            metadata={"rules": "LA-04"},
        )


def update_application(session: Session, application: Application) -> None:
    """Write everything anew; the row was locked when it was loaded."""
    closing = {} if application.state in OPEN else {"open_key": None}
    session.execute(_UPDATE, {"row": application.name, **_write(application), **closing})


def is_open_elsewhere(session: Session, institution: str, open_key: str) -> bool:
    """Whether another institution has received the same person's same matter (LA-04)."""
    there = sa.exists().where(TABLE.c.open_key == open_key, TABLE.c.institution != institution)
    return bool(session.execute(sa.select(there)).scalar_one())


def load_application(session: Session, name: str, principal: Principal, *, lock: bool = False) -> Application | None:
    """The application, if it lies within the caller's divisions; with `lock` nobody else may change it meanwhile."""
    found = _assemble(session, list(session.execute(scoped_row(TABLE, name, principal, lock=lock))))
    return found[0] if found else None


def find_applications(
    session: Session, wanted: ApplicationFilter, page: Page, principal: Principal
) -> list[Application]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, institution=wanted.institution, state=wanted.state)
    return _assemble(session, list(session.execute(query)))


def find_waiting(session: Session, state: ApplicationState, kind: str, *, limit: int) -> list[Application]:
    """Applications in the state whose deadline of the kind was missed, locked, whoever may see them."""
    missed = sa.exists().where(
        deadline.c.subject == TABLE.c.name, deadline.c.kind == kind, deadline.c.state == DeadlineState.MISSED.name
    )
    return find_applications_where(session, sa.and_(TABLE.c.state == state.name, missed), limit=limit)


def find_applications_where(session: Session, wanted: sa.ColumnElement[bool], *, limit: int) -> list[Application]:
    """The first applications for which the condition holds, locked, whoever may see them."""
    query = sa.select(TABLE).where(wanted).order_by(TABLE.c.name).limit(limit)
    return _assemble(session, list(session.execute(query.with_for_update())))


def _assemble(session: Session, rows: list[Any]) -> list[Application]:
    """Rows with their newest decision, deadlines and steps."""
    names = [row.name for row in rows]
    decisions, deadlines, steps = (
        newest_decisions(session, names),
        deadlines_of(session, names),
        APPLICATION_STEPS.of(session, names),
    )
    return [
        _read(
            row,
            decision=decisions.get(row.name),
            deadlines=deadlines.get(row.name, ()),
            steps=steps.get(row.name, ()),
        )
        for row in rows
    ]
