"""Invented persons with sound but impossible identity numbers. It must not say what they do."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from chassis.district.dice import day_between, draw, stream
from chassis.district.identifiers import Group, make_identity_number, person_id, telephone
from chassis.district.names import Gender, SpecialName, draw_name
from chassis.kernel.calendar import ONE_DAY, corresponding_day

_EITHER = {Gender.MALE: 1, Gender.FEMALE: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist. `ethnic` says that the person belongs to a national minority."""

    id: str
    full_name: str
    gender: Gender
    born: dt.date
    identity_number: str
    telephone: str
    ethnic: bool


def years_before(day: dt.date, years: int) -> dt.date:
    """The corresponding day so many years earlier."""
    return corresponding_day(day, -12 * years)


class PersonMaker:
    """Makes the persons of one group of one district, each with numbers of their own."""

    def __init__(self, seed: int, division: str, group: Group) -> None:
        """Serials and telephone numbers of a group are its own, so groups never collide and never move one another."""
        self._rng = stream(seed, division, f"persons/{group.name}")
        self._division, self._group = division, group
        self._made = 0
        self._born: Counter[tuple[dt.date, Gender]] = Counter()

    def make(self, *, ages: tuple[int, int], on: dt.date, special: SpecialName | None = None) -> Person:
        """A person whose age in full years on the day lies in `ages`, both ends included."""
        rng = self._rng
        gender = special.gender if special else draw(rng, _EITHER)
        name = special.name if special else draw_name(rng, gender)
        youngest, oldest = ages
        born = day_between(rng, years_before(on, oldest + 1) + ONE_DAY, years_before(on, youngest))
        ordinal = self._made
        self._made += 1
        return Person(
            id=person_id(self._division, self._group, ordinal),
            full_name=name,
            gender=gender,
            born=born,
            identity_number=make_identity_number(self._division, born, self._serial(born, gender)),
            telephone=telephone(self._division, self._group, ordinal),
            ethnic=bool(special and special.ethnic),
        )

    def _serial(self, born: dt.date, gender: Gender) -> int:
        taken = self._born[born, gender]
        self._born[born, gender] += 1
        if taken >= 50:
            raise ValueError("more than 50 persons of one group, sex and birthday")
        return 100 * self._group + 2 * taken + (gender is Gender.MALE)
