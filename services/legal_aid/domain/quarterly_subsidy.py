"""The quarterly disclosure of subsidies (LA-98, F-10): what was received, granted, closed, paid.

It must not look anything up. Benefit and wages recovered stand in no record of this system: they are left out.
"""

from __future__ import annotations

from collections.abc import Mapping

from services.legal_aid.domain.application_events import ApplicationReceived
from services.legal_aid.domain.case_category import CATEGORY_OF, HEADINGS, counts
from services.legal_aid.domain.case_events import CaseGraded, ClosingFileAccepted
from services.legal_aid.domain.notice_events import NoticeReceived
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section, masked_number
from services.legal_aid.domain.published_money import payments, quarterly_funds
from services.legal_aid.domain.quality_words import GRADES
from services.legal_aid.domain.told import Told
from services.legal_aid.domain.yearly_disclosure import legal_help, opened_in

FORM = "F-10/1"


def quarterly_subsidy(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:
    """The sections of the table; `shown` has the numbers of closed cases and the names of units."""
    closed = [told.cases[case] for case, day in told.closed().items() if period.holds(day) and case in told.cases]
    earlier = [case for case in closed if case.opened_date.year < period.year]
    return (
        _received(told, period),
        Section(
            code="cases", title="案件（件）", columns=("项目", *HEADINGS),
            rows=(
                ("给予援助", *counts(opened_in(told, period))),
                ("办结", *counts(closed)),
                ("其中以前年度给予援助", *counts(earlier)),
            ),
        ),
        legal_help(told, period),
        quarterly_funds(told, period),
        payments(told, period, shown),
        _list(told, period, shown),
    )  # fmt: skip


def _received(told: Told, period: Period) -> Section:
    applications = sum(period.holds(one.received_date) for one in told.of(ApplicationReceived))
    notices = sum(period.holds(one.received_date) for one in told.of(NoticeReceived))
    return Section(
        code="received", title="申请和通知（件）", columns=("收到申请", "收到通知", "合计"),
        rows=((applications, notices, applications + notices),),
    )  # fmt: skip


def _list(told: Told, period: Period, shown: Mapping[str, str]) -> Section:
    """One line for each closed case: the unit that did most of the work, and the grade of that day if there is one."""
    grades = {fact.case: GRADES[fact.grade] for fact in told.of(CaseGraded)}
    units: dict[str, ClosingFileAccepted] = {}
    for share in told.of(ClosingFileAccepted):
        if share.case not in units or share.share_bp > units[share.case].share_bp:
            units[share.case] = share
    rows: list[tuple[Cell, ...]] = [
        (masked_number(shown[case]), CATEGORY_OF[share.case_type].value, shown[share.unit], grades.get(case, "未评定"))
        for case, share in sorted(units.items())
        if period.holds(share.accepted_date) and share.case_type in CATEGORY_OF
    ]
    return Section(
        code="list", title="办结案件清单", columns=("案号（已隐去）", "类别", "承办机构", "质量等次"), rows=tuple(rows)
    )  # fmt: skip
