"""Policy packs: dated values with unit and citation, looked up by the case's division and date.

It must not guess: a key, place or date that no pack covers is a refusal, never the nearest pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.kernel.calendar import Limit
from chassis.kernel.errors import RuleViolated

NATIONAL = "000000"
UNSET = {"set": False}
"""The value of a key whose default is none: the pack says so itself, and nobody makes up a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value in force from a date until the next one. `value` is exact: int, str, bool, lists or tables of these.

    A time limit is `{ count = 7, basis = "CAL" }`; a key without a value is `{ set = false }`, see `is_set`.
    """

    key: str
    unit: str
    value: Any
    citation: str
    from_date: dt.date
    to_date: dt.date | None
    pack: str
    sha256: str

    @property
    def is_set(self) -> bool:
        """False when the pack says that there is no such value, for example no window for objections."""
        return bool(self.value != UNSET)

    @property
    def limit(self) -> Limit:
        """The value as a time limit. Raises KeyError or TypeError when it is none, or is not set."""
        return Limit.of(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The parameters of one division. `content` is canonical JSON and `sha256` its hash: a decision can be replayed."""

    id: str
    division: str
    sha256: str
    content: str
    parameters: tuple[Parameter, ...]


class PolicyBook:
    """All packs of one service, searched from the county up to the nation."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        """Refuses two packs for one division (ValueError)."""
        self._packs: dict[str, Pack] = {}
        self._by_division: dict[str, Mapping[str, tuple[Parameter, ...]]] = {}
        for pack in packs:
            if pack.division in self._packs:
                raise ValueError(f"two policy packs for division {pack.division}")
            grouped: dict[str, tuple[Parameter, ...]] = {}
            for parameter in pack.parameters:
                grouped[parameter.key] = (*grouped.get(parameter.key, ()), parameter)
            self._packs[pack.division], self._by_division[pack.division] = pack, grouped

    @property
    def packs(self) -> tuple[Pack, ...]:
        """All packs, the nation's first."""
        return tuple(self._packs[division] for division in sorted(self._packs))

    def pack(self, sha256: str) -> Pack | None:
        """The pack with this hash, as a decision recorded it; None when this book holds another version or none."""
        return next((pack for pack in self._packs.values() if pack.sha256 == sha256), None)

    def asked(self, division: str) -> tuple[tuple[str, Pack | None], ...]:
        """The places that `find` asks for a division, in order, each with its pack where there is one."""
        return tuple((place, self._packs.get(place)) for place in division_path(division))

    def find(self, key: str, *, division: str, on: dt.date) -> Parameter:
        """The parameter that the nearest pack of the division tree holds for the date.

        A pack that knows the key but not the date ends the search. Raises RuleViolated POLICY_NOT_FOUND.
        """
        for place in division_path(division):
            dated = self._by_division.get(place, {}).get(key)
            if dated is None:
                continue
            for parameter in dated:
                if parameter.from_date <= on and (parameter.to_date is None or on <= parameter.to_date):
                    return parameter
            break
        raise RuleViolated(
            "POLICY_NOT_FOUND",
            f"没有适用于该地区、该日期的参数 {key}（{on.isoformat()}）。请信息管理员导入当地政策包后重试。",
            key=key,
            division=division,
            on=on.isoformat(),
        )


def division_path(division: str) -> tuple[str, ...]:
    """County, city, province, nation: the order in which packs are asked."""
    path = (division, division[:4] + "00", division[:2] + "0000", NATIONAL)
    return tuple(dict.fromkeys(path))
