"""Policy packs: dated values with unit and citation, looked up by the case's division and date.

It must not guess: a key, place or date that no pack covers is a refusal, never the nearest pack.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.kernel.errors import RuleViolated

NATIONAL = "000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One value in force from a date until the next one. `value` is exact: int, str, bool or a table of these."""

    key: str
    unit: str
    value: Any
    citation: str
    from_date: dt.date
    to_date: dt.date | None
    pack: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """The parameters of one division."""

    id: str
    division: str
    sha256: str
    parameters: tuple[Parameter, ...]


class PolicyBook:
    """All packs of one service, searched from the county up to the nation."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        """Refuses two packs for one division (ValueError)."""
        self._by_division: dict[str, Mapping[str, tuple[Parameter, ...]]] = {}
        for pack in packs:
            if pack.division in self._by_division:
                raise ValueError(f"two policy packs for division {pack.division}")
            grouped: dict[str, tuple[Parameter, ...]] = {}
            for parameter in pack.parameters:
                grouped[parameter.key] = (*grouped.get(parameter.key, ()), parameter)
            self._by_division[pack.division] = grouped

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
