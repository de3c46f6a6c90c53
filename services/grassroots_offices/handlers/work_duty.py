"""Gather what the work of an office still asks for (GO-77, GO-79, GO-84). It must not enter anything."""

from __future__ import annotations

from collections.abc import Iterator

from chassis.tx import Tx
from services.grassroots_offices.domain.adviser_month import month_span, short_lines
from services.grassroots_offices.domain.duty import Duty
from services.grassroots_offices.domain.office import OPEN, Office
from services.grassroots_offices.domain.work_duty import adviser_duties, quality_duties, written_rule_duties
from services.grassroots_offices.handlers.case_review import check_quality
from services.grassroots_offices.handlers.village import adviser_rules
from services.grassroots_offices.handlers.written_rule import check_written_rules
from services.grassroots_offices.persistence.adviser_log import kept_logs
from services.grassroots_offices.persistence.practitioner import staff_of
from services.grassroots_offices.persistence.village_adviser import advisers_by


def work_duties(tx: Tx, office: Office) -> Iterator[Duty]:
    """Of the month and the year that run, and the quality plan of the year before; none of an office that ended."""
    if office.state not in OPEN:
        return
    year = tx.today.year
    yield from _advisers(tx, office)
    yield from written_rule_duties(
        office.name, check_written_rules(tx, office.name, year), year, today=tx.today
    )  # fmt: skip
    for one in (year - 1, year):
        yield from quality_duties(check_quality(tx, office.name, one), today=tx.today)


def _advisers(tx: Tx, office: Office) -> Iterator[Duty]:
    """Of everybody who belongs to the office now (GO-79)."""
    span = month_span(f"{tx.today:%Y-%m}", today=tx.today)
    people = [one.name for one in staff_of(tx.session, [office.name])[office.name]]
    contracts = advisers_by(tx.session, people)
    logs = kept_logs(tx.session, [one.name for one in contracts], span.quarter_first, span.last)
    rules = {one.division: adviser_rules(tx, one.division, span.first) for one in contracts}
    return adviser_duties(short_lines(span, contracts, logs, rules), span, today=tx.today)
