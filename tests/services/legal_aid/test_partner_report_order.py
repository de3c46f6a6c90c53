"""What stands when facts about one matter are applied in another order than they were told (XF-12, XF-13)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from services.legal_aid.domain.assignment_bar import BarCause
from services.legal_aid.domain.partner_report import (
    AssessmentGrade,
    PartnerReport,
    ReportTopic,
    bar_cause,
    latest_grade,
    newest,
)
from tests.services.legal_aid.partners import PRACTITIONER


def _hold_of(position: int, **changes: Any) -> PartnerReport:
    said: dict[str, Any] = {
        "name": f"partnerReports/{position}", "source": "supervision", "topic": ReportTopic.HOLD,
        "subject": PRACTITIONER, "reference": "holds/1", "division": "990102", "cause": BarCause.PRACTICE_HOLD,
        "unit": "", "document": "", "year": 0, "grade": None, "from_date": None, "until_date": None,
        "as_of_position": position, "as_of": dt.datetime(2026, 6, 15, tzinfo=dt.UTC),
    }  # fmt: skip
    return PartnerReport(**{**said, **changes})


@pytest.mark.rule("XF-12", "XF-13")
def test_a_begin_that_is_applied_after_its_end_fills_in_the_first_day_and_no_more() -> None:
    end = _hold_of(2, until_date=dt.date(2026, 6, 20))
    begin = _hold_of(1, from_date=dt.date(2026, 6, 10), document="玄司整〔2026〕3号")
    late, in_order = newest(end, begin), newest(begin, end)
    assert replace(late, name="") == replace(in_order, name="")
    assert (late.from_date, late.until_date) == (begin.from_date, end.until_date)
    assert bar_cause(late, unit="") is None
    assert newest(late, begin) == late


@pytest.mark.rule("GO-63", "XF-31")
def test_the_grade_that_counts_is_that_of_the_newest_year_which_has_one() -> None:
    def graded(position: int, year: int, grade: AssessmentGrade | None) -> PartnerReport:
        return _hold_of(position, topic=ReportTopic.GRADE, year=year, grade=grade)

    told = [
        graded(3, 2024, AssessmentGrade.EXCELLENT), graded(1, 2025, AssessmentGrade.BASIC),
        graded(2, 2025, AssessmentGrade.COMPETENT), graded(4, 2026, None), _hold_of(5, year=2026),
    ]  # fmt: skip
    assert latest_grade(told) is AssessmentGrade.COMPETENT
    assert latest_grade(told[3:]) is None
