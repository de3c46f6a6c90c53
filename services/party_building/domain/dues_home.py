"""Where the dues of a month belong: the organisation that collects them, the office for which they come back.

It must not reckon them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from services.party_building.domain.member import Member, RelationState, Workplace
from services.party_building.domain.relation_transfer import RelationTransfer, TransferState


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesHome:
    """Who collects a member's month, empty when nobody of this register does, and where he worked."""

    organisation: str
    unit: str


def home_of(member: Member, transfers: Iterable[RelationTransfer], month: str) -> DuesHome:
    """The organisation to which a month is owed, and the unit whose dues these are (PB-24, PB-27, PB-41).

    A letter says up to which month the old organisation collected; the months after it are the new one's. A letter that
    expired or was withdrawn moved nothing. Who moves within a month belongs to the office of its first day.
    """
    organisation = member.organisation
    for transfer in sorted(transfers, key=lambda one: (one.issued_date or dt.date.min, one.name), reverse=True):
        if _counts(transfer, member) and month <= transfer.dues_until:
            organisation = transfer.from_organisation
    return DuesHome(organisation=organisation, unit=unit_on(member.workplaces, dt.date.fromisoformat(f"{month}-01")))


def unit_on(workplaces: tuple[Workplace, ...], day: dt.date) -> str:
    """Where somebody worked on the day; before the first entry, where he was first found."""
    return next((one.unit for one in reversed(workplaces) if one.from_date <= day), workplaces[0].unit)


def _counts(transfer: RelationTransfer, member: Member) -> bool:
    """Whether the relation went: it arrived, or the member is on his way by this letter."""
    on_his_way = member.relation_state is RelationState.IN_TRANSIT
    return transfer.state is TransferState.RECEIVED or (transfer.state is TransferState.STARTED and on_his_way)
