"""Running counts per legal-aid institution. It must not know how they are counted or kept."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace


class Counted(enum.Enum):
    """What an event adds to; the value is the field that grows."""

    REGISTERED = ""
    RECEIVED = "received_count"
    GRANTED = "granted_count"
    REFUSED = "refused_count"


@dataclass(frozen=True, slots=True, kw_only=True)
class InstitutionTally:
    """The counts of one institution up to a position in legal_aid's log."""

    name: str
    institution: str
    division: str
    received_count: int
    granted_count: int
    refused_count: int
    as_of_position: int
    update_time: dt.datetime


def tally_name(institution: str) -> str:
    """The tally carries the id of its institution."""
    return f"institutionTallies/{institution.removeprefix('institutions/')}"


def empty_tally(institution: str, division: str, *, now: dt.datetime) -> InstitutionTally:
    """Nothing counted yet."""
    return InstitutionTally(
        name=tally_name(institution),
        institution=institution,
        division=division,
        received_count=0,
        granted_count=0,
        refused_count=0,
        as_of_position=0,
        update_time=now,
    )


def count(tally: InstitutionTally, what: Counted, *, position: int, now: dt.datetime) -> InstitutionTally:
    """The tally after one more event."""
    moved = replace(tally, as_of_position=position, update_time=now)
    return replace(moved, **{what.value: getattr(moved, what.value) + 1}) if what.value else moved
