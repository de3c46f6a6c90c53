"""Last year's notified defences. It must not test means: nobody does (LA-13)."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from chassis.district.cases import AuthorityType, DefenceNotice
from chassis.district.counts import County
from chassis.district.dice import stream
from chassis.district.fates import work_calendar
from chassis.district.identifiers import Group, Kind, centre_id, thing_id
from chassis.district.people import PersonMaker
from chassis.district.plans import received_days
from chassis.kernel.calendar import ONE_DAY

ENOUGH_DAYS = 15  # between notice and hearing (LA-35)


@dataclass(frozen=True, slots=True)
class _Ground:
    category: str
    procedure: str
    possible_penalty: str
    ages: tuple[int, int]


_AT_COURT = (
    _Ground("MINOR", "ORDINARY", "OTHER", (14, 17)),
    _Ground("DISCRETIONARY", "ORDINARY", "OTHER", (19, 64)),
    _Ground("LIFE_OR_DEATH", "ORDINARY", "LIFE", (20, 60)),
    _Ground("MINOR", "SIMPLIFIED", "OTHER", (16, 17)),
    _Ground("SENSORY_DISABILITY", "ORDINARY", "OTHER", (20, 70)),
    _Ground("COMPULSORY_MEDICAL", "COMPULSORY_MEDICAL", "OTHER", (20, 70)),
    _Ground("ABSENTIA", "ABSENTIA", "OTHER", (30, 64)),
)
_BEFORE_TRIAL = (
    _Ground("MINOR", "ORDINARY", "OTHER", (14, 17)),
    _Ground("LIMITED_RECOGNITION", "ORDINARY", "OTHER", (20, 70)),
    _Ground("LIFE_OR_DEATH", "ORDINARY", "DEATH", (20, 60)),
    _Ground("SENSORY_DISABILITY", "ORDINARY", "OTHER", (20, 70)),
)
# stage, name of the authority, word of its document numbers
_AUTHORITIES = {
    AuthorityType.COURT: ("TRIAL_1", "演示人民法院", "刑初"),
    AuthorityType.PROCURATORATE: ("PROSECUTION_REVIEW", "演示人民检察院", "检刑"),
    AuthorityType.POLICE: ("INVESTIGATION", "演示公安分局", "公刑"),
}


def make_notices(seed: int, county: County, *, count: int, late: int) -> tuple[DefenceNotice, ...]:
    """Notices in the order of receipt; the late ones are drawn among those of the court in an ordinary procedure."""
    days = received_days(stream(seed, county.division, "notices received"), count)
    rng = stream(seed, county.division, "notices")
    subjects = PersonMaker(seed, county.division, Group.SUBJECTS)
    sources = [_source(place) for place in range(count)]
    can_be_late = [
        place
        for place, (authority, ground) in enumerate(sources)
        if authority is AuthorityType.COURT and ground.procedure == "ORDINARY"
    ]
    too_late = set(rng.sample(can_be_late, late))
    return tuple(_notice(rng, county, subjects, place, day, late=place in too_late) for place, day in enumerate(days))


def _source(place: int) -> tuple[AuthorityType, _Ground]:
    """Every second notice comes from the court, the others from police and procuratorate in turn."""
    turn, other = divmod(place, 2)
    if not other:
        return AuthorityType.COURT, _AT_COURT[turn % len(_AT_COURT)]
    authority = AuthorityType.PROCURATORATE if turn % 2 else AuthorityType.POLICE
    return authority, _BEFORE_TRIAL[turn // 2 % len(_BEFORE_TRIAL)]


def _notice(
    rng: random.Random, county: County, subjects: PersonMaker, place: int, received: dt.date, *, late: bool
) -> DefenceNotice:
    authority, ground = _source(place)
    stage, name, word = _AUTHORITIES[authority]
    return DefenceNotice(
        id=thing_id(county.division, Kind.NOTICE, place),
        institution=centre_id(county.division),
        authority_type=authority,
        authority_name=f"{county.stem}{name}",
        authority_document=f"{county.mark}{word}援通〔{received.year}〕{place + 1}号",
        authority_case_number=f"（{received.year}）{county.mark}{word}{100 + place}号",
        authority_division=county.division,
        category=ground.category,
        procedure=ground.procedure,
        stage=stage,
        possible_penalty=ground.possible_penalty,
        subject=subjects.make(ages=ground.ages, on=received),
        discovered_on=received - ONE_DAY * rng.randint(0, 3),
        received_on=received,
        hearing_on=_hearing(rng, received, late=late) if authority is AuthorityType.COURT else None,
        late=late,
    )


def _hearing(rng: random.Random, received: dt.date, *, late: bool) -> dt.date:
    """A working day: 15 days or more after receipt, or fewer when the notice comes late."""
    if not late:
        return work_calendar().roll(received + ONE_DAY * rng.choice([ENOUGH_DAYS, rng.randint(16, 45)]))
    days = [received + ONE_DAY * step for step in range(5, ENOUGH_DAYS)]
    return rng.choice([day for day in days if work_calendar().is_workday(day)])
