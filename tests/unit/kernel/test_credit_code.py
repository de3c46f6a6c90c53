"""Unified social credit codes of GB 32100-2015: shape and check character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.credit_code import ALPHABET, check_character, credit_code_fault

SOUND = "91350100M000100Y43"
"""The worked example of the standard's algorithm."""


def body(organisation: str) -> str:
    return f"12990102{organisation}"


ORGANISATIONS = st.text(ALPHABET, min_size=9, max_size=9)


def test_the_standards_own_example_is_sound() -> None:
    assert credit_code_fault(SOUND) == ""


def test_the_alphabet_has_31_characters_without_the_five_letters() -> None:
    assert (len(ALPHABET), set(ALPHABET) & set("IOSVZ")) == (31, set())


@pytest.mark.parametrize(
    "code",
    [
        "", SOUND[:-1], SOUND + "3", SOUND.lower(), SOUND[:-1] + "Z", "9135010AM000100Y43", "9I350100M000100Y43",
        SOUND + "\n",
    ],
    ids=["empty", "short", "long", "lower case", "letter Z", "letter in the place", "letter I", "line feed"],
)  # fmt: skip
def test_another_shape_is_refused(code: str) -> None:
    assert credit_code_fault(code) == "CREDIT_CODE_FORMAT"


def test_full_width_characters_are_refused() -> None:
    assert credit_code_fault(SOUND.replace("9", "９")) == "CREDIT_CODE_FORMAT"


@given(ORGANISATIONS)
def test_a_code_with_its_check_character_is_sound(organisation: str) -> None:
    assert credit_code_fault(body(organisation) + check_character(body(organisation))) == ""


@given(ORGANISATIONS, st.integers(8, 17), st.integers(1, 30))
def test_any_single_wrong_character_is_noticed(organisation: str, place: int, step: int) -> None:
    code = body(organisation) + check_character(body(organisation))
    wrong = ALPHABET[(ALPHABET.index(code[place]) + step) % 31]
    assert credit_code_fault(code[:place] + wrong + code[place + 1 :]) == "CREDIT_CODE_CHECK"


@given(ORGANISATIONS, st.integers(8, 16))
def test_two_neighbours_that_changed_places_are_noticed(organisation: str, place: int) -> None:
    code = body(organisation) + check_character(body(organisation))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert (credit_code_fault(swapped) == "") == (swapped == code)
