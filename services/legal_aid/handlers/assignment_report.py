"""Use case of the report on assignments: read and compare. It must not store anything."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.assignment_report import (
    AssignmentReport,
    AssignmentReportAsked,
    InHouseShare,
    report,
    share_of,
)
from services.legal_aid.domain.duty_shift import month_range
from services.legal_aid.domain.period import Period
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence.assignment_report import cases_assigned, spread_between


def report_assignments(tx: Tx, asked: AssignmentReportAsked) -> AssignmentReport:
    """The in-house share of the month's year against the year before, and the month by handler (LA-58)."""
    institution = chosen_institution(tx, asked.institution).name
    first, beyond = month_range(asked.month)
    return report(
        _share(tx, institution, first.year),
        _share(tx, institution, first.year - 1),
        spread_between(tx.session, institution, first, beyond),
    )


def _share(tx: Tx, institution: str, year: int) -> InHouseShare:
    days = Period(year=year, quarter=0)
    in_house, cases = (
        cases_assigned(tx.session, institution, days.first, days.last, in_house=only) for only in (True, False)
    )
    return share_of(year, in_house, cases)
