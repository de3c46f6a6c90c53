"""Percentages, periods, masks and cells of published tables, without a database."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.legal_aid.domain.case_events import CaseGraded
from services.legal_aid.domain.case_words import CaseStage, Grade
from services.legal_aid.domain.period import Period, read_period
from services.legal_aid.domain.public_table import PublicTable, Section, masked_number, readable
from services.legal_aid.domain.published_money import payments, quarterly_funds, ten_thousand_yuan, yearly_funds
from services.legal_aid.domain.ratio import basis_points, percent_text
from services.legal_aid.domain.settlement import ReversalReason
from services.legal_aid.domain.subsidy_claim import SubsidyPaid, SubsidyReversed
from services.legal_aid.domain.tariff import ServiceCode
from services.legal_aid.domain.told import Told
from services.legal_aid.domain.yearly_disclosure import quality

YEAR = Period(year=2026, quarter=0)


def graded(place: int, grade: Grade) -> CaseGraded:
    return CaseGraded(
        case=f"cases/{place}", institution="", division="", grade=grade, graded_date=dt.date(2026, 6, 15)
    )  # fmt: skip


@pytest.mark.rule("E-68", "LA-114")
@pytest.mark.parametrize("shares", [("0.78%", "10.18%", "89.03%")], ids=["E-68"])
def test_percentages_are_not_forced_to_a_hundred(shares: tuple[str, ...]) -> None:
    grades = [Grade.EXCELLENT] * 3 + [Grade.GOOD] * 39 + [Grade.PASS] * 341
    section = quality(Told(tuple(graded(place, grade) for place, grade in enumerate(grades))), YEAR)
    assert tuple(row[2] for row in section.rows[:3]) == shares
    assert [row[1] for row in section.rows] == [3, 39, 341, 0, 383, 383]


@pytest.mark.rule("M-02")
@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_rounded_once_half_away_from_zero(part: int, whole: int) -> None:
    exact = Fraction(part * 10_000, whole)
    found = basis_points(part, whole)
    assert found is not None
    assert abs(found - exact) <= Fraction(1, 2)
    assert found - exact != Fraction(-1, 2)


def test_a_half_goes_away_from_zero_and_nothing_has_no_share() -> None:
    assert (basis_points(1, 20_000), basis_points(3, 20_000), basis_points(0, 0)) == (1, 2, None)
    assert (percent_text(5), percent_text(10_000), percent_text(None)) == ("0.05%", "100.00%", "—")


def test_a_case_graded_again_counts_with_its_last_grade() -> None:
    section = quality(Told((graded(1, Grade.FAIL), graded(1, Grade.PASS))), YEAR)
    assert [row[1] for row in section.rows] == [0, 0, 1, 0, 1, 1]


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2026", "2026-01-01", "2026-12-31"), ("2024-Q1", "2024-01-01", "2024-03-31"),
    ("2026-Q2", "2026-04-01", "2026-06-30"), ("2026-Q3", "2026-07-01", "2026-09-30"),
    ("2026-Q4", "2026-10-01", "2026-12-31"),
])  # fmt: skip
def test_a_period_has_its_days(text: str, first: str, last: str) -> None:
    period = read_period(text)
    assert period is not None
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)
    assert period.holds(period.first)
    assert not period.holds(period.last + dt.timedelta(days=1))


@pytest.mark.parametrize("text", ["", "26", "2026-Q5", "2026-Q0", "2026-06", "２０２６"])
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_period(text) is None


@pytest.mark.rule("P-01")
@pytest.mark.parametrize(("number", "masked"), [
    ("（2026）玄法援案字第7号", "（2026）玄法援案字第**7号"),
    ("（2026）玄法援案字第127号", "（2026）玄法援案字第**7号"),
])  # fmt: skip
def test_of_a_serial_the_last_digit_is_left(number: str, masked: str) -> None:
    assert masked_number(number) == masked


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(start: str) -> None:
    section = Section(code="list", title="清单", columns=("机构",), rows=((f"{start}1+1",), ("-3.00",)))
    table = PublicTable(
        form="F-10/1", title="表", subject=f"{start}1+", period="2026年度", basis=(), sections=(section,)
    )  # fmt: skip
    lines = readable(table).splitlines()
    assert f"'{start}1+1" in lines
    assert f"公开单位,'{start}1+" in lines
    assert lines[-1] == "-3.00"


def paid(place: int, amount_fen: int, service: ServiceCode = ServiceCode.CIVIL) -> SubsidyPaid:
    return SubsidyPaid(
        subsidy_claim=f"subsidyClaims/{place}", case="cases/1", institution="", division="", stage=CaseStage.TRIAL_1,
        service=service, handler="", unit="", fund_source="", amount_fen=amount_fen, paid_date=dt.date(2026, 6, 15),
        late=False,
    )  # fmt: skip


def taken_back(amount_fen: int, day: dt.date) -> SubsidyReversed:
    return SubsidyReversed(
        subsidy_claim="subsidyClaims/1", case="cases/1", institution="", division="", stage=CaseStage.TRIAL_1,
        service=ServiceCode.CIVIL, handler="", unit="", fund_source="", amount_fen=amount_fen,
        reason=ReversalReason.ERROR, reversed_date=day,
    )  # fmt: skip


@pytest.mark.rule("M-06", "E-73", "LA-92")
def test_a_sum_is_rounded_once_from_fen_and_duty_fees_stand_apart() -> None:
    facts = (paid(1, 140_994_900), paid(2, 40_000_000, ServiceCode.DUTY), paid(3, 654_900, ServiceCode.PLEA))
    assert yearly_funds(Told(facts), YEAR).rows == (("140.99", "40.65", "181.65"),)
    assert quarterly_funds(Told(facts), YEAR).rows == (("1409949.00", "406549.00", "1816498.00"),)


@pytest.mark.rule("M-05")
def test_what_was_taken_back_counts_on_the_day_it_was_taken_back() -> None:
    told = Told((paid(1, 100_000), taken_back(100_000, dt.date(2026, 7, 1))))
    second, third = Period(year=2026, quarter=2), Period(year=2026, quarter=3)
    assert quarterly_funds(told, second).rows == (("1000.00", "0.00", "1000.00"),)
    assert quarterly_funds(told, third).rows == (("-1000.00", "0.00", "-1000.00"),)
    assert [row[4] for row in payments(told, third, {}).rows] == ["-1000.00"]


@pytest.mark.parametrize(("fen", "text"), [
    (0, "0.00"), (4_999, "0.00"), (5_000, "0.01"), (-5_000, "-0.01"), (-4_999, "0.00"), (1_000_000, "1.00"),
])  # fmt: skip
def test_ten_thousands_are_rounded_half_away_from_zero(fen: int, text: str) -> None:
    assert ten_thousand_yuan(fen) == text
