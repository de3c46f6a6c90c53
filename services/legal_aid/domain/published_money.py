"""Money in published tables: paid less taken back, added up in fen and rounded once (M-06). It must not look it up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chassis.kernel.money import yuan
from services.legal_aid.domain.case_category import CATEGORY_OF
from services.legal_aid.domain.case_events import CaseGraded
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section, masked_number
from services.legal_aid.domain.quality_words import GRADES
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed
from services.legal_aid.domain.tariff import SERVICES, ServiceCode
from services.legal_aid.domain.told import Told

CATEGORY = {
    service: CATEGORY_OF[case_type].value for case_type, service in SERVICES.items() if case_type in CATEGORY_OF
}
# What is paid for help that is no case: a column of its own (LA-92, E-73).
NO_CASE = frozenset({ServiceCode.DUTY, ServiceCode.PLEA, ServiceCode.CONSULTATION})
FEN_PER_HUNDREDTH = 10_000
COLUMNS = ("案件补贴", "值班、咨询补贴", "合计")


def ten_thousand_yuan(fen: int) -> str:
    """The amount in 万元 with two decimals, half away from zero, for example `181.65`."""
    return yuan((2 * abs(fen) + FEN_PER_HUNDREDTH) // (2 * FEN_PER_HUNDREDTH) * (1 if fen >= 0 else -1))


def yearly_funds(told: Told, period: Period) -> Section:
    """The year in 万元; the sum is rounded from fen and need not be that of the rounded parts (M-06)."""
    row = tuple(map(ten_thousand_yuan, _sums(told, period)))
    return Section(code="funds", title="补贴支出（万元，已扣除冲销）", columns=COLUMNS, rows=(row,))


def quarterly_funds(told: Told, period: Period) -> Section:
    """The quarter in yuan."""
    row = tuple(map(yuan, _sums(told, period)))
    return Section(code="funds", title="补贴支出（元，已扣除冲销）", columns=COLUMNS, rows=(row,))


def payments(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    """One line for each payment of the quarter, and one below zero for each that was taken back in it."""
    grades = {fact.case: GRADES[fact.grade] for fact in told.of(CaseGraded)}
    rows: list[tuple[Cell, ...]] = []
    for fact, amount in _booked(told, period):
        rows.append(
            (
                masked_number(shown.get(fact.case, "—")),
                CATEGORY.get(fact.service, "值班、咨询"),
                shown.get(fact.unit, "—"),
                grades.get(fact.case, "—"),
                yuan(amount),
            )
        )
    columns = ("案号（已隐去）", "类别", "承办机构", "质量等次", "金额（元）")
    return Section(code="payments", title="补贴支付清单", columns=columns, rows=tuple(rows))


def _booked(told: Told, period: Period) -> Iterator[tuple[SubsidyPaid | SubsidyReversed, int]]:
    """Payments and reversals of the period with what they add; a reversal counts when it was booked (M-05)."""
    for paid in told.of(SubsidyPaid):
        if period.holds(paid.paid_date):
            yield paid, paid.amount_fen
    for back in told.of(SubsidyReversed):
        if period.holds(back.reversed_date):
            yield back, -back.amount_fen


def _sums(told: Told, period: Period) -> tuple[int, int, int]:
    """Fen for cases, for help that is no case (LA-92), and of both; nothing is rounded before it is added (M-06)."""
    of_cases = of_help = 0
    for fact, amount in _booked(told, period):
        if fact.service in NO_CASE:
            of_help += amount
        else:
            of_cases += amount
    return of_cases, of_help, of_cases + of_help
