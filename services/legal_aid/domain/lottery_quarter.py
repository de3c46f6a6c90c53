"""The quarterly tables of the central lottery fund (LA-112, F-11): what it paid for, and how its sources were executed.

It must not look anything up, nor ask for money: no text at hand says how a request is computed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from chassis.kernel.money import yuan
from services.legal_aid.domain.case_category import CATEGORY_OF
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.fund_source import FundKind, FundSourceMoved
from services.legal_aid.domain.lottery import LotteryGroup
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section, masked_number
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed
from services.legal_aid.domain.told import Told

FORM = "F-11/1"
GROUPS = {
    LotteryGroup.MIGRANT_WORKER: "农民工", LotteryGroup.DISABLED: "残疾人", LotteryGroup.ELDERLY: "老年人",
    LotteryGroup.WOMAN_FAMILY_RIGHTS: "妇女家庭权益", LotteryGroup.MINOR: "未成年人",
}  # fmt: skip
STAGES = {
    CaseStage.INVESTIGATION: "侦查", CaseStage.PROSECUTION_REVIEW: "审查起诉", CaseStage.TRIAL_1: "一审",
    CaseStage.TRIAL_2: "二审", CaseStage.RETRIAL: "再审", CaseStage.DEATH_REVIEW: "死刑复核",
    CaseStage.ENFORCEMENT: "执行", CaseStage.ARBITRATION: "仲裁", CaseStage.NONE: "—",
}  # fmt: skip
YES_NO = {True: "是", False: "否"}


def lottery_quarter(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:
    """The sections: every payment with the columns of F-11, groups, units, execution of the sources."""
    booked = list(_booked(told, period))
    return (_payments(told, booked, shown), _groups(booked), _units(booked, shown), _execution(told, period, shown))


def _booked(told: Told, period: Period) -> Iterator[tuple[SubsidyPaid, int, str]]:
    """Payments of the fund in the period with what they add and their day, and those that were taken back in it."""
    paid = {one.subsidy_claim: one for one in told.of(SubsidyPaid) if one.lottery_group is not None}
    for fact in told.facts:
        if isinstance(fact, SubsidyPaid) and fact.lottery_group is not None and period.holds(fact.paid_date):
            yield fact, fact.amount_fen, fact.paid_date.isoformat()
        if isinstance(fact, SubsidyReversed) and fact.subsidy_claim in paid and period.holds(fact.reversed_date):
            yield paid[fact.subsidy_claim], -fact.amount_fen, fact.reversed_date.isoformat()


def _payments(told: Told, booked: list[tuple[SubsidyPaid, int, str]], shown: Mapping[str, str]) -> Section:
    closed, cases = told.closed(), told.cases
    rows: list[tuple[Cell, ...]] = []
    for one, amount, day in booked:
        case = cases.get(one.case)
        rows.append(
            (
                masked_number(shown.get(one.case, "—")),
                GROUPS[one.lottery_group] if one.lottery_group else "—",
                one.lottery_scope.value if one.lottery_scope else "—",
                CATEGORY_OF[case.case_type].value if case and case.case_type in CATEGORY_OF else "—",
                STAGES[one.stage],
                closed[one.case].isoformat() if one.case in closed else "—",
                YES_NO[one.difficult],
                YES_NO[one.cross_region],
                yuan(one.standard_fen),
                yuan(amount),
                shown.get(one.unit, "—"),
                day,
            )
        )
    columns = (
        "案号（已隐去）", "受援人类别", "适用情形", "案件类别", "阶段", "结案日期", "疑难", "跨地区", "补贴标准（元）",
        "支付金额（元）", "收款机构", "支付日期",
    )  # fmt: skip
    return Section(code="payments", title="办结案件补贴支付表（冲销以负数列示）", columns=columns, rows=tuple(rows))


def _groups(booked: list[tuple[SubsidyPaid, int, str]]) -> Section:
    rows: list[tuple[Cell, ...]] = []
    for group, word in GROUPS.items():
        own = [(one, amount) for one, amount, _ in booked if one.lottery_group is group]
        cases = {one.case for one, amount in own if amount > 0}
        rows.append((word, len(cases), yuan(sum(amount for _, amount in own))))
    total = {one.case for one, amount, _ in booked if amount > 0}
    rows.append(("合计", len(total), yuan(sum(amount for _, amount, _ in booked))))
    return Section(
        code="groups", title="受援人类别", columns=("类别", "支付案件数", "金额（元）"), rows=tuple(rows)
    )  # fmt: skip


def _units(booked: list[tuple[SubsidyPaid, int, str]], shown: Mapping[str, str]) -> Section:
    """Difficult and cross-region cases of each unit beside all its cases (LA-110)."""
    cases: dict[str, set[str]] = defaultdict(set)
    special: dict[str, set[str]] = defaultdict(set)
    for one, amount, _ in booked:
        if amount > 0:
            cases[one.unit].add(one.case)
            if one.difficult or one.cross_region:
                special[one.unit].add(one.case)
    return Section(
        code="units", title="承办机构", columns=("承办机构", "支付案件数", "其中疑难、跨地区"),
        rows=tuple((shown.get(unit, "—"), len(cases[unit]), len(special[unit])) for unit in sorted(cases)),
    )  # fmt: skip


def _execution(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    """Each source up to the end of the quarter, and what was paid in it."""
    by_source: dict[str, list[FundSourceMoved]] = defaultdict(list)
    for fact in told.of(FundSourceMoved):
        if fact.kind is FundKind.LOTTERY and fact.booked_date <= period.last:
            by_source[fact.fund_source].append(fact)
    rows: list[tuple[Cell, ...]] = []
    for source, moves in sorted(by_source.items()):
        arrived, paid = sum(one.arrived_fen for one in moves), sum(one.paid_fen for one in moves)
        in_quarter = sum(one.paid_fen for one in moves if period.holds(one.booked_date))
        rows.append(
            (
                shown.get(source, "—"), moves[0].fiscal_year, yuan(sum(one.allocated_fen for one in moves)),
                yuan(arrived), yuan(in_quarter), yuan(paid), yuan(arrived - paid),
            )
        )  # fmt: skip
    columns = ("经费来源", "年度", "下达（元）", "到位（元）", "本季度支出（元）", "累计支出（元）", "到位未支出（元）")
    return Section(code="execution", title="资金执行情况", columns=columns, rows=tuple(rows))
