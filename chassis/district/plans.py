"""Who gets which matter, script and income level, so that every share comes out exactly. It must not make the facts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from chassis.district.cases import Script
from chassis.district.counts import CASE_YEAR, County
from chassis.district.dice import apportion, stream
from chassis.district.fates import asked_in_time, late_days, work_calendar
from chassis.district.incomes import Level
from chassis.district.lists import read_list
from chassis.district.matters import MIGRANT_MATTERS, UNTESTED, read_matters
from chassis.kernel.calendar import ONE_DAY

# The most particular first: each takes its applications from what the earlier ones left.
_ORDER = (
    Script.OBJECTION_ORDERED,
    Script.OBJECTION_UPHELD,
    Script.MISSED,
    Script.SUPPLEMENT,
    Script.DEEMED_WITHDRAWN,
    Script.WITHDRAWN,
    Script.WRONG_PLACE,
    Script.PROVISIONAL,
)
_REFUSED = frozenset({Script.OBJECTION_ORDERED, Script.OBJECTION_UPHELD})
_SUPPLEMENTED = frozenset({Script.SUPPLEMENT, Script.DEEMED_WITHDRAWN})
_SEED_CASES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is settled about an application before its facts are made."""

    received_on: dt.date
    matter: str
    script: Script
    level: Level


def in_proportion(count: int, cases: int) -> int:
    """So many of 300 in a district with other numbers of cases."""
    return count * cases // _SEED_CASES


def received_days(rng: random.Random, count: int) -> list[dt.date]:
    """Working days of the year in order, drawn by weekday and month."""
    rhythm = read_list("cases")["rhythm"]
    first, last = dt.date(CASE_YEAR, 1, 1), dt.date(CASE_YEAR, 12, 31)
    year = [first + ONE_DAY * step for step in range((last - first).days + 1)]
    days = [day for day in year if work_calendar().is_workday(day)]
    weights = [rhythm["weekday"][day.weekday()] * rhythm["month"][day.month - 1] for day in days]
    return sorted(rng.choices(days, weights=weights, k=count))


def make_plans(seed: int, county: County, *, applications: int, cases: int) -> list[Plan]:
    """The plans of all applications in the order of receipt; `cases` counts the notified defences too."""
    days = received_days(stream(seed, county.division, "received"), applications)
    shares = apportion(applications, {row.name: row.share for row in read_matters().values()})
    matters = [name for name, count in shares.items() for _ in range(count)]
    stream(seed, county.division, "matters").shuffle(matters)
    scripts = _scripts(stream(seed, county.division, "scripts"), days, matters, cases)
    levels = _levels(stream(seed, county.division, "levels"), matters, scripts, cases)
    return [
        Plan(received_on=day, matter=matter, script=script, level=level)
        for day, matter, script, level in zip(days, matters, scripts, levels, strict=True)
    ]


def _scripts(rng: random.Random, days: list[dt.date], matters: list[str], cases: int) -> list[Script]:
    counts = read_list("cases")["script"]
    scripts = [Script.PLAIN] * len(days)
    free = rng.sample(range(len(days)), len(days))
    for script in _ORDER:
        fitting = [place for place in free if _fits(script, days[place], matters[place])]
        taken = set(fitting[: in_proportion(counts[script], cases)])
        for place in taken:
            scripts[place] = script
        free = [place for place in free if place not in taken]
    return scripts


def _fits(script: Script, day: dt.date, matter: str) -> bool:
    if script is Script.OBJECTION_ORDERED:
        return matter in MIGRANT_MATTERS
    if script is Script.OBJECTION_UPHELD:
        return matter not in UNTESTED
    if script is Script.MISSED:
        return bool(late_days(day))
    if script in _SUPPLEMENTED:
        return asked_in_time(day)
    return script is not Script.PROVISIONAL or matter != "OUTSIDE_SCOPE"


def _levels(rng: random.Random, matters: list[str], scripts: list[Script], cases: int) -> list[Level]:
    """Refusals that somebody objects to lie above; limits are met to the fen where the test is reached."""
    income = read_list("cases")["income"]
    levels = [Level.ABOVE if script in _REFUSED else Level.BELOW for script in scripts]
    free = [place for place in rng.sample(range(len(levels)), len(levels)) if levels[place] is Level.BELOW]
    above = len(levels) * income["above_percent"] // 100 - levels.count(Level.ABOVE)
    for place in free[:above]:
        levels[place] = Level.ABOVE
    tested = [place for place in free[above:] if matters[place] not in UNTESTED]
    at_limit = in_proportion(income["at_limit"], cases)
    for place in tested[:at_limit]:
        levels[place] = Level.AT_LIMIT
    for place in tested[at_limit : at_limit + in_proportion(income["one_fen_above"], cases)]:
        levels[place] = Level.ONE_FEN_ABOVE
    return levels
