"""Rows of party organisations and of the units they unite now. It must not move a state."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.deadlines import deadlines_of
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.row_scope import in_scope
from chassis.scoped_page import scoped_page
from services.party_building.domain.composition import WITH_UNITS, OrganisationKind
from services.party_building.domain.organisation import STANDING, Organisation, OrganisationFilter
from services.party_building.persistence.row import Row


class OrganisationRow(Row):
    """One organisation."""

    __tablename__ = "party_organisation"
    __table_args__ = (sa.Index("party_organisation_by_division", "division", "name"),)

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    display_name: Mapped[str] = mapped_column(sa.Text)
    kind: Mapped[str] = mapped_column(sa.Text)
    parent: Mapped[str] = mapped_column(sa.Text)
    units: Mapped[list[str]] = mapped_column(sa.JSON)
    division: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    approved_date: Mapped[dt.date | None]
    exception_document: Mapped[str] = mapped_column(sa.Text)
    term_years: Mapped[int]
    elected_date: Mapped[dt.date | None]
    term_end: Mapped[dt.date | None]
    posts: Mapped[list[Any]] = mapped_column(sa.JSON)
    haves: Mapped[list[Any]] = mapped_column(sa.JSON)
    grades: Mapped[list[Any]] = mapped_column(sa.JSON)
    versions: Mapped[list[Any]] = mapped_column(sa.JSON)
    lead_gap: Mapped[str] = mapped_column(sa.Text)
    term_clock: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


class OrganisationUnitRow(Row):
    """A unit that a branch or joint branch unites now; gone with the organisation's work."""

    __tablename__ = "organisation_unit"

    unit: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    organisation: Mapped[str] = mapped_column(sa.ForeignKey("party_organisation.name"), type_=sa.Text)


TABLE = cast("sa.Table", OrganisationRow.__table__)
UNITS = cast("sa.Table", OrganisationUnitRow.__table__)
_read = from_row(Organisation, TABLE, left_out=("deadlines",))
_write = to_values(Organisation, TABLE, left_out=("deadlines",))


def insert_organisation(session: Session, organisation: Organisation) -> None:
    """Write a new organisation."""
    session.execute(sa.insert(TABLE).values(_write(organisation)))


def update_organisation(session: Session, organisation: Organisation) -> None:
    """Write an organisation that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == organisation.name).values(_write(organisation)))


def load_organisation(
    session: Session, name: str, principal: Principal | None = None, *, lock: bool = False
) -> Organisation | None:
    """The organisation, if it lies within the caller's divisions; whichever it lies in without a caller."""
    query = sa.select(TABLE).where(TABLE.c.name == name)
    if principal is not None:
        query = query.where(in_scope(TABLE.c.division, principal))
    found = _assemble(session, list(session.execute(query.with_for_update() if lock else query)))
    return found[0] if found else None


def find_organisations(
    session: Session, wanted: OrganisationFilter, page: Page, principal: Principal
) -> list[Organisation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, kind=wanted.kind, parent=wanted.parent)
    if wanted.unit:
        here = sa.select(UNITS.c.organisation).where(UNITS.c.unit == wanted.unit)
        query = query.where(TABLE.c.name.in_(here))
    return _assemble(session, list(session.execute(query)))


def all_organisations(session: Session, principal: Principal) -> list[Organisation]:
    """Everything in the caller's divisions, in order of entry."""
    query = sa.select(TABLE).where(in_scope(TABLE.c.division, principal)).order_by(TABLE.c.name)
    return _assemble(session, list(session.execute(query)))


def take_units(session: Session, organisation: Organisation) -> bool:
    """Unite the organisation's units from now on; False when another one has one of them."""
    session.execute(sa.delete(UNITS).where(UNITS.c.organisation == organisation.name))
    taken = sa.select(UNITS.c.unit).where(UNITS.c.unit.in_(organisation.units))
    if session.execute(taken).first() is not None:
        return False
    if organisation.units:
        rows = [{"unit": unit, "organisation": organisation.name} for unit in organisation.units]
        session.execute(sa.insert(UNITS), rows)
    return True


def release_units(session: Session, organisation: str) -> None:
    """Unite nothing any more."""
    session.execute(sa.delete(UNITS).where(UNITS.c.organisation == organisation))


def standing_over(session: Session, units: list[str]) -> dict[str, tuple[str, OrganisationKind]]:
    """The organisation at work that unites each unit, and what it is."""
    query = (
        sa.select(UNITS.c.unit, TABLE.c.name, TABLE.c.kind)
        .join(TABLE, TABLE.c.name == UNITS.c.organisation)
        .where(UNITS.c.unit.in_(units), TABLE.c.state.in_([state.name for state in STANDING]))
    )
    return {row.unit: (row.name, OrganisationKind[row.kind]) for row in session.execute(query)}


def organisations_over(session: Session, units: list[str]) -> dict[str, Organisation]:
    """The organisation at work that unites each unit, whichever division it lies in."""
    over = standing_over(session, units)
    named = sa.select(TABLE).where(TABLE.c.name.in_({name for name, _ in over.values()}))
    known = {one.name: one for one in _assemble(session, list(session.execute(named)))}
    return {unit: known[name] for unit, (name, _) in over.items()}


def branches_in(session: Session, division: str) -> list[Organisation]:
    """The branches and joint branches at work in the division."""
    query = sa.select(TABLE).where(
        TABLE.c.division == division, TABLE.c.kind.in_([kind.name for kind in WITH_UNITS]),
        TABLE.c.state.in_([state.name for state in STANDING]),
    )  # fmt: skip
    return _assemble(session, list(session.execute(query.order_by(TABLE.c.name))))


def without_term_clock(session: Session) -> list[Organisation]:
    """Organisations at work whose term has no clock yet, locked; what somebody else has locked is left for later."""
    query = sa.select(TABLE).where(
        TABLE.c.term_clock == "", TABLE.c.state.in_([state.name for state in STANDING]), TABLE.c.term_end.is_not(None)
    )
    return _assemble(session, list(session.execute(query.order_by(TABLE.c.name).with_for_update(skip_locked=True))))


def general_branch_in(session: Session, division: str) -> str:
    """The bureau's general branch at work in the division, the oldest of several; empty without one."""
    query = sa.select(TABLE.c.name).where(
        TABLE.c.division == division, TABLE.c.kind == OrganisationKind.GENERAL_BRANCH.name,
        TABLE.c.state.in_([state.name for state in STANDING]),
    )  # fmt: skip
    return session.execute(query.order_by(TABLE.c.name).limit(1)).scalar_one_or_none() or ""


def _assemble(session: Session, rows: list[Any]) -> list[Organisation]:
    deadlines = deadlines_of(
        session, [subject for row in rows for subject in (row.lead_gap, row.term_clock) if subject]
    )
    return [
        _read(row, deadlines=(*deadlines.get(row.lead_gap, ()), *deadlines.get(row.term_clock, ()))) for row in rows
    ]
