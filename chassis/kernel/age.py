"""Age on a day, as criminal law and as civil law count it. It must not know what an age is needed for.

Somebody born on 29 February has the birthday on 28 February in a year that has no 29 February, as with every other
period of years (D-05). So in such a year the criminal age is reached on 1 March, the civil age on 28 February.
"""

from __future__ import annotations

import datetime as dt

from chassis.kernel.calendar import corresponding_day


def reached(birth: dt.date, years: int, on: dt.date) -> bool:
    """Whether the person has reached the age in a criminal matter: from the day after the birthday (D-10)."""
    return on > corresponding_day(birth, 12 * years)


def civil_age(birth: dt.date, on: dt.date) -> int:
    """Full years of age, counted from the birthday itself: a condition holds from the day on (D-06).

    Raises ValueError for a day before the birth.
    """
    if on < birth:
        raise ValueError("the day lies before the birth")
    years = on.year - birth.year
    return years if corresponding_day(birth, 12 * years) <= on else years - 1
