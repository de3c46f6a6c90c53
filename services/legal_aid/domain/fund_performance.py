"""The yearly performance of fund sources (LA-145): in place, execution, days to pay, pass rate, satisfaction, misuse.

It must not look anything up. Goals have a section where some were set, and none where not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from chassis.kernel.money import yuan
from services.legal_aid.domain.case_evaluation import CaseEvaluated
from services.legal_aid.domain.case_events import CaseGraded
from services.legal_aid.domain.case_words import Grade
from services.legal_aid.domain.evaluation_words import EvaluationMethod
from services.legal_aid.domain.fund_goals import FundGoalsSet, days_reached, share_reached
from services.legal_aid.domain.fund_source import FundKind, FundMisuse, FundSourceFrozen, FundSourceMoved
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section
from services.legal_aid.domain.ratio import basis_points, percent_text
from services.legal_aid.domain.subsidy_claim import SubsidyPaid
from services.legal_aid.domain.told import Told

FORM = "LA-145/1"
KINDS = {
    FundKind.LOCAL_BUDGET: "本级财政", FundKind.CENTRAL_SUBSIDY: "中央补助", FundKind.LOTTERY: "彩票公益金",
    FundKind.DONATION: "社会捐助", FundKind.OTHER: "其他",
}  # fmt: skip
MISUSES = {
    FundMisuse.WITHHELD: "截留", FundMisuse.ENCROACHED: "挤占", FundMisuse.DIVERTED: "挪用",
    FundMisuse.MISAPPROPRIATED: "侵占", FundMisuse.DIVIDED_UP: "私分", FundMisuse.SQUANDERED: "挥霍浪费",
    FundMisuse.RAISED_AT_WILL: "随意增加",
}  # fmt: skip
SATISFIED = (4, 5)
REACHED = {True: "达到", False: "未达到"}


def fund_performance(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:
    """The sources of the year with their goals, misuse that was found in it, and what recipients said (LA-145)."""
    sections = (_sources(told, period, shown), _misuse(told, period, shown), _satisfaction(told, period))
    goals = _goals(told, period, shown)
    return (*sections, goals) if goals.rows else sections


def _sources(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    """Sources of the year's budget, with all that was booked until its last day."""
    by_source: dict[str, list[FundSourceMoved]] = defaultdict(list)
    for fact in told.of(FundSourceMoved):
        if fact.fiscal_year == period.year and fact.booked_date <= period.last:
            by_source[fact.fund_source].append(fact)
    rows: list[tuple[Cell, ...]] = []
    for source, moves in sorted(by_source.items()):
        allocated, arrived, paid = (
            sum(getattr(one, column) for one in moves) for column in ("allocated_fen", "arrived_fen", "paid_fen")
        )
        rows.append(
            (
                shown.get(source, "—"), KINDS[moves[0].kind], yuan(allocated), yuan(arrived),
                _share(arrived, allocated), yuan(paid), _share(paid, allocated), *_work(told, period, source),
            )
        )  # fmt: skip
    columns = (
        "经费来源", "类别", "下达（元）", "到位（元）", "到位率", "支出（元）", "执行率", "支付案件数", "平均支付天数",
        "案件合格率",
    )  # fmt: skip
    return Section(code="sources", title="经费项目", columns=columns, rows=tuple(rows))


def _goals(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    """Each goal of the sources whose year it is, and whether it was reached; of a source the goals set last."""
    newest = {one.fund_source: one for one in told.of(FundGoalsSet) if one.fiscal_year == period.year}
    answers = _answers(told, period)
    satisfied = sum(answer in SATISFIED for answer in answers)
    rows: list[tuple[Cell, ...]] = []
    for source, goals in sorted(newest.items()):
        booked = [
            one for one in told.of(FundSourceMoved) if one.fund_source == source and one.booked_date <= period.last
        ]
        allocated, arrived, paid = (
            sum(getattr(one, column) for one in booked) for column in ("allocated_fen", "arrived_fen", "paid_fen")
        )
        days, grades = _worked(told, period, source)
        passed = sum(grade is not Grade.FAIL for grade in grades)
        shares = (
            ("到位率不低于", goals.in_place_bp, arrived, allocated),
            ("执行率不低于", goals.execution_bp, paid, allocated),
            ("案件合格率不低于", goals.pass_rate_bp, passed, len(grades)),
            ("受援人满意率不低于", goals.satisfaction_bp, satisfied, len(answers)),
        )  # fmt: skip
        name = shown.get(source, "—")
        rows += [
            (name, text, percent_text(goal), _share(part, whole), REACHED[share_reached(part, whole, goal)])
            for text, goal, part, whole in shares
        ]
        rows.append(
            (name, "平均支付天数不超过", str(goals.days_to_pay), _average(sum(days), len(days)),
             REACHED[days_reached(sum(days), len(days), goals.days_to_pay)])
        )  # fmt: skip
    return Section(
        code="goals", title="绩效目标", columns=("经费来源", "目标", "目标值", "实际值", "是否达到"), rows=tuple(rows)
    )  # fmt: skip


def _work(told: Told, period: Period, source: str) -> tuple[Cell, ...]:
    """Cases paid from the source, days from the accepted file to the payment, and the share of them that passed."""
    days, grades = _worked(told, period, source)
    cases = {one.case for one in _paid(told, period, source) if one.case}
    passed = sum(grade is not Grade.FAIL for grade in grades)
    return len(cases), _average(sum(days), len(days)), percent_text(basis_points(passed, len(grades)))


def _paid(told: Told, period: Period, source: str) -> list[SubsidyPaid]:
    return [one for one in told.of(SubsidyPaid) if one.fund_source == source and one.paid_date <= period.last]


def _worked(told: Told, period: Period, source: str) -> tuple[list[int], list[Grade]]:
    """Days to each payment from the source, and the grades of the cases it paid."""
    paid = _paid(told, period, source)
    closed = told.closed()
    days = [(one.paid_date - closed[one.case]).days for one in paid if one.case in closed]
    cases = {one.case for one in paid if one.case}
    grades = {one.case: one.grade for one in told.of(CaseGraded) if one.case in cases}
    return days, list(grades.values())


def _misuse(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (shown.get(one.fund_source, "—"), one.fiscal_year, MISUSES[one.misuse], one.frozen_date.isoformat())
        for one in told.of(FundSourceFrozen)
        if period.holds(one.frozen_date)
    )
    return Section(
        code="misuse", title="违规使用情形", columns=("经费来源", "年度", "情形", "冻结日期"), rows=rows
    )  # fmt: skip


def _satisfaction(told: Told, period: Period) -> Section:
    """Satisfied of those who answered, and answered of those who were called; silence is never satisfied (LA-142)."""
    called, answers = _called(told, period), _answers(told, period)
    satisfied = sum(answer in SATISFIED for answer in answers)
    row: tuple[Cell, ...] = (
        len(called), len(answers), _share(len(answers), len(called)), satisfied, _share(satisfied, len(answers)),
    )  # fmt: skip
    return Section(
        code="satisfaction", title="受援人满意度（回访）", columns=("回访", "作出评价", "评价率", "满意", "满意率"),
        rows=(row,),
    )  # fmt: skip


def _called(told: Told, period: Period) -> list[CaseEvaluated]:
    return [
        one
        for one in told.of(CaseEvaluated)
        if one.method is EvaluationMethod.CALLBACK and period.holds(one.evaluated_date)
    ]


def _answers(told: Told, period: Period) -> list[int]:
    return [one.satisfaction for one in _called(told, period) if one.satisfaction]


def _share(part: int, whole: int) -> str:
    return percent_text(basis_points(max(part, 0), max(whole, 0)))


def _average(total: int, count: int) -> str:
    """With two decimals, half up, rounded once; a dash of nothing."""
    if count == 0:
        return "—"
    hundredths = (200 * total + count) // (2 * count)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
