"""Rows of relation transfers. It must not open a gate."""

from __future__ import annotations

import datetime as dt
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from chassis.database import Instant
from chassis.paging import Page
from chassis.principal import Principal
from chassis.row_mapping import from_row, to_values
from chassis.scoped_page import scoped_page, scoped_row
from services.party_building.domain.member import RelationState
from services.party_building.domain.relation_transfer import (
    OPEN,
    RelationTransfer,
    TransferFilter,
    TransferState,
)
from services.party_building.domain.transfer_refusals import transfer_running
from services.party_building.persistence.member import TABLE as MEMBER
from services.party_building.persistence.row import Row


class RelationTransferRow(Row):
    """One transfer; a member has one open at a time."""

    __tablename__ = "relation_transfer"
    __table_args__ = (
        sa.Index("relation_transfer_by_division", "division", "name"),
        sa.Index("relation_transfer_by_from_division", "from_division", "name"),
        sa.Index("relation_transfer_by_to_division", "to_division", "name"),
        sa.Index("relation_transfer_by_member", "member"),
        sa.Index("relation_transfer_by_application", "application"),
        sa.Index(
            "relation_transfer_once", "member", unique=True,
            sqlite_where=sa.text("state IN ('REQUESTED', 'STARTED')"),
            postgresql_where=sa.text("state IN ('REQUESTED', 'STARTED')"),
        ),
    )  # fmt: skip

    name: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    member: Mapped[str] = mapped_column(sa.ForeignKey("member.name"), type_=sa.Text)
    from_organisation: Mapped[str] = mapped_column(sa.Text)
    to_organisation: Mapped[str] = mapped_column(sa.Text)
    to_elsewhere: Mapped[str] = mapped_column(sa.Text)
    application: Mapped[str] = mapped_column(sa.Text)
    document_number: Mapped[str] = mapped_column(sa.Text)
    state: Mapped[str] = mapped_column(sa.Text)
    letter_number: Mapped[str] = mapped_column(sa.Text)
    issued_date: Mapped[dt.date | None]
    valid_until: Mapped[dt.date | None]
    received_date: Mapped[dt.date | None]
    reissue_reason: Mapped[str] = mapped_column(sa.Text)
    dues_until: Mapped[str] = mapped_column(sa.Text)
    division: Mapped[str] = mapped_column(sa.Text)
    from_division: Mapped[str] = mapped_column(sa.Text)
    to_division: Mapped[str] = mapped_column(sa.Text)
    create_time: Mapped[dt.datetime] = mapped_column(Instant)
    etag: Mapped[str] = mapped_column(sa.Text)


TABLE = cast("sa.Table", RelationTransferRow.__table__)
_read = from_row(RelationTransfer, TABLE)
_write = to_values(RelationTransfer, TABLE)
_SIDES = (TABLE.c.from_division, TABLE.c.to_division)
IS_OPEN = TABLE.c.state.in_([state.name for state in OPEN])


def insert_transfer(session: Session, transfer: RelationTransfer) -> None:
    """Write a new transfer; the member's row is locked meanwhile. Raises ALREADY_EXISTS `TRANSFER_RUNNING`."""
    running = sa.exists().where(TABLE.c.member == transfer.member, IS_OPEN)
    if session.execute(sa.select(running)).scalar_one():
        raise transfer_running()
    session.execute(sa.insert(TABLE).values(_write(transfer)))


def update_transfer(session: Session, transfer: RelationTransfer) -> None:
    """Write a transfer that was locked when it was loaded."""
    session.execute(sa.update(TABLE).where(TABLE.c.name == transfer.name).values(_write(transfer)))


def load_transfer(session: Session, name: str, principal: Principal, *, lock: bool = False) -> RelationTransfer | None:
    """The transfer, if the member practises within the caller's divisions or either organisation lies there (PB-14)."""
    row = session.execute(scoped_row(TABLE, name, principal, *_SIDES, lock=lock)).one_or_none()
    return _read(row) if row is not None else None


def transfer_for(session: Session, application: str) -> RelationTransfer | None:
    """The transfer that goes together with an application of grassroots_offices, locked."""
    query = sa.select(TABLE).where(TABLE.c.application == application).order_by(TABLE.c.name).limit(1)
    row = session.execute(query.with_for_update()).one_or_none()
    return _read(row) if row is not None else None


def open_transfer_of(session: Session, member: str) -> RelationTransfer | None:
    """The member's transfer that is under way, locked."""
    row = session.execute(sa.select(TABLE).where(TABLE.c.member == member, IS_OPEN).with_for_update()).one_or_none()
    return _read(row) if row is not None else None


def transfers_of(session: Session, member: str) -> list[RelationTransfer]:
    """Everything that became of the member's relation."""
    return [_read(row) for row in session.execute(sa.select(TABLE).where(TABLE.c.member == member))]


def find_transfers(
    session: Session, wanted: TransferFilter, page: Page, principal: Principal
) -> list[RelationTransfer]:
    """A page in order of entry, with one row more than its size when there is another page."""
    query = scoped_page(TABLE, page, principal, *_SIDES, member=wanted.member)
    return [_read(row) for row in session.execute(query.where(IS_OPEN) if wanted.open else query)]


def expired_on_the_way(session: Session, day: dt.date, *, limit: int) -> list[RelationTransfer]:
    """Transfers whose letter was valid before the day alone while the member still counts as on his way.

    Both rows are locked; what somebody else has locked is left for the next time.
    """
    query = (
        sa.select(TABLE)
        .join(MEMBER, MEMBER.c.name == TABLE.c.member)
        .where(
            TABLE.c.state == TransferState.STARTED.name, TABLE.c.valid_until < day,
            MEMBER.c.relation_state == RelationState.IN_TRANSIT.name,
        )
        .order_by(TABLE.c.name)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )  # fmt: skip
    return [_read(row) for row in session.execute(query)]
