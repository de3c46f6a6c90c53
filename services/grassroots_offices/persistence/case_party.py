"""Rows of the parties of offices' matters: names sealed, found by blind indexes. It must not hold a number to read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.auth.seal import Seal
from services.grassroots_offices.domain.case_conflict import (
    CaseConflictPlace,
    CasePartyRole,
    IndexedParty,
    KnownParty,
    folded,
)
from services.grassroots_offices.domain.office_case import RUNNING, TAKEN, CaseParty, OfficeCaseState
from services.grassroots_offices.persistence.row import Row

Places = Callable[[str, Iterable[str], str], CaseConflictPlace | None]
NAME, IDENTITY = "office_case_party.display_name", "office_case_party.identity_number"


class OfficeCasePartyRow(Row):
    """One party; `place` counts from 0, `identity_index` empty without a number."""

    __tablename__ = "office_case_party"
    __table_args__ = (
        sa.Index("office_case_party_by_name", "display_name_index"),
        sa.Index("office_case_party_by_identity", "identity_index"),
    )

    office_case: Mapped[str] = mapped_column(sa.ForeignKey("office_case.name"), type_=sa.Text, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(sa.Text)
    display_name_sealed: Mapped[str] = mapped_column(sa.Text)
    display_name_index: Mapped[str] = mapped_column(sa.Text)
    identity_index: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", OfficeCasePartyRow.__table__)


def indexed(seal: Seal, parties: tuple[CaseParty, ...]) -> tuple[IndexedParty, ...]:
    """The parties as the conflict check compares them."""
    return tuple(
        IndexedParty(
            role=one.role, display_name=seal.index(folded(one.display_name), NAME),
            identity=seal.index(one.identity_number, IDENTITY) if one.identity_number else "",
        )
        for one in parties
    )  # fmt: skip


def insert_parties(session: Session, seal: Seal, case: str, parties: tuple[CaseParty, ...]) -> None:
    """Write the parties of a new matter."""
    rows = [
        {
            "office_case": case, "place": place, "role": one.role.name,
            "display_name_sealed": seal.seal(one.display_name, NAME), "display_name_index": index.display_name,
            "identity_index": index.identity,
        }
        for place, (one, index) in enumerate(zip(parties, indexed(seal, parties), strict=True))
    ]  # fmt: skip
    session.execute(sa.insert(TABLE), rows)


def parties_of(session: Session, seal: Seal, cases: list[str]) -> dict[str, tuple[CaseParty, ...]]:
    """The parties of each matter, in order; without their numbers, which nobody reads again."""
    query = sa.select(TABLE).where(TABLE.c.office_case.in_(cases)).order_by(TABLE.c.office_case, TABLE.c.place)
    found: dict[str, tuple[CaseParty, ...]] = dict.fromkeys(cases, ())
    for row in session.execute(query):
        name = seal.open(row.display_name_sealed, NAME)
        one = CaseParty(role=CasePartyRole[row.role], display_name=name, identity_number="")
        found[row.office_case] = (*found[row.office_case], one)
    return found


def indexed_of(session: Session, case: str) -> tuple[IndexedParty, ...]:
    """The parties of a matter as the conflict check compares them."""
    query = sa.select(TABLE).where(TABLE.c.office_case == case).order_by(TABLE.c.place)
    return tuple(
        IndexedParty(
            role=CasePartyRole[row.role], display_name=row.display_name_index, identity=row.identity_index
        )
        for row in session.execute(query)
    )  # fmt: skip


def known_elsewhere(
    session: Session, matters: sa.Table, parties: tuple[IndexedParty, ...], *, but: str, places: Places
) -> list[KnownParty]:
    """Parties of other matters that share a name or a number with one of these, as far as they concern the office."""
    names, numbers = {one.display_name for one in parties}, {one.identity for one in parties if one.identity}
    c = matters.c
    query = (
        sa.select(TABLE, c.state, c.office, c.handler, c.former_handlers, c.division)
        .join(matters, c.name == TABLE.c.office_case)
        .where(
            c.name != but, c.state.in_([one.name for one in TAKEN]),
            sa.or_(TABLE.c.display_name_index.in_(names), TABLE.c.identity_index.in_(numbers)),
        )
    )  # fmt: skip
    return [
        KnownParty(
            role=CasePartyRole[row.role], display_name=row.display_name_index, identity=row.identity_index,
            office_case=row.office_case, running=OfficeCaseState[row.state] in RUNNING, place=place,
        )
        for row in session.execute(query)
        if (place := places(row.office, (row.handler, *row.former_handlers), row.division)) is not None
    ]  # fmt: skip
