"""Evaluations of the handling of a case, and callbacks (LA-73, LA-74, F-23).

It must not set the grade of a case: `:grade` does, on what was found.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chassis.kernel.errors import InvalidFields, RuleViolated, Violation
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_words import CaseState, Grade
from services.legal_aid.domain.evaluation_words import EvaluationMethod

RUNNING = frozenset({CaseState.IN_PROGRESS, CaseState.ENDED, CaseState.FILE_SUBMITTED, CaseState.FILE_RETURNED})
CLOSED = frozenset({CaseState.FILE_ACCEPTED, CaseState.GRADED, CaseState.PAID, CaseState.ARCHIVED})
# What is looked at while the case still runs.
AT_ANY_TIME = frozenset(
    {EvaluationMethod.OBSERVATION, EvaluationMethod.AUTHORITY_OPINION, EvaluationMethod.CALLBACK}
)  # fmt: skip
# A second scorer gives his own score of these.
TWICE = frozenset({EvaluationMethod.FILE, EvaluationMethod.PEER})
UNSATISFIED = (1, 2)
BASIS_POINTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """Points for one item of the rubric."""

    item: str
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackForm:
    """What a recipient said; 0 is no answer and never counts as satisfied (F-23, LA-142)."""

    reached: bool
    attitude: int
    explained_clearly: bool
    met_in_person: bool
    told_of_progress: bool
    asked_for_money: bool
    satisfaction: int
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationDraft:
    """What is entered; `evaluated_date` None means today."""

    case: str
    method: EvaluationMethod
    scores: tuple[ItemScore, ...]
    grade: Grade | None
    reasons: str
    callback: CallbackForm | None
    evaluated_date: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One evaluation. Points, grade and reasons of a `sealed` one are hidden from everybody but its evaluator."""

    name: str
    case: str
    method: EvaluationMethod
    round: int
    scores: tuple[ItemScore, ...]
    total_points: int
    full_points: int
    rubric_sha256: str
    grade: Grade | None
    reasons: str
    callback: CallbackForm | None
    evaluated_date: dt.date
    evaluator: str
    sealed: bool
    institution: str
    division: str
    create_time: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationFilter:
    """What a list asks for; None and empty mean any."""

    case: str
    method: EvaluationMethod | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Items with their full points, and grade bands; both may be empty (LA-71, LA-74: no list is made up)."""

    items: Mapping[str, int]
    bands: Sequence[Mapping[str, Any]]
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackUnsatisfied:
    """A recipient was not satisfied (XF-24)."""

    evaluation: str
    case: str
    institution: str
    division: str
    handler: str
    satisfaction: int
    evaluated_date: dt.date
    office: str
    practitioner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvaluated:
    """The handling of a case was evaluated, or a recipient called back."""

    evaluation: str
    case: str
    institution: str
    division: str
    method: EvaluationMethod
    grade: Grade | None
    reached: bool
    satisfaction: int
    evaluated_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two scorers agree; `kappa_bp` None where it is not defined."""

    pairs: int
    agreed: int
    kappa_bp: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementAsked:
    """Whose cases, and in which days the second score was given."""

    institution: str
    from_date: dt.date
    until_date: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluator:
    """Who evaluates: his name, and the handler whose account he has; empty when nobody's."""

    full_name: str
    handler: str


def refuse_evaluator(case: Case, method: EvaluationMethod, evaluator: Evaluator) -> None:
    """Raise RuleViolated CASE_NOT_EVALUABLE too early (LA-73), EVALUATOR_HANDLED_CASE for whoever handled it (P-04).

    He is known by his account where the register has it, and by name where it has none.
    """
    allowed = CLOSED | RUNNING if method in AT_ANY_TIME else CLOSED
    if case.state not in allowed:
        raise RuleViolated(
            "CASE_NOT_EVALUABLE",
            "案件尚未进入可评估的阶段（LA-73）：案卷、同行和第三方评估须在结案材料验收后，庭审旁听、征询意见和回访须在办理开始后。",
            rules=("LA-73",),
        )
    by_name = evaluator.handler == "" and evaluator.full_name in {one.handler_name for one in case.assignments}
    if by_name or evaluator.handler in {one.handler for one in case.assignments if one.handler}:
        raise RuleViolated(
            "EVALUATOR_HANDLED_CASE", "承办人不得评估或者回访自己承办的案件（P-04），请由他人办理。", rules=("P-04",)
        )


def check_evaluation(draft: EvaluationDraft, rubric: Rubric, *, today: dt.date) -> None:
    """Raise InvalidFields that names every bad field."""
    faults = tuple(_faults(draft, rubric, today))
    if faults:
        raise InvalidFields(faults)


def evaluated(made: Evaluation) -> CaseEvaluated:
    """The fact of an evaluation; what a second scorer must not know is not told (LA-73)."""
    form = made.callback
    return CaseEvaluated(
        evaluation=made.name, case=made.case, institution=made.institution, division=made.division,
        method=made.method, grade=None if made.method in TWICE else made.grade, reached=bool(form and form.reached),
        satisfaction=form.satisfaction if form and form.reached else 0, evaluated_date=made.evaluated_date,
    )  # fmt: skip


def unsatisfied(form: CallbackForm) -> bool:
    """Whether the recipient said that he is not satisfied; silence is neither (LA-142)."""
    return form.reached and form.satisfaction in UNSATISFIED


def shown_to(evaluation: Evaluation, subject: str) -> Evaluation:
    """As somebody may see it: a sealed one without points, grade and reasons, unless it is his own."""
    if not evaluation.sealed or evaluation.evaluator == subject:
        return evaluation
    return replace(evaluation, scores=(), total_points=0, grade=None, reasons="")


def measure(pairs: Sequence[tuple[Grade, Grade]]) -> Agreement:
    """Cohen's kappa of two scorers' grades in ten-thousandths, half away from zero."""
    count, agreed = len(pairs), sum(first is second for first, second in pairs)
    firsts, seconds = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    by_chance = sum(firsts[grade] * seconds[grade] for grade in Grade)
    above, room = agreed * count - by_chance, count * count - by_chance
    if room == 0:
        return Agreement(pairs=count, agreed=agreed, kappa_bp=None)
    sign = 1 if above >= 0 else -1
    kappa = sign * ((abs(above) * BASIS_POINTS * 2 + room) // (2 * room))
    return Agreement(pairs=count, agreed=agreed, kappa_bp=kappa)


def _faults(draft: EvaluationDraft, rubric: Rubric, today: dt.date) -> Iterator[Violation]:
    if draft.evaluated_date is not None and draft.evaluated_date > today:
        yield _fault("evaluated_date", "DATE_IN_FUTURE", "评估日期不能晚于今天（P-06），请填写实际评估的日期")
    if draft.method is EvaluationMethod.CALLBACK:
        if draft.callback is None:
            yield _fault("callback", "CALLBACK_FORM_MISSING", "回访须填写回访表（F-23）")
        return
    if draft.callback is not None:
        yield _fault("callback", "CALLBACK_FORM_UNEXPECTED", "只有回访填写回访表（F-23），请删除或者改选回访")
    if draft.grade is None or not draft.reasons:
        yield _fault("grade", "GRADE_MISSING", "请填写质量等级并写明理由（LA-74）")
    points = {one.item: one.points for one in draft.scores}
    fits = points.keys() == rubric.items.keys() and len(points) == len(draft.scores)
    if not fits or any(points[item] > full for item, full in rubric.items.items() if item in points):
        yield _fault("scores", "RUBRIC_DIFFERS", "评分项目与本地区现行标准不一致，请逐项填写且不超过各项满分（LA-73）")
    elif draft.grade is not None and not _in_band(draft, rubric):
        yield _fault("grade", "GRADE_OUTSIDE_BAND", "质量等级与本地区规定的分数段不符（LA-74），请核对得分或者等级")


def _in_band(draft: EvaluationDraft, rubric: Rubric) -> bool:
    """A band is `{grade, at_least}` in points, highest first; without bands the reviewer picks the grade."""
    total = sum(one.points for one in draft.scores)
    reached = (band["grade"] for band in rubric.bands if total >= band["at_least"])
    return not rubric.bands or draft.grade is Grade[next(reached, Grade.FAIL.name)]


def _fault(field: str, reason: str, description: str) -> Violation:
    return Violation(field=f"evaluation.{field}", reason=reason, description=description)
