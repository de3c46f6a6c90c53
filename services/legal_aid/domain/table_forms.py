"""Which layout each kind of table has. It must not count anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.legal_aid.domain import (
    authority_sheet,
    fund_performance,
    lottery_quarter,
    participation,
    quarterly_subsidy,
    service_statistics,
    third_party_evaluation,
    yearly_disclosure,
)
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Section
from services.legal_aid.domain.publication import PublicationKind
from services.legal_aid.domain.told import Told


@dataclass(frozen=True, slots=True)
class Form:
    """A layout: its name, and what makes its sections from facts, period and shown texts."""

    name: str
    sections: Callable[[Told, Period, Mapping[str, str]], tuple[Section, ...]]


FORMS = {
    PublicationKind.YEARLY_DISCLOSURE: Form(yearly_disclosure.FORM, yearly_disclosure.yearly_disclosure),
    PublicationKind.QUARTERLY_SUBSIDY: Form(quarterly_subsidy.FORM, quarterly_subsidy.quarterly_subsidy),
    PublicationKind.PARTICIPATION_SUMMARY: Form(participation.FORM, participation.participation_summary),
    PublicationKind.AUTHORITY_SHEET: Form(authority_sheet.FORM, authority_sheet.authority_sheet),
    PublicationKind.LOTTERY_QUARTER: Form(lottery_quarter.FORM, lottery_quarter.lottery_quarter),
    PublicationKind.FUND_PERFORMANCE: Form(fund_performance.FORM, fund_performance.fund_performance),
    PublicationKind.THIRD_PARTY_EVALUATION: Form(
        third_party_evaluation.FORM, third_party_evaluation.third_party_evaluation
    ),
    PublicationKind.SERVICE_STATISTICS: Form(service_statistics.FORM, service_statistics.service_statistics),
}
