"""Years and quarters that tables are published for. It must not know which table wants which."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"((?:19|20)[0-9]{2})(?:-Q([1-4]))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `first` to `last`, both included; `quarter` 0 is the whole year."""

    year: int
    quarter: int

    @property
    def first(self) -> dt.date:
        """First day."""
        return dt.date(self.year, max(self.quarter * 3 - 2, 1), 1)

    @property
    def last(self) -> dt.date:
        """Last day."""
        beyond = dt.date(self.year + 1, 1, 1) if self.quarter in (0, 4) else dt.date(self.year, self.quarter * 3 + 1, 1)
        return beyond - dt.timedelta(days=1)

    @property
    def title(self) -> str:
        """As a heading says it."""
        return f"{self.year}年" + (f"第{'一二三四'[self.quarter - 1]}季度" if self.quarter else "度")

    def holds(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


def read_period(text: str) -> Period | None:
    """`2026` or `2026-Q2`; None for anything else."""
    found = _WRITTEN.fullmatch(text)
    return Period(year=int(found[1]), quarter=int(found[2] or 0)) if found else None
