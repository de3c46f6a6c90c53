"""Which place is competent (LA-03). The applicant's home is never asked."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from chassis.kernel.errors import Violation


class Track(enum.Enum):
    """Decides which place counts."""

    LITIGATION = enum.auto()
    NON_LITIGATION = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the matter belongs; divisions are codes of GB/T 2260, empty when not known."""

    track: Track
    authority_division: str
    dispute_division: str
    cause_division: str


def competent_divisions(place: Place) -> tuple[str, ...]:
    """Litigation: the authority's place. Otherwise the place of the settling body or of the cause (LA-03)."""
    if place.track is Track.LITIGATION:
        return (place.authority_division,)
    return tuple(dict.fromkeys(filter(None, (place.dispute_division, place.cause_division))))


def place_faults(place: Place, *, field: str) -> Iterator[Violation]:
    """A place without the division that decides."""
    if not all(competent_divisions(place)) or not competent_divisions(place):
        litigation = place.track is Track.LITIGATION
        yield Violation(
            field=f"{field}.authority_division" if litigation else f"{field}.dispute_division",
            reason="PLACE_MISSING",
            description="请填写办案机关所在地区划代码（LA-03）"
            if litigation
            else "请填写争议处理机关所在地或者事由发生地的区划代码，至少一项（LA-03）",
        )
