"""Gather the candidates of a round from the registers (GO-70). It must not choose one."""

from __future__ import annotations

import datetime as dt

from chassis.principal import significant
from chassis.tx import Tx
from services.grassroots_offices.domain.award_choosing import Graded, candidate
from services.grassroots_offices.domain.award_round import (
    AwardCandidate,
    AwardKind,
    AwardRound,
    AwardRoundDraft,
    AwardRules,
)
from services.grassroots_offices.domain.office import OfficeState
from services.grassroots_offices.domain.practitioner import EMPLOYED
from services.grassroots_offices.persistence.assessment import final_grades
from services.grassroots_offices.persistence.office import offices_in_scope
from services.grassroots_offices.persistence.penalty import penalised_since
from services.grassroots_offices.persistence.practitioner import practitioners_in_scope
from services.grassroots_offices.persistence.work_brief import typical_cases_of

WORKING = frozenset({OfficeState.LICENSED, OfficeState.RECTIFYING})


def award_rules(tx: Tx, division: str, year: int) -> AwardRules:
    """The cycles in force in the division in the year (GO-70)."""
    value = tx.policy("go.awards", division=division, on=dt.date(year, 1, 1)).value
    return AwardRules(
        base_year=value["base_year"], every_years={kind: value[kind.value] for kind in AwardKind},
        best_cases=value["best_cases"],
    )  # fmt: skip


def candidates_of(tx: Tx, award: AwardRoundDraft | AwardRound, rules: AwardRules) -> tuple[AwardCandidate, ...]:
    """Every candidate of the division and below, in order of office and name."""
    if award.kind is AwardKind.BEST_CASE:
        return _cases(tx, award)
    since = dt.date(award.year - rules.every_years[award.kind] + 1, 1, 1)
    subjects = _offices(tx, award) if award.kind is AwardKind.BRAND_OFFICE else _people(tx, award)
    grades = {
        subject: Graded(assessment=assessment, grade=grade)
        for subject, assessment, grade in final_grades(tx.session, list(subjects), award.year - 1)
    }
    penalties = penalised_since(tx.session, list(subjects), since)
    found = [
        candidate(subject, title, office, graded=grades.get(subject), penalties=penalties.get(subject, ()))
        for subject, (title, office) in subjects.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.office, one.subject)))


def _offices(tx: Tx, award: AwardRoundDraft | AwardRound) -> dict[str, tuple[str, str]]:
    return {
        one.name: (one.display_name, one.name)
        for one in offices_in_scope(tx.session, tx.principal)
        if one.state in WORKING and one.division.startswith(significant(award.division))
    }


def _people(tx: Tx, award: AwardRoundDraft | AwardRound) -> dict[str, tuple[str, str]]:
    return {
        one.name: (one.full_name, one.office)
        for one in practitioners_in_scope(tx.session, tx.principal)
        if one.state in EMPLOYED and one.division.startswith(significant(award.division))
    }


def _cases(tx: Tx, award: AwardRoundDraft | AwardRound) -> tuple[AwardCandidate, ...]:
    return tuple(
        AwardCandidate(
            subject=one.name, display_name=one.title, office=one.office, exclusion=None, reason="", chosen=False,
            evidence=tuple(used.document_number for used in one.adoptions),
        )
        for one in typical_cases_of(tx.session, award.year, tx.principal)
        if one.division.startswith(significant(award.division))
    )  # fmt: skip
