"""Rows of organisations that mediate. It must not decide who may see them beyond the row scope it is given.

The mediators of an organisation are sealed: whoever reads the database reads no names.
"""

from __future__ import annotations

import datetime as dt
import json
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
from services.mediation.domain.mediation_organisation import (
    MediationOrganisation,
    MediationOrganisationFilter,
    MediationOrganisationState,
    Mediator,
    organisation_registered,
)
from services.mediation.persistence.row import Row

MEDIATORS = "mediation_organisation.mediators_sealed"


class MediationOrganisationRow(Row):
    """One organisation; its mediators lie sealed in `mediators_sealed`."""

    __tablename__ = "mediation_organisation"
    __table_args__ = (
        sa.Index("mediation_organisation_by_division", "division", "name"),
        sa.Index(
            "mediation_organisation_at_work", "division", "title", unique=True,
            sqlite_where=sa.text("state = 'ACTIVE'"), postgresql_where=sa.text("state = 'ACTIVE'"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    kind: Mapped[str] = mapped_column(sa.Text)
    title: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    credit_code: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str] = mapped_column(sa.Text)
    founded_date: Mapped[dt.date]
    document_number: Mapped[str] = mapped_column(sa.Text)
    mediators_sealed: Mapped[str] = mapped_column(sa.Text)
    closed_date: Mapped[dt.date | None]
    state: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", MediationOrganisationRow.__table__)
_read = from_row(MediationOrganisation, TABLE, left_out=("mediators",))
_write = to_values(MediationOrganisation, TABLE, left_out=("mediators",))
_people_to_json, _people_from_json = to_json(tuple[Mediator, ...]), from_json(tuple[Mediator, ...])


def insert_organisation(session: Session, seal: Seal, item: MediationOrganisation) -> None:
    """Write a new one. Raises ALREADY_EXISTS `ORGANISATION_REGISTERED`."""
    _check_title(session, item)
    session.execute(sa.insert(TABLE).values(_values(seal, item)))


def update_organisation(session: Session, seal: Seal, item: MediationOrganisation) -> None:
    """Write one that was locked when it was loaded. Raises ALREADY_EXISTS `ORGANISATION_REGISTERED`."""
    _check_title(session, item)
    session.execute(sa.update(TABLE).where(TABLE.c.name == item.name).values(_values(seal, item)))


def load_organisation(
    session: Session, seal: Seal, name: str, principal: Principal, *, lock: bool = False
) -> MediationOrganisation | None:
    """The organisation, if it lies within the caller's divisions."""
    row = session.execute(scoped_row(TABLE, name, principal, lock=lock)).one_or_none()
    return None if row is None else _assemble(seal, row)


def find_organisations(
    session: Session, seal: Seal, wanted: MediationOrganisationFilter, page: Page, principal: Principal
) -> list[MediationOrganisation]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, kind=wanted.kind, state=wanted.state)
    return [_assemble(seal, row) for row in session.execute(query)]


def organisation_named(session: Session, seal: Seal, division: str, title: str) -> MediationOrganisation | None:
    """The one at work in the place under the name, whoever asks."""
    query = sa.select(TABLE).where(
        TABLE.c.division == division, TABLE.c.title == title, TABLE.c.state == MediationOrganisationState.ACTIVE.name
    )
    row = session.execute(query).one_or_none()
    return None if row is None else _assemble(seal, row)


def _check_title(session: Session, item: MediationOrganisation) -> None:
    taken = sa.exists().where(
        TABLE.c.division == item.division, TABLE.c.title == item.title, TABLE.c.name != item.name,
        TABLE.c.state == MediationOrganisationState.ACTIVE.name,
    )  # fmt: skip
    if item.state is MediationOrganisationState.ACTIVE and session.execute(sa.select(taken)).scalar_one():
        raise organisation_registered()


def _assemble(seal: Seal, row: Any) -> MediationOrganisation:
    return _read(row, mediators=_people_from_json(json.loads(seal.open(row.mediators_sealed, MEDIATORS))))


def _values(seal: Seal, item: MediationOrganisation) -> dict[str, Any]:
    return {**_write(item), "mediators_sealed": seal.seal(json.dumps(_people_to_json(item.mediators)), MEDIATORS)}
