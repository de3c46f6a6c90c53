"""Gather what the five verdicts of an office are made of, and make them (GO-90). It must not weigh them."""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.grassroots_offices.domain.standard import StandardFacts, StandardVerdict, standard_verdicts
from services.grassroots_offices.handlers.case_review import check_quality
from services.grassroots_offices.handlers.office import found_office, verdicts_on
from services.grassroots_offices.handlers.quota import compute_quotas
from services.grassroots_offices.handlers.written_rule import check_written_rules
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.office_case import late_cases_of


def check_standards(tx: Tx, name: str, year: int) -> tuple[StandardVerdict, ...]:
    """Five verdicts of an office in a year (GO-90). Raises YEAR_IN_FUTURE."""
    office = found_office(load_office(tx.session, name, tx.principal))
    facts = StandardFacts(
        quotas=compute_quotas(tx, office.name, year), quality=check_quality(tx, office.name, year),
        rules=check_written_rules(tx, office.name, year), criteria=verdicts_on(tx, office, tx.today),
        late_cases=late_cases_of(tx.session, office.name, dt.date(year, 1, 1), dt.date(year, 12, 31)),
    )  # fmt: skip
    return standard_verdicts(facts, tx.cite("GO-90"))
