"""Which layout each kind of table has. It must not count anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.legal_aid.domain import participation, quarterly_subsidy, yearly_disclosure
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
}
