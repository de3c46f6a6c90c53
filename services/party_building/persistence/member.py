"""Rows of members: name and practitioner sealed, the practitioner found by a blind index. It must not count them."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.member import IN_PARTY, Member, MemberFilter, MemberStanding
from services.party_building.domain.member_refusals import member_taken
from services.party_building.persistence.organisation import TABLE as ORGANISATION
from services.party_building.persistence.row import Row

NAME, PRACTITIONER = "member.full_name", "member.practitioner"
SEALED = ("full_name", "practitioner")
GONE = MemberStanding.NONE.name


class MemberRow(Row):
    """One member; `practitioner_index` None for whoever is no practitioner."""

    __tablename__ = "member"
    __table_args__ = (
        sa.Index("member_by_division", "division", "name"),
        sa.Index("member_by_unit", "unit", "name"),
        sa.Index("member_by_organisation", "organisation", "name"),
        sa.Index(
            "member_once", "practitioner_index", unique=True, sqlite_where=sa.text("standing <> 'NONE'"),
            postgresql_where=sa.text("standing <> 'NONE'"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    full_name_sealed: Mapped[str] = mapped_column(sa.Text)
    practitioner_sealed: Mapped[str] = mapped_column(sa.Text)
    practitioner_index: Mapped[str | None] = mapped_column(sa.Text)
    unit: Mapped[str] = mapped_column(sa.Text)
    standing: Mapped[str] = mapped_column(sa.Text)
    joined_date: Mapped[dt.date | None]
    formal_date: Mapped[dt.date | None]
    organisation: Mapped[str] = mapped_column(sa.Text)
    relation_state: Mapped[str | None] = mapped_column(sa.Text)
    dues_base_mode: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    cultivators: Mapped[list[str]] = mapped_column(sa.JSON)
    standings: Mapped[list[Any]] = mapped_column(sa.JSON)
    workplaces: Mapped[list[Any]] = mapped_column(sa.JSON)
    dues_bases: Mapped[list[Any]] = mapped_column(sa.JSON)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", MemberRow.__table__)
# Whoever keeps the register of the organisation of his relation sees him too, wherever he practises.
_OF_RELATION = (
    sa.select(ORGANISATION.c.division).where(ORGANISATION.c.name == TABLE.c.organisation).scalar_subquery()
)  # fmt: skip
_from_row = from_row(Member, TABLE, left_out=SEALED)
_to_values = to_values(Member, TABLE, left_out=SEALED)


def insert_member(session: Session, seal: Seal, member: Member) -> None:
    """Write a new member. Raises ALREADY_EXISTS `MEMBER_TAKEN`."""
    if member.practitioner and member_of(session, seal, member.practitioner) is not None:
        raise member_taken()
    index = seal.index(member.practitioner, PRACTITIONER) if member.practitioner else None
    sealed = {
        "full_name_sealed": seal.seal(member.full_name, NAME),
        "practitioner_sealed": seal.seal(member.practitioner, PRACTITIONER),
        "practitioner_index": index,
    }
    session.execute(sa.insert(TABLE).values(**_to_values(member), **sealed))


def update_member(session: Session, member: Member) -> None:
    """Write what may change of a member that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == member.name).values(_to_values(member)))


def load_member(session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False) -> Member | None:
    """The member, if he practises or has his relation within the caller's divisions (PB-06)."""
    row = session.execute(scoped_row(TABLE, name, principal, _OF_RELATION, lock=lock)).one_or_none()
    return _read(row, seal) if row is not None else None


def member_of(session: Session, seal: Seal, practitioner: str, *, lock: bool = False) -> Member | None:
    """The member who is this practitioner, found without opening another one's row."""
    index = seal.index(practitioner, PRACTITIONER)
    query = sa.select(TABLE).where(TABLE.c.practitioner_index == index, TABLE.c.standing != GONE)
    row = session.execute(query.with_for_update() if lock else query).one_or_none()
    return _read(row, seal) if row is not None else None


def find_members(session: Session, seal: Seal, wanted: MemberFilter, page: Page, principal: Principal) -> list[Member]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(
        TABLE, page, principal, _OF_RELATION, standing=wanted.standing, unit=wanted.unit,
        organisation=wanted.organisation,
    )  # fmt: skip
    return [_read(row, seal) for row in session.execute(query)]


def members_in_units(session: Session, seal: Seal, units: list[str]) -> dict[str, list[Member]]:
    """Everybody who works in each of the units now."""
    found: dict[str, list[Member]] = {unit: [] for unit in units}
    query = sa.select(TABLE).where(TABLE.c.unit.in_(units), TABLE.c.standing != GONE).order_by(TABLE.c.name)
    for row in session.execute(query):
        found[row.unit].append(_read(row, seal))
    return found


def members_of_organisation(session: Session, seal: Seal, organisation: str) -> list[Member]:
    """Everybody in the Party whose relation is at the organisation or goes there (PB-06)."""
    query = sa.select(TABLE).where(
        TABLE.c.organisation == organisation, TABLE.c.standing.in_([one.name for one in IN_PARTY])
    )
    return [_read(row, seal) for row in session.execute(query.order_by(TABLE.c.name))]


def formal_counts(session: Session, organisations: list[str]) -> dict[str, int]:
    """How many formal members are attached or on their way to each organisation (PB-06)."""
    query = (
        sa.select(TABLE.c.organisation, sa.func.count())
        .where(TABLE.c.organisation.in_(organisations), TABLE.c.standing == MemberStanding.FORMAL.name)
        .group_by(TABLE.c.organisation)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def load_named(session: Session, seal: Seal, names: list[str], *, lock: bool = False) -> dict[str, Member]:
    """Members by their names, whichever division they lie in."""
    query = sa.select(TABLE).where(TABLE.c.name.in_(names))
    return {row.name: _read(row, seal) for row in session.execute(query.with_for_update() if lock else query)}


def _read(row: Any, seal: Seal) -> Member:
    return _from_row(
        row, full_name=seal.open(row.full_name_sealed, NAME),
        practitioner=seal.open(row.practitioner_sealed, PRACTITIONER),
    )  # fmt: skip
