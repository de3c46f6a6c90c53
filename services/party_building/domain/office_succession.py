"""An office gave way to another one: its party relations have to follow (PB-06, PB-14). It must not move anybody."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import RuleViolated
from chassis.kernel.transition import Moves
from chassis.kernel.transition import allow as allow_move
from services.party_building.domain.member import IN_PARTY, Member


class OfficeSuccessionState(enum.Enum):
    """Where a succession stands."""

    OPEN = enum.auto()
    SETTLED = enum.auto()


MOVES: Moves[OfficeSuccessionState] = {
    OfficeSuccessionState.OPEN: {"settle": frozenset({OfficeSuccessionState.SETTLED})},
    OfficeSuccessionState.SETTLED: {},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardSuccession:
    """What grassroots_offices tells; `ended` False when part of the office was split."""

    office: str
    successor: str
    division: str
    ended: bool
    succeeded_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionPaper(Happening):
    """When and on which paper everything had followed."""

    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSuccession(HeardSuccession):
    """One succession; what remains is that of now, nothing once it is settled."""

    name: str
    party_organisation: str
    organisation_remains: bool
    remaining_members: tuple[str, ...]
    state: OfficeSuccessionState
    settled_date: dt.date | None
    document_number: str
    late: bool
    entry_reason: str
    deadlines: tuple[Deadline, ...]
    create_time: dt.datetime
    etag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSuccessionFilter:
    """What a list asks for; None and empty mean any."""

    state: OfficeSuccessionState | None
    successor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSuccessionChanged:
    """What others hear: whether relations have still to follow, and by when."""

    office: str
    successor: str
    division: str
    settled: bool
    due_date: dt.date | None
    changed_date: dt.date


def opened(heard: HeardSuccession, organisation: str, *, name: str, now: dt.datetime) -> OfficeSuccession:
    """The succession of an office that the organisation unites; empty without one (PB-06)."""
    return OfficeSuccession(
        office=heard.office, successor=heard.successor, division=heard.division, ended=heard.ended,
        succeeded_date=heard.succeeded_date, name=name, party_organisation=organisation, organisation_remains=False,
        remaining_members=(), state=OfficeSuccessionState.OPEN, settled_date=None, document_number="", late=False,
        entry_reason="", deadlines=(), create_time=now, etag="1",
    )  # fmt: skip


def with_remaining(
    succession: OfficeSuccession, *, over_office: str, over_successor: str, staff: Iterable[Member]
) -> OfficeSuccession:
    """What has still to follow (PB-06, PB-14); `over_…` unite the two offices now, `staff` works at the successor.

    Whoever holds a letter to another organisation has followed, as for a licence (PB-14).
    """
    organisation = succession.party_organisation
    if not organisation or succession.state is OfficeSuccessionState.SETTLED:
        return succession
    behind = () if over_successor == organisation else staff
    return replace(
        succession, organisation_remains=succession.ended and over_office == organisation,
        remaining_members=tuple(
            sorted(one.name for one in behind if one.organisation == organisation and one.standing in IN_PARTY)
        ),
    )  # fmt: skip


def is_settled(succession: OfficeSuccession) -> bool:
    """Whether nothing has to follow."""
    return not succession.organisation_remains and not succession.remaining_members


def settled(succession: OfficeSuccession, entry: Entry, *, document: str) -> OfficeSuccession:
    """Everything has followed (PB-06, PB-14). Raises RELATIONS_REMAIN."""
    if not is_settled(succession):
        raise RuleViolated(
            "RELATIONS_REMAIN",
            "原所的党组织尚未调整，或者转入承继所的党员组织关系尚未转出（PB-06、PB-14）。请先合并、撤销党组织或者调整其单位，并开出介绍信。",
            rules=("PB-06", "PB-14"), members=str(len(succession.remaining_members)),
        )  # fmt: skip
    return replace(
        succession, state=OfficeSuccessionState.SETTLED, settled_date=entry.happened_date, document_number=document,
        late=entry.late, entry_reason=entry.reason, etag=str(int(succession.etag) + 1),
    )  # fmt: skip


def told(succession: OfficeSuccession, due_date: dt.date | None, *, on: dt.date) -> OfficeSuccessionChanged:
    """What others hear of it; `due_date` is that of what has still to follow."""
    return OfficeSuccessionChanged(
        office=succession.office, successor=succession.successor, division=succession.division,
        settled=is_settled(succession), due_date=due_date, changed_date=on,
    )  # fmt: skip


def allow(succession: OfficeSuccession, action: str, *, etag: str) -> None:
    """Raise ACTION_NOT_ALLOWED, ETAG_MISMATCH."""
    allow_move(MOVES, succession.state, action, what="所承继党组织关系调整", etag=succession.etag, given=etag)
