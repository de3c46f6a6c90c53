"""Comments are taken at their word."""

from __future__ import annotations

import pytest

from gateway.openapi.comments import (
    StatedError,
    first_sentence,
    plain_text,
    stated_default,
    stated_errors,
    stated_example,
    stated_unit,
    states_condition,
)


def test_lines_become_paragraphs() -> None:
    assert plain_text(" One line\n goes on.\n\n\n Another.\n") == "One line goes on.\n\nAnother."
    assert plain_text("") == ""


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Takes v1.2 of it. Then more.", "Takes v1.2 of it"),
        ("登记申请。此后", "登记申请"),
        ("登记申请。 此后", "登记申请"),
        ("No stop", "No stop"),
    ],
)
def test_the_summary_is_the_first_sentence(text: str, first: str) -> None:
    assert first_sentence(text) == first


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("Default 50; values above 1000 mean 1000.", "50"),
        ("Civil date; default today in Beijing, never later.", "today in Beijing"),
        ("Default full capacity.", "full capacity"),
        ("Defaults are elsewhere.", ""),
        ("None.", ""),
    ],
)
def test_a_default_is_what_the_comment_states(text: str, default: str) -> None:
    assert stated_default(text) == default


def test_units_examples_and_conditions_are_found() -> None:
    assert stated_unit("Income in the period, fen; 0 to 10.") == "fen"
    assert stated_unit("Seconds until it expires.") == "seconds"
    assert stated_unit("People.") == ""
    assert stated_example("Account, for example `clerk`.") == "clerk"
    assert stated_example("Kind, for example DECIDE.") == "DECIDE"
    assert stated_example("For what it is.") == ""
    assert states_condition("18 characters. Required for a person.")
    assert not states_condition("Why; required when it is late.")


def test_errors_are_codes_with_their_reasons() -> None:
    text = (
        "Looks at `NOT_THIS`. Errors: INVALID_ARGUMENT with every bad field; FAILED_PRECONDITION `A_ONE` when "
        "`la.days` are over, `B_TWO`; ABORTED `C_3`; FAILED_PRECONDITION `A_ONE`."
    )
    assert stated_errors(text) == (
        StatedError("INVALID_ARGUMENT", ()),
        StatedError("FAILED_PRECONDITION", ("A_ONE", "B_TWO")),
        StatedError("ABORTED", ("C_3",)),
    )
    assert stated_errors("Nothing `GOES_WRONG` here, not even NOT_FOUND.") == ()
