"""The sheet of an assessment as canonical JSON (F-16, F-17): the same facts make the same bytes. It must not grade."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from typing import Any

from services.grassroots_offices.domain.assessment import is_of_office
from services.grassroots_offices.domain.quota import (
    HOUR_MINUTES,
    QuotaLine,
    case_count,
    class_hours,
    counted_minutes,
    quota_sheet,
)
from services.grassroots_offices.domain.sheet_facts import (
    AssessmentDeduction,
    DailyFact,
    DeductionArea,
    RegisterLine,
    SheetFacts,
    ToldFacts,
    ViolationLine,
)

FULL_SCORE = 100


def sheet_of(facts: SheetFacts) -> str:
    """The sheet of an office (F-16) or of a practitioner (F-17), its figures exact (GO-60, GO-64)."""
    own = _of_office(facts) if is_of_office(facts.subject) else _of_practitioner(facts)
    sheet = {
        "subject": facts.subject, "number": facts.number, "year": facts.year,
        "reviewed_date": facts.reviewed_date.isoformat(), **own,
        **_told(facts.told), **_violations(facts.violations), **_registers(facts.registers),
        "deductions": [_deduction(one) for one in facts.deductions],
    }  # fmt: skip
    return json.dumps(sheet, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(sheet: str) -> str:
    """The SHA-256 of the sheet in UTF-8, in hexadecimal."""
    return hashlib.sha256(sheet.encode()).hexdigest()


def party_score(deductions: tuple[AssessmentDeduction, ...]) -> int:
    """100 without what was taken off for party building, at least 0 (GO-64)."""
    return max(0, FULL_SCORE - sum(one.points for one in deductions if one.area is DeductionArea.PARTY))


def _of_office(facts: SheetFacts) -> dict[str, Any]:
    """A conditions, B quotas, C party, and what was noted in the year."""
    quotas = quota_sheet(facts.quotas)
    return {
        "form": "F-16",
        "conditions": [
            {"criterion": one.criterion, "measured": one.measured, "threshold": one.threshold, "met": one.met}
            for one in facts.conditions
        ],
        "person_days": quotas.person_years.person_days,
        "person_years": str(quotas.person_years.used),
        "denominator": quotas.person_years.in_force.name,
        "quotas": [_line(one) for one in quotas.lines],
        "party_score": party_score(facts.deductions),
        "daily": [_daily(one) for one in facts.daily],
    }


def _of_practitioner(facts: SheetFacts) -> dict[str, Any]:
    """Training hours, public-interest hours, legal-aid cases of his own."""
    own, rules = facts.quotas, facts.quotas.rules
    counted = {one.training for one in own.classes} | {one.name for one in own.hours}
    return {
        "form": "F-17",
        "class_hours": str(class_hours(sum(one.minutes for one in own.classes), rules.class_hour_minutes)),
        "service_hours": str(Fraction(counted_minutes(own.hours, rules.day_minutes), HOUR_MINUTES)),
        "aid_cases": str(case_count([one.share_bp for one in own.shares])),
        "facts": sorted(counted | {one.aid_case for one in own.shares}),
    }  # fmt: skip


def _daily(noted: DailyFact) -> dict[str, Any]:
    """Beside the sheet, without points (GO-85)."""
    return {
        "name": noted.name, "kind": noted.kind, "date": noted.noted_date.isoformat(), "reason": noted.reason,
        "answered": noted.answered,
    }  # fmt: skip


def _told(told: ToldFacts | None) -> dict[str, Any]:
    """What other services told (XF-03, XF-09, XF-32): the source of the party line (GO-64)."""
    if told is None:
        return {}
    found = [
        {
            "finding": one.finding, "kind": one.kind, "date": one.found_date.isoformat(), "amount_fen": one.amount_fen,
            "deducted": one.deducted,
        }
        for one in told.findings
    ]  # fmt: skip
    covered = told.coverage
    if covered is None:
        return {"findings": found}
    shown = {
        "required": covered.required, "actual": covered.actual, "reached": covered.reached,
        "since": covered.since_date.isoformat(),
    }  # fmt: skip
    return {"findings": found, "coverage": shown}


def _violations(lines: tuple[ViolationLine, ...] | None) -> dict[str, Any]:
    """E of F-16, and the violations of F-17 (GO-61)."""
    if lines is None:
        return {}
    shown = [
        {"name": one.name, "code": one.violation_code, "date": one.found_date.isoformat(), "state": one.state}
        for one in lines
    ]  # fmt: skip
    return {"violations": shown}


def _registers(lines: tuple[RegisterLine, ...] | None) -> dict[str, Any]:
    """D of F-16 and what else was kept in the year, each line with its facts."""
    if lines is None:
        return {}
    return {"registers": [{"line": one.line, "value": one.value, "facts": list(one.facts)} for one in lines]}


def _deduction(taken: AssessmentDeduction) -> dict[str, Any]:
    """Points with their reason, and the finding that they are for."""
    named = {"finding": taken.finding} if taken.finding else {}
    return {"area": taken.area.name, "item": taken.item, "points": taken.points, "reason": taken.reason, **named}


def _line(line: QuotaLine) -> dict[str, Any]:
    return {
        "quota": line.quota.name, "subject": line.subject, "month": line.month, "value": str(line.value),
        "threshold": line.threshold, "verdict": line.verdict.name, "rule": line.rule_id, "citation": line.citation,
        "facts": list(line.facts),
    }  # fmt: skip
