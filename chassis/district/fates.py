"""The scripted course of an application on the real calendar. It must not decide whether aid is due."""

from __future__ import annotations

import datetime as dt
import functools
import random

from chassis.calendar_files import read_years
from chassis.district.cases import Fate, Objection, Provisional, Script, Supplement
from chassis.district.dice import happens
from chassis.kernel.calendar import ONE_DAY, Basis, Limit, Pause, WorkCalendar

DECIDE_DAYS = 7  # LA-30
ASK_DAYS = 3
SUPPLEMENT_DAYS = 15  # la.supplement_days
REVIEW_DAYS = 5  # LA-38
_PAPERS = ("IDENTITY_DOCUMENT", "HARDSHIP_STATEMENT", "MATTER_PAPERS")


@functools.cache
def work_calendar() -> WorkCalendar:
    """The shipped calendar."""
    return WorkCalendar(read_years())


def late_days(received: dt.date) -> list[dt.date]:
    """Working days eight to ten days after receipt that are past the rolled deadline of LA-30."""
    due = work_calendar().calendar_days(received, DECIDE_DAYS)
    days = [received + ONE_DAY * step for step in (8, 9, 10)]
    return [day for day in days if day > due and work_calendar().is_workday(day)]


def asked_in_time(received: dt.date) -> bool:
    """Whether a working day is among the three days after receipt on which a supplement is asked for."""
    return bool(_workdays(received, received + ONE_DAY * ASK_DAYS))


def make_fate(rng: random.Random, script: Script, received: dt.date, *, elsewhere: str) -> Fate:
    """The dates of the script; `elsewhere` is the division of the competent place."""
    if script is Script.WRONG_PLACE:
        return Fate(script=script, referred_on=_soon(rng, received), referred_to=elsewhere)
    if script is Script.WITHDRAWN:
        return Fate(script=script, withdrawn_on=_timely(rng, received))
    if script in {Script.SUPPLEMENT, Script.DEEMED_WITHDRAWN}:
        return _supplemented(rng, script, received)
    decided = rng.choice(late_days(received)) if script is Script.MISSED else _timely(rng, received)
    if script is Script.PROVISIONAL:
        return Fate(script=script, decided_on=decided, provisional=_provisional(rng, received, decided))
    if script in {Script.OBJECTION_UPHELD, Script.OBJECTION_ORDERED}:
        ordered = script is Script.OBJECTION_ORDERED
        return Fate(script=script, decided_on=decided, objection=_objection(rng, decided, ordered=ordered))
    return Fate(script=script, decided_on=decided)


def _workdays(after: dt.date, last: dt.date) -> list[dt.date]:
    days = [after + ONE_DAY * step for step in range(1, (last - after).days + 1)]
    return [day for day in days if work_calendar().is_workday(day)]


def _timely(rng: random.Random, start: dt.date, days: int = DECIDE_DAYS) -> dt.date:
    """A working day within the days after the start; the rolled deadline when a long holiday fills them all."""
    return rng.choice(_workdays(start, start + ONE_DAY * days) or [work_calendar().calendar_days(start, days)])


def _soon(rng: random.Random, day: dt.date) -> dt.date:
    """The same or the next working day."""
    return work_calendar().working_days(day, 1) if happens(rng, 50) else day


def _supplemented(rng: random.Random, script: Script, received: dt.date) -> Fate:
    calendar = work_calendar()
    issued = _timely(rng, received, days=ASK_DAYS)
    due = calendar.calendar_days(issued, SUPPLEMENT_DAYS)
    items = tuple(sorted(rng.sample(_PAPERS, rng.randint(1, 2))))
    if script is Script.DEEMED_WITHDRAWN:
        unanswered = Supplement(items=items, issued_on=issued, reply_due=due, replied_on=None)
        return Fate(script=script, withdrawn_on=due + ONE_DAY, supplement=unanswered)
    replied = rng.choice(_workdays(issued, due))
    deadline = calendar.due(received, Limit(DECIDE_DAYS, Basis.CAL), (Pause(from_date=issued, to_date=replied),))
    return Fate(
        script=script,
        decided_on=rng.choice(_workdays(replied, deadline) or [deadline]),
        supplement=Supplement(items=items, issued_on=issued, reply_due=due, replied_on=replied),
    )


def _provisional(rng: random.Random, received: dt.date, decided: dt.date) -> Provisional:
    """Fewer than seven days are left to the limitation on the day it is given, or preservation is needed (LA-36)."""
    given = min(_soon(rng, received), decided)
    expires = given + ONE_DAY * rng.randint(1, 6) if happens(rng, 75) else None
    return Provisional(
        limitation_expiry=expires,
        urgencies=() if expires else ("PRESERVATION_NEEDED",),
        given_on=given,
        formalities_on=rng.choice(_workdays(given, decided) or [decided]),
    )


def _objection(rng: random.Random, decided: dt.date, *, ordered: bool) -> Objection:
    filed = work_calendar().roll(decided + ONE_DAY * rng.randint(3, 20))
    return Objection(
        filed_on=filed, reviewed_on=_timely(rng, filed, days=REVIEW_DAYS), ordered=ordered, proof_supplied=ordered
    )
