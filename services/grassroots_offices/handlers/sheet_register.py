"""Read the registers of a year once for many offices and people (F-16, F-17). It must not compute a sheet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chassis.kernel.policy import division_path
from chassis.tx import Tx
from services.grassroots_offices.domain.case_review import CaseReview
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.quality_plan import ReviewRules
from services.grassroots_offices.domain.sheet_facts import RegisterLine
from services.grassroots_offices.domain.sheet_lines import (
    MatterOfYear,
    NamedFact,
    RegisterYear,
    SheetLine,
    lines_of_office,
    lines_of_practitioner,
)
from services.grassroots_offices.domain.written_rule import WrittenRule
from services.grassroots_offices.handlers.case_review import review_rules
from services.grassroots_offices.handlers.quota import QuotaSources
from services.grassroots_offices.persistence import sheet_fact as rows
from services.grassroots_offices.persistence.case_review import kept_reviews
from services.grassroots_offices.persistence.office_case import matters_of_year
from services.grassroots_offices.persistence.written_rule import rules_of

_L = SheetLine


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSources:
    """What was read, by office or practitioner."""

    of_offices: defaultdict[str, list[MatterOfYear]]
    of_handlers: defaultdict[str, list[MatterOfYear]]
    reviews: defaultdict[str, list[CaseReview]]
    written_rules: defaultdict[str, list[WrittenRule]]
    facts: dict[SheetLine, dict[str, tuple[str, ...]]]
    review_rules: dict[str, ReviewRules]


def gather_register_sources(
    tx: Tx, offices: Sequence[Office], quotas: QuotaSources, people: Sequence[str], year: int
) -> RegisterSources:
    """One query for each register, however many offices and people there are."""
    first, last, names = dt.date(year, 1, 1), dt.date(year, 12, 31), [one.name for one in offices]
    divisions = sorted({code for one in offices for code in division_path(one.division)})
    visits = list(rows.visits_in(tx.session, names, first, last))
    there = [(who.name, office) for office, staff in quotas.people.items() for who in staff]
    advised: defaultdict[str, list[str]] = defaultdict(list)
    survivors = quotas.survivors
    advisers = sorted({*survivors, *(who for who, _ in there)})
    for one in rows.advisers_in(tx.session, advisers, first, last):
        advised[survivors.get(one.subject, one.subject)].append(one.name)
    entries = [*people, *(merged for merged, survivor in survivors.items() if survivor in people)]
    penalties = rows.penalties_in(tx.session, [*names, *entries], first, last)
    sources = RegisterSources(
        of_offices=defaultdict(list), of_handlers=defaultdict(list), reviews=defaultdict(list),
        written_rules=defaultdict(list),
        facts={
            _L.PENALTIES: _by_subject(
                replace(one, subject=survivors.get(one.subject, one.subject)) for one in penalties
            ),
            _L.VILLAGES_ADVISED: _by_subject(
                NamedFact(name=name, subject=office) for who, office in there for name in advised[who]
            ),
            _L.PURCHASE_CONTRACTS: _by_subject(rows.purchases_in(tx.session, names, first, last)),
            _L.RIGHTS_REQUESTS: _by_subject(rows.rights_in(tx.session, names, first, last)),
            _L.ACTIVITIES: _by_subject(rows.activities_in(tx.session, names, divisions, first, last)),
            _L.VISITS: _by_subject(visits),
            _L.VISITS_OPEN: _by_subject(one for one in visits if one.open),
        },
        review_rules={one.division: review_rules(tx, one.division, year) for one in offices},
    )  # fmt: skip
    for matter in matters_of_year(tx.session, first, last, offices=names, handlers=entries):
        sources.of_offices[matter.office].append(matter)
        sources.of_handlers[survivors.get(matter.handler, matter.handler)].append(matter)
    for review in kept_reviews(tx.session, names):
        sources.reviews[review.office].append(review)
    for rule in rules_of(tx.session, names):
        sources.written_rules[rule.office].append(rule)
    return sources


def office_lines(sources: RegisterSources, office: Office, year: int, *, on: dt.date) -> tuple[RegisterLine, ...]:
    """The lines of an office (F-16)."""
    read = RegisterYear(
        matters=tuple(sources.of_offices[office.name]), reviews=tuple(sources.reviews[office.name]),
        rules=tuple(sources.written_rules[office.name]),
        facts={line: found.get(office.name, ()) for line, found in sources.facts.items()},
        review_rules=sources.review_rules[office.division],
    )  # fmt: skip
    return lines_of_office(read, office.name, year, on=on)


def practitioner_lines(sources: RegisterSources, who: str, year: int) -> tuple[RegisterLine, ...]:
    """The lines of somebody (F-17)."""
    return lines_of_practitioner(sources.of_handlers[who], sources.facts[_L.PENALTIES].get(who, ()), year)


def _by_subject(facts: Iterable[NamedFact]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in facts:
        found.setdefault(one.subject, []).append(one.name)
    return {subject: tuple(sorted(set(names))) for subject, names in found.items()}
