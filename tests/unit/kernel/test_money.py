"""Whole fen: percentages are rounded once, parts add up, amounts are written in one way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.money import percentage, proportion, split, yuan

FEN = st.integers(-(10**15), 10**15)
WEIGHTS = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@pytest.mark.rule("M-02")
@pytest.mark.parametrize(
    ("base", "percent", "share"),
    [
        (1650, 3, 50), (1649, 3, 49), (1651, 3, 50), (-1650, 3, -50), (-1649, 3, -49), (50, 1, 1), (-50, 1, -1),
        (49, 1, 0), (0, 3, 0), (100000, 0, 0), (12345, 100, 12345), (10**17 + 50, 1, 10**15 + 1),
    ],
)  # fmt: skip
def test_half_a_fen_goes_away_from_zero(base: int, percent: int, share: int) -> None:
    assert percentage(base, percent) == share


@pytest.mark.rule("M-02")
@given(FEN, st.integers(0, 1000))
def test_a_percentage_is_off_by_half_a_fen_at_most(base: int, percent: int) -> None:
    assert abs(percentage(base, percent) - Fraction(base * percent, 100)) <= Fraction(1, 2)


@pytest.mark.rule("M-02")
@given(FEN, st.integers(0, 1000))
def test_a_refund_takes_back_what_the_income_gave(base: int, percent: int) -> None:
    assert percentage(-base, percent) == -percentage(base, percent)


@pytest.mark.rule("M-02")
def test_once_on_the_total_differs_from_once_a_line() -> None:
    lines = [17, 17, 17]
    assert (percentage(sum(lines), 3), sum(percentage(line, 3) for line in lines)) == (2, 3)


def test_a_negative_percentage_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        percentage(100, -3)


@pytest.mark.parametrize(("numerator", "denominator"), [(-1, 3), (1, 0), (1, -3)])
def test_a_part_of_nothing_and_less_than_a_part_are_refused(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="part"):
        proportion(100, numerator, denominator)


@pytest.mark.parametrize(("base", "third"), [(1_200_005, 400_002), (-1_200_005, -400_002), (1, 0), (2, 1)])
def test_a_third_is_rounded_half_away_from_zero(base: int, third: int) -> None:
    assert proportion(base, 1, 3) == third


@pytest.mark.rule("M-03")
@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        pytest.param(120000, (4, 6), (48000, 72000), id="TV-F04"),
        pytest.param(100, (1, 1, 1), (34, 33, 33), id="a tie goes to the earlier"),
        pytest.param(101, (1, 1, 1), (34, 34, 33), id="two fen left"),
        pytest.param(-100, (1, 1, 1), (-34, -33, -33), id="a reversal mirrors the payment"),
        pytest.param(10, (1, 2, 1), (3, 5, 2), id="equal remainders"),
        pytest.param(5, (1, 8), (1, 4), id="the largest remainder first"),
        pytest.param(140000, (0, 1), (0, 140000), id="no share, no fen"),
        pytest.param(0, (3, 1), (0, 0), id="nothing to split"),
    ],
)
def test_parts_follow_the_largest_remainder(total: int, weights: tuple[int, ...], parts: tuple[int, ...]) -> None:
    assert split(total, weights) == parts


@pytest.mark.rule("M-03")
@given(FEN, WEIGHTS)
def test_parts_add_up_and_are_off_by_less_than_a_fen(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    assert sum(parts) == total
    assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


@pytest.mark.rule("M-03")
@given(FEN, WEIGHTS)
def test_an_earlier_item_gets_no_less_than_a_later_one_of_equal_weight(total: int, weights: list[int]) -> None:
    parts = [abs(part) for part in split(total, weights)]
    pairs = [(early, late) for early in range(len(weights)) for late in range(early, len(weights))]
    assert all(parts[early] >= parts[late] for early, late in pairs if weights[early] == weights[late])


@pytest.mark.rule("M-03")
@given(FEN, WEIGHTS)
def test_a_share_of_nothing_is_nothing(total: int, weights: list[int]) -> None:
    parts = split(total, [*weights, 0])
    assert parts[-1] == 0


@pytest.mark.parametrize("weights", [(), (0, 0), (3, -1)], ids=["none", "all zero", "negative"])
def test_weights_that_share_nothing_out_are_refused(weights: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weights"):
        split(100, weights)


@pytest.mark.rule("M-01")
@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (148650, "1486.50"), (-100, "-1.00"), (123456789012, "1234567890.12")],
)
def test_an_amount_has_two_decimals_and_no_separators(fen: int, text: str) -> None:
    assert yuan(fen) == text


@pytest.mark.rule("M-01")
@given(FEN)
def test_a_written_amount_is_the_amount(fen: int) -> None:
    assert Fraction(yuan(fen)) * 100 == fen
