"""Every limit of the book is in a table with what keeps it; every clock and policy of days is in the table too."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from services.legal_aid.domain.due_list import ENTERED_WHEN_DONE, STANDS
from tests.services.legal_aid.tables import parameters

LIMITS = tomllib.loads((Path(__file__).parent / "limits.toml").read_text(encoding="utf-8"))["limit"]


def named(field: str) -> set[str]:
    return {name for limit in LIMITS for name in limit.get(field, ())}


def test_every_clock_keeps_a_limit_of_the_book_and_every_limit_names_clocks_that_are() -> None:
    assert named("kinds") == set(STANDS)
    assert named("entered") == ENTERED_WHEN_DONE


def test_every_number_of_days_in_the_packs_belongs_to_a_limit() -> None:
    found = {
        parameter.key
        for _, parameter in parameters()
        if isinstance(parameter.value, dict)
        and (("basis" in parameter.value and "count" in parameter.value) or parameter.key == "la.complaint_limits")
    }
    assert named("keys") == found


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit["of"])
def test_a_limit_has_a_clock_or_a_reason(limit: dict[str, object]) -> None:
    assert limit.keys() & {"kinds", "entered", "kept"}
    assert limit.keys() <= {"of", "keys", "kinds", "entered", "kept"}
