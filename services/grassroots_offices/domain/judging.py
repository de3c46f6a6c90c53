"""What an office must have, item by item: measured value, threshold, provision (GO-02, GO-06, GO-07).

It must not know where a threshold comes from, nor what follows from a breach.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from chassis.kernel.calendar import corresponding_day
from services.grassroots_offices.domain.criterion import OF_LICENCE, RULES, Criterion, Verdict
from services.grassroots_offices.domain.office import OfficeFacts, OfficeForm
from services.grassroots_offices.domain.practitioner import Education, Practitioner
from services.grassroots_offices.domain.premises import Premises

DEGREES = frozenset({Education.BACHELOR_NON_LAW, Education.BACHELOR_LAW, Education.HIGHER})
ROOMS = ("reception_area", "office_area", "mediation_area", "archive_room")
EQUIPMENT = ("computers", "printers", "cabinets")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standards:
    """The thresholds in force; `citations` tells on which provision each rests."""

    practitioners: int
    partners: int
    partner_years: int
    floor_area_m2: int
    target_area_m2: int
    staff: int
    degree_percent: int
    citations: Mapping[Criterion, str]


def judge(
    office: OfficeFacts, staff: Iterable[Practitioner], standards: Standards, *, on: dt.date
) -> tuple[Verdict, ...]:
    """Every criterion that concerns an office of this form, measured on the day; `staff` practises there."""
    return tuple(
        Verdict(
            criterion=criterion, rule_id=RULES[criterion], citation=standards.citations[criterion],
            met=measured >= threshold, measured=measured, threshold=threshold, target=target,
            of_licence=criterion in OF_LICENCE,
        )
        for criterion, measured, threshold, target in _measures(office, tuple(staff), standards, on)
    )  # fmt: skip


def breaches(verdicts: Iterable[Verdict]) -> tuple[Criterion, ...]:
    """What is missing of the legal minimum, without which the licence is at risk (GO-02, GO-10)."""
    return tuple(verdict.criterion for verdict in verdicts if verdict.of_licence and not verdict.met)


def is_seasoned(practitioner: Practitioner, years: int, *, on: dt.date) -> bool:
    """Whether he has practised for so many years on the day, which is the corresponding one at the earliest (GO-02)."""
    since = practitioner.certified_date
    return since is not None and corresponding_day(since, 12 * years) <= on


Measure = tuple[Criterion, int, int, int]


def _measures(
    office: OfficeFacts, staff: tuple[Practitioner, ...], standards: Standards, on: dt.date
) -> Iterator[Measure]:
    yield from _of_licence(office, staff, standards, on)
    yield from _of_premises(office.premises, len(staff), standards)
    yield from _of_staff(staff, standards)


def _of_licence(
    office: OfficeFacts, staff: tuple[Practitioner, ...], standards: Standards, on: dt.date
) -> Iterator[Measure]:
    """Full-time practitioners; partners with years of practice, or the certificate of an institution (GO-02)."""
    full_time = [one for one in staff if one.full_time]
    yield Criterion.PRACTITIONERS, len(full_time), standards.practitioners, 0
    if office.form is OfficeForm.PARTNERSHIP:
        partners = [one for one in full_time if one.partner and is_seasoned(one, standards.partner_years, on=on)]
        yield Criterion.PARTNERS, len(partners), standards.partners, 0
    else:
        yield Criterion.INSTITUTION_CERTIFICATE, int(bool(office.institution_certificate)), 1, 0


def _of_premises(premises: Premises, people: int, standards: Standards) -> Iterator[Measure]:
    """Floor area with its target, rooms, a desk for everybody, equipment (GO-06)."""
    yield Criterion.FLOOR_AREA, premises.floor_area_m2, standards.floor_area_m2, standards.target_area_m2
    yield Criterion.ROOMS, sum(bool(getattr(premises, room)) for room in ROOMS), len(ROOMS), 0
    yield Criterion.DESKS, premises.desks, people, 0
    yield Criterion.EQUIPMENT, sum(getattr(premises, kind) > 0 for kind in EQUIPMENT), len(EQUIPMENT), 0


def _of_staff(staff: tuple[Practitioner, ...], standards: Standards) -> Iterator[Measure]:
    """How many they are, and how many have a degree: `2 * bachelors >= staff` where the half is asked for (GO-07)."""
    yield Criterion.STAFF, len(staff), standards.staff, 0
    degrees = sum(one.education in DEGREES for one in staff)
    yield Criterion.DEGREES, degrees, -(-standards.degree_percent * len(staff) // 100), 0
