"""Steps of cases that were entered later than the book allows, as supervision is told of them (LA-72, XF-19).

It must not measure how late: that was done when the step was entered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from services.legal_aid.domain.record_comparison import CaseRecordsDiffer, RecordDifferenceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """One step; `place` is its number in the case's record."""

    case: str
    place: int
    institution: str
    division: str


def told_late(entries: Iterable[LateEntry], *, on: dt.date) -> Iterator[CaseRecordsDiffer]:
    """One fact for each case, however many of its steps were late."""
    for entry in {entry.case: entry for entry in entries}.values():
        yield CaseRecordsDiffer(
            record_comparison="", case=entry.case, institution=entry.institution, division=entry.division,
            kinds=(RecordDifferenceKind.LATE_ENTRY,), fields=(), found_date=on,
        )  # fmt: skip
