"""Everything that a person had before, across doors and years, namesakes side by side (LA-126).

It must not take two people for one: who has neither number nor identity shares a line with his namesakes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chassis.kernel.errors import InvalidFields, Violation

# So many records of each noun are looked at.
MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSearch:
    """Whom to look for, and why."""

    reason: str
    full_name: str
    phone: str
    identity_tail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTrace:
    """One thing that somebody had, with what is known of him there; `led_to` is what it became."""

    name: str
    number: str
    begun_date: dt.date
    state: str
    topic: str
    full_name: str
    phone: str = ""
    identity_number: str = ""
    led_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """One thing that somebody had."""

    name: str
    number: str
    begun_date: dt.date
    state: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person, or namesakes who cannot be told apart."""

    full_name: str
    phone: str
    identity_tail: str
    records: tuple[PersonRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound:
    """Who was found; `truncated` when there is more."""

    people: tuple[Person, ...]
    truncated: bool


def check_search(search: PersonSearch) -> None:
    """Raise InvalidFields SEARCH_KEY unless exactly one of name, number and identity is given (LA-126)."""
    if sum(map(bool, (search.full_name, search.phone, search.identity_tail))) != 1:
        text = "请只填写姓名、电话、身份证号后四位中的一项（LA-126）"
        raise InvalidFields((Violation(field="full_name", reason="SEARCH_KEY", description=text),))


def people_of(traces: Iterable[PersonTrace]) -> tuple[Person, ...]:
    """The people behind the records: a matter that was handed on is told once (LA-126)."""
    known = {trace.name: trace for trace in traces}
    groups: dict[tuple[str, str], list[PersonTrace]] = {}
    for trace in known.values():
        led = known.get(trace.led_to)
        whole = trace if led is None else replace(trace, identity_number=led.identity_number)
        groups.setdefault(_key(whole), []).append(whole)
    found = [_person(sorted(group, key=lambda one: (one.begun_date, one.name))) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: (one.full_name, one.identity_tail, one.phone)))


def _key(trace: PersonTrace) -> tuple[str, str]:
    if trace.identity_number:
        return "identity", trace.identity_number
    return trace.full_name, trace.phone


def _person(group: list[PersonTrace]) -> Person:
    newest = group[-1]
    return Person(
        full_name=newest.full_name, phone=next((one.phone for one in reversed(group) if one.phone), ""),
        identity_tail=newest.identity_number[-4:],
        records=tuple(
            PersonRecord(
                name=one.name, number=one.number, begun_date=one.begun_date, state=one.state, topic=one.topic
            )
            for one in reversed(group)
        ),
    )  # fmt: skip
