"""The parameter tables of legal aid as its own packs hold them: what boundary cases are made from.

It must not repeat a number: a changed pack changes the cases.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.calendar import Limit
from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import Parameter, PolicyBook
from chassis.manifest import installed_services
from chassis.policy_files import read_book
from services.legal_aid.domain.means import BASE_KEYS, FIXED, STANDARD_KEYS, ResidenceType
from services.legal_aid.domain.time_limit import DeadlineKind, counted

PACKS = installed_services()["legal_aid"].folder / "policies"


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardRow:
    """A hardship standard of a region with the base it names; `base` None while no pack has the figure."""

    division: str
    residence: ResidenceType
    rule: Parameter
    base: Parameter | None

    @property
    def id(self) -> str:
        """For example `990000 URBAN from 2020-01-01`."""
        return f"{self.division} {self.residence.name} from {self.rule.from_date}"


def book() -> PolicyBook:
    """The packs of the service, without local ones."""
    return read_book([PACKS])


def parameters() -> list[tuple[str, Parameter]]:
    """Division and parameter of every row of every pack."""
    return [(pack.division, parameter) for pack in book().packs for parameter in pack.parameters]


def standard_rows() -> list[StandardRow]:
    """Every hardship standard of every region."""
    keys = {key: residence for residence, key in STANDARD_KEYS.items()}
    return [
        StandardRow(division=division, residence=keys[rule.key], rule=rule, base=_base_of(rule, division))
        for division, rule in parameters()
        if rule.key in keys
    ]


def _base_of(rule: Parameter, division: str) -> Parameter | None:
    if rule.value["basis"] == FIXED:
        return rule
    try:
        return book().find(BASE_KEYS[rule.value["basis"]], division=division, on=rule.from_date)
    except RuleViolated:
        return None


def time_limits() -> dict[str, Limit]:
    """Every `{count, basis}` of the packs by key and length; those that `la.day_basis` can switch once more as WD."""
    found: dict[str, Limit] = {}
    switched = {kind.value.key for kind in DeadlineKind if kind.value.by_day_basis}
    for _, parameter in parameters():
        if isinstance(parameter.value, dict) and set(parameter.value) == {"count", "basis"}:
            for basis in ("CAL", "WD") if parameter.key in switched else ("CAL",):
                limit = counted(parameter.limit, switched=parameter.key in switched, day_basis=basis)
                found[f"{parameter.key} {limit.count} {limit.basis.name}"] = limit
    return found


def number_on(key: str, day: dt.date) -> int:
    """A bare number of the nation's pack on a day."""
    value = book().find(key, division="990102", on=day).value
    if not isinstance(value, int):
        raise TypeError(f"{key} is no bare number")
    return value
