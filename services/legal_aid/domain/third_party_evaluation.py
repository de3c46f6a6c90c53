"""The yearly result of third-party evaluations (LA-141): counts and shares of grades. It must name nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from services.legal_aid.domain.case_evaluation import CaseEvaluated
from services.legal_aid.domain.case_words import Grade
from services.legal_aid.domain.evaluation_words import EvaluationMethod
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section
from services.legal_aid.domain.quality_words import GRADES
from services.legal_aid.domain.ratio import basis_points, percent_text
from services.legal_aid.domain.told import Told

FORM = "LA-141/1"


def third_party_evaluation(
    told: Told, period: Period, shown: Mapping[str, str]  # noqa: ARG001
) -> tuple[Section, ...]:  # fmt: skip
    """Every evaluated case once, by its newest grade of the year."""
    grades = {
        one.case: one.grade
        for one in told.of(CaseEvaluated)
        if one.method is EvaluationMethod.THIRD_PARTY and period.holds(one.evaluated_date) and one.grade is not None
    }
    found, evaluated = Counter(grades.values()), len(grades)
    rows: list[tuple[Cell, ...]] = [
        (text, found[grade], percent_text(basis_points(found[grade], evaluated))) for grade, text in GRADES.items()
    ]
    passed = evaluated - found[Grade.FAIL]
    rows += [
        ("合格及以上", passed, percent_text(basis_points(passed, evaluated))), ("评估案件总数", evaluated, ""),
    ]  # fmt: skip
    return (Section(code="grades", title="评估结果", columns=("等次", "件数", "占比"), rows=tuple(rows)),)
