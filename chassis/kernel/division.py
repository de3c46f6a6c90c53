"""Division codes of GB/T 2260: province, city, county, and what became of a code.

It must not refuse a code that it does not know: the table holds some codes only, and UNKNOWN is not an error.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from chassis.kernel.policy import NATIONAL, division_path

_SHAPE = re.compile(r"[1-9][0-9]{5}", re.ASCII)


class Level(enum.Enum):
    """The three levels that a six-digit code tells apart."""

    PROVINCE = enum.auto()
    CITY = enum.auto()
    COUNTY = enum.auto()


class Standing(enum.Enum):
    """What the table knows of a code on a day."""

    VALID = enum.auto()
    ABOLISHED = enum.auto()
    UNKNOWN = enum.auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """One row of the table. It vouches for the code from `from_date` on, which need not be the day of its founding.

    `abolished` is the first day on which the code no longer exists; `successors` hold its territory from that day on.
    """

    code: str
    name: str
    from_date: dt.date
    abolished: dt.date | None
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionOn:
    """The answer for one code and one day; `successors` are those in force on that day."""

    standing: Standing
    division: Division | None
    successors: tuple[Division, ...]


def division_code_fault(code: str) -> str:
    """DIVISION_CODE_FORMAT when it is not a code of a province, city or county; empty when it has the right shape.

    A county needs a city above it: `430005` names none.
    """
    sound = _SHAPE.fullmatch(code) and (code[2:4] != "00" or code[4:] == "00")
    return "" if sound else "DIVISION_CODE_FORMAT"


def level(code: str) -> Level:
    """The level of a code of the right shape."""
    if code.endswith("0000"):
        return Level.PROVINCE
    return Level.CITY if code.endswith("00") else Level.COUNTY


def parents(code: str) -> tuple[str, ...]:
    """The codes above, nearest first. In a directly administered municipality the city (`110100`) is a mere heading."""
    return tuple(place for place in division_path(code) if place not in (code, NATIONAL))


class DivisionTable:
    """The known codes. It is not complete; what it does not hold it calls UNKNOWN."""

    def __init__(self, rows: Iterable[Division]) -> None:
        """Refuses rows that cannot be right (ValueError): two for one code, a wrong shape, a successor out of time."""
        self._rows: dict[str, Division] = {}
        for row in rows:
            if row.code in self._rows:
                raise ValueError(f"two rows for {row.code}")
            self._rows[row.code] = row
        faults = [fault for row in self._rows.values() if (fault := self._fault(row))]
        if faults:
            raise ValueError("; ".join(faults))

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes of the table, abolished ones among them, sorted."""
        return tuple(sorted(self._rows))

    def division_on(self, code: str, day: dt.date) -> DivisionOn:
        """Whether the code is valid on the day, abolished (and by whom it was succeeded), or unknown to the table."""
        row = self._rows.get(code)
        if row is None or day < row.from_date:
            return DivisionOn(standing=Standing.UNKNOWN, division=None, successors=())
        if row.abolished is None or day < row.abolished:
            return DivisionOn(standing=Standing.VALID, division=row, successors=())
        return DivisionOn(standing=Standing.ABOLISHED, division=row, successors=self._heirs(row, day))

    def _heirs(self, row: Division, day: dt.date) -> tuple[Division, ...]:
        """Successors of successors too, until one stands on the day. Later dates only, so this ends."""
        heirs: list[Division] = []
        for code in row.successors:
            successor = self._rows[code]
            gone = successor.abolished is not None and successor.abolished <= day
            heirs += self._heirs(successor, day) if gone else [successor]
        return tuple(dict.fromkeys(heirs))

    def _fault(self, row: Division) -> str:
        if division_code_fault(row.code):
            return f"{row.code} is not a division code"
        if row.abolished is None:
            return f"{row.code} has successors but no end" if row.successors else ""
        if row.abolished <= row.from_date:
            return f"{row.code} ends before it begins"
        misfits = [self._misfit(code, row.abolished) for code in row.successors]
        return next((f"{row.code}: {fault}" for fault in misfits if fault), "")

    def _misfit(self, code: str, day: dt.date) -> str:
        """Why the code cannot take over on the day."""
        successor = self._rows.get(code)
        if successor is None:
            return f"successor {code} is not in the table"
        stands = successor.from_date <= day and (successor.abolished is None or day < successor.abolished)
        return "" if stands else f"successor {code} does not exist on {day.isoformat()}"
