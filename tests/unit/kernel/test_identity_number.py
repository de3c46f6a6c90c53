"""Identity numbers of GB 11643: shape, birth date and check character."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.identity_number import check_character, identity_number_fault, masked_identity_number

TODAY = dt.date(2026, 6, 15)


def complete(digits: str) -> str:
    return digits + check_character(digits)


def test_the_standards_own_example_is_sound() -> None:
    assert identity_number_fault("11010519491231002X", today=TODAY) == ""


@pytest.mark.parametrize(
    "number",
    [
        "",
        "11010519491231002",
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002X ",
        "01010519491231002X",
    ],
)
def test_another_shape_is_refused(number: str) -> None:
    assert identity_number_fault(number, today=TODAY) == "IDENTITY_NUMBER_FORMAT"


@pytest.mark.parametrize("born", ["20260230", "20261301", "18991231", "20260616", "00000000"])
def test_a_birth_date_that_cannot_be_is_refused(born: str) -> None:
    assert identity_number_fault(complete(f"110105{born}002"), today=TODAY) == "IDENTITY_NUMBER_BIRTH_DATE"


def test_somebody_born_today_has_a_sound_number() -> None:
    assert identity_number_fault(complete("11010520260615002"), today=TODAY) == ""


@given(st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(serial: int, place: int, step: int) -> None:
    sound = complete(f"11010519900307{serial:03d}")
    digit = str((int(sound[place]) + step) % 10)
    assert identity_number_fault(sound[:place] + digit + sound[place + 1 :], today=TODAY) != ""


def test_a_masked_number_shows_six_and_four_characters() -> None:
    assert masked_identity_number("11010519491231002X") == "110105********002X"
