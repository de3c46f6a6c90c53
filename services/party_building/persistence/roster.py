"""Where practitioners practise, who leads offices and where these are, as grassroots_offices tells.

It must not be filled but by projections.
"""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.row_mapping import from_row, to_values
from chassis.upsert import Upsert
from services.party_building.domain.roster import OfficeLeaders, OfficePlace, Practice
from services.party_building.persistence.row import Row


class PracticeRow(Row):
    """Where one practitioner practises, as of `position` in the teller's log."""

    __tablename__ = "practice"
    __table_args__ = (sa.Index("practice_by_office", "office"),)

    practitioner: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    office: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int] = mapped_column(sa.BigInteger)


class OfficeLeadersRow(Row):
    """Director and managers of one office, as of `position` in the teller's log."""

    __tablename__ = "office_leaders"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    director: Mapped[str] = mapped_column(sa.Text)
    managers: Mapped[list[str]] = mapped_column(sa.JSON)
    known_before: Mapped[bool]
    former: Mapped[list[str]] = mapped_column(sa.JSON)
    position: Mapped[int] = mapped_column(sa.BigInteger)


class OfficePlaceRow(Row):
    """Where one office is, as of `position` in the teller's log."""

    __tablename__ = "office_place"

    office: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    address: Mapped[str] = mapped_column(sa.Text)
    position: Mapped[int] = mapped_column(sa.BigInteger)


PRACTICE = cast("sa.Table", PracticeRow.__table__)
LEADERS = cast("sa.Table", OfficeLeadersRow.__table__)
PLACES = cast("sa.Table", OfficePlaceRow.__table__)
_read_practice, _write_practice = from_row(Practice, PRACTICE), to_values(Practice, PRACTICE)
_read_leaders, _write_leaders = from_row(OfficeLeaders, LEADERS), to_values(OfficeLeaders, LEADERS)
_write_place = to_values(OfficePlace, PLACES)
_KEEP_PRACTICE = Upsert(
    PRACTICE,
    lambda row: row.on_conflict_do_update(
        index_elements=["practitioner"], where=PRACTICE.c.position < row.excluded.position,
        set_={name: row.excluded[name] for name in ("office", "division", "position")},
    ),
)  # fmt: skip
_KEEP_LEADERS = Upsert(
    LEADERS,
    lambda row: row.on_conflict_do_update(
        index_elements=["office"], where=LEADERS.c.position < row.excluded.position,
        set_={name: row.excluded[name] for name in ("director", "managers", "known_before", "former", "position")},
    ),
)  # fmt: skip
_KEEP_PLACE = Upsert(
    PLACES,
    lambda row: row.on_conflict_do_update(
        index_elements=["office"], where=PLACES.c.position < row.excluded.position,
        set_={name: row.excluded[name] for name in ("address", "position")},
    ),
)  # fmt: skip


def keep_practice(session: Session, practice: Practice) -> None:
    """Write where a practitioner practises, unless something newer is known."""
    _KEEP_PRACTICE.run(session, _write_practice(practice))


def keep_leaders(session: Session, leaders: OfficeLeaders) -> None:
    """Write who leads an office and who did before, unless something newer is known."""
    before = leaders_of(session, [leaders.office]).get(leaders.office)
    if before is not None:
        leaders = replace(leaders, known_before=True, former=(before.director, *before.managers))
    _KEEP_LEADERS.run(session, _write_leaders(leaders))


def keep_place(session: Session, place: OfficePlace) -> None:
    """Write where an office is, unless something newer is known."""
    _KEEP_PLACE.run(session, _write_place(place))


def practice_of(session: Session, practitioner: str) -> Practice | None:
    """Where the practitioner practises; None when nothing was told of him."""
    row = session.execute(sa.select(PRACTICE).where(PRACTICE.c.practitioner == practitioner)).one_or_none()
    return _read_practice(row) if row is not None else None


def practitioner_counts(session: Session, offices: list[str]) -> dict[str, int]:
    """How many practise at each office."""
    query = (
        sa.select(PRACTICE.c.office, sa.func.count()).where(PRACTICE.c.office.in_(offices)).group_by(PRACTICE.c.office)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def leaders_of(session: Session, offices: list[str]) -> dict[str, OfficeLeaders]:
    """Who leads each office; without an entry for one of which nothing was told."""
    rows = session.execute(sa.select(LEADERS).where(LEADERS.c.office.in_(offices)))
    return {row.office: _read_leaders(row) for row in rows}


def addresses_of(session: Session, offices: list[str]) -> dict[str, str]:
    """The address of each office; without an entry for one of which nothing was told."""
    rows = session.execute(sa.select(PLACES.c.office, PLACES.c.address).where(PLACES.c.office.in_(offices)))
    return {row.office: row.address for row in rows}
