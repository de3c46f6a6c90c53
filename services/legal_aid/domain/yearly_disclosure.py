"""The yearly disclosure of legal aid (LA-114, F-09): cases, help, funds, quality. It must not look anything up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from services.legal_aid.domain.case_category import HEADINGS, counts
from services.legal_aid.domain.case_events import CaseGraded, CaseOpened
from services.legal_aid.domain.case_words import Grade
from services.legal_aid.domain.consultation import ConsultationMode, ConsultationRecorded
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.public_table import Cell, Section
from services.legal_aid.domain.published_money import yearly_funds
from services.legal_aid.domain.quality_words import GRADES
from services.legal_aid.domain.ratio import basis_points, percent_text
from services.legal_aid.domain.told import Told

FORM = "F-09/1"
VISITS = frozenset({ConsultationMode.COUNTER, ConsultationMode.HOME})


def yearly_disclosure(told: Told, period: Period, shown: Mapping[str, str]) -> tuple[Section, ...]:  # noqa: ARG001
    """The sections of the table (LA-114): cases, help, funds, quality; it shows no case."""
    return (
        _cases(told, period), legal_help(told, period), _consultations(told, period), yearly_funds(told, period),
        quality(told, period),
    )  # fmt: skip


def opened_in(told: Told, period: Period) -> Iterator[CaseOpened]:
    """Cases that a grant or a notice of the period opened."""
    return (case for case in told.cases.values() if period.holds(case.opened_date))


def legal_help(told: Told, period: Period) -> Section:
    """Help by duty lawyers, a line of its own and no case (LA-92, E-73)."""
    held = [shift for shift in told.shifts if period.holds(shift.shift_date)]
    row = tuple(
        sum(values)
        for values in (
            (shift.half_days for shift in held),
            (shift.persons_helped for shift in held),
            (shift.plea_items for shift in held),
        )
    )
    return Section(
        code="legal_help", title="值班律师法律帮助（不计入案件数）",
        columns=("值班班次", "值班半天数", "帮助人次", "认罪认罚见证件次"), rows=((len(held), *row),),
    )  # fmt: skip


def quality(told: Told, period: Period) -> Section:
    """Graded files (LA-114): counts and shares, each rounded on its own and not made to add up (E-68)."""
    graded = {fact.case: fact.grade for fact in told.of(CaseGraded) if period.holds(fact.graded_date)}
    found, examined = Counter(graded.values()), len(graded)
    rows: list[tuple[Cell, ...]] = [
        (text, found[grade], percent_text(basis_points(found[grade], examined))) for grade, text in GRADES.items()
    ]
    passed = examined - found[Grade.FAIL]
    rows.append(("合格及以上", passed, percent_text(basis_points(passed, examined))))
    rows.append(("评查案卷总数", examined, ""))
    return Section(code="quality", title="案件质量", columns=("等次", "件数", "占比"), rows=tuple(rows))


def _cases(told: Told, period: Period) -> Section:
    assigned = {case for case, day in told.first_assigned().items() if period.holds(day)}
    return Section(
        code="cases", title="案件（件）", columns=("项目", *HEADINGS),
        rows=(
            ("受理", *counts(opened_in(told, period))),
            ("指派", *counts(case for case in told.cases.values() if case.case in assigned)),
        ),
    )  # fmt: skip


def _consultations(told: Told, period: Period) -> Section:
    modes = Counter(one.mode for one in told.of(ConsultationRecorded) if period.holds(one.consulted_date))
    row = (sum(modes[mode] for mode in VISITS), modes[ConsultationMode.PHONE], modes[ConsultationMode.ONLINE])
    return Section(
        code="consultations", title="法律咨询（人次，不计入案件数）", columns=("来访", "来电", "网络"), rows=(row,)
    )  # fmt: skip
