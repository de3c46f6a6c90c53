"""Keep what other services told for yearly assessments, and read it (XF-03, XF-09, XF-32). It must not grade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chassis.tx import Tx
from services.grassroots_offices.domain.assessment import is_of_office
from services.grassroots_offices.domain.sheet_facts import ToldFacts
from services.grassroots_offices.domain.told_allocation import ToldAllocation
from services.grassroots_offices.domain.told_finding import ToldCoverage, ToldFinding, told_facts
from services.grassroots_offices.domain.told_succession import ToldSuccession
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.handlers.practice_move import found_practitioner
from services.grassroots_offices.persistence import told_allocation, told_succession
from services.grassroots_offices.persistence import told_finding as rows
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.practitioner import load_practitioner

ASSESSED = ("offices/", "practitioners/")


def keep_finding(tx: Tx, found: ToldFinding) -> None:
    """Keep a finding of somebody who is assessed here; law firms, lawyers and units of others are not (GO-64)."""
    if found.subject.startswith(ASSESSED):
        rows.keep_finding(tx.session, found)


def keep_coverage(tx: Tx, coverage: ToldCoverage) -> None:
    """Keep how an office is covered (XF-03)."""
    rows.keep_coverage(tx.session, coverage)


def keep_allocation(tx: Tx, told: ToldAllocation) -> None:
    """Keep what is owed of a month, and what was booked (XF-09, PB-23)."""
    told_allocation.keep_allocation(tx.session, told)


def keep_succession(tx: Tx, told: ToldSuccession) -> None:
    """Keep whether relations have still to follow to another office (PB-14)."""
    told_succession.keep_succession(tx.session, told)


def compute_findings(tx: Tx, subject: str, year: int) -> ToldFacts:
    """What a review of the subject and year will have to answer (GO-64). Raises NOT_FOUND."""
    if is_of_office(subject):
        found_office(load_office(tx.session, subject, tx.principal))
    else:
        found_practitioner(load_practitioner(tx.session, subject, tx.principal))
    return gather_told(tx, subject, year)


def gather_told(tx: Tx, subject: str, year: int) -> ToldFacts:
    """What was told of the subject and year; the coverage of an office is that of the last day of the year (GO-64)."""
    return gather_told_each(tx, [subject], year)[subject]


def gather_told_each(tx: Tx, subjects: Sequence[str], year: int) -> dict[str, ToldFacts]:
    """The same of many subjects at once (GO-64)."""
    covered = rows.coverage_on(tx.session, list(filter(is_of_office, subjects)), dt.date(year, 12, 31))
    found: dict[str, list[ToldFinding]] = {subject: [] for subject in subjects}
    for one in rows.findings_of(tx.session, subjects, year):
        found[one.subject].append(one)
    return {subject: told_facts(covered.get(subject), found[subject]) for subject in subjects}
