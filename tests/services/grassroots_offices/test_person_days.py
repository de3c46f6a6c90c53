"""Person-days and former posts, day by day (GO-67, GO-44, E-49 to E-51)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from services.grassroots_offices.domain.acceptance import is_former_institution
from services.grassroots_offices.domain.person_days import days_of_year, person_days
from services.grassroots_offices.domain.practitioner import (
    CertifiedLeave,
    FormerPost,
    PracticeSpan,
    Practitioner,
    PractitionerState,
)
from tests.services.grassroots_offices.test_criteria import somebody

A, B = "offices/1", "offices/2"
_S = PractitionerState


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def who(*spans: tuple[PractitionerState, str, str], leaves: tuple[tuple[str, str], ...] = ()) -> Practitioner:
    return replace(
        somebody(),
        spans=tuple(
            PracticeSpan(
                name=str(place), practitioner="practitioners/1", state=state, office=office, from_date=day(since),
                document_number="1", late=False, entry_reason="", deadline=None,
            )
            for place, (state, office, since) in enumerate(spans)
        ),
        leaves=tuple(
            CertifiedLeave(
                from_date=day(begin), until_date=day(until), document_number="1", late=False, entry_reason=""
            )
            for begin, until in leaves
        ),
    )  # fmt: skip


@pytest.mark.rule("GO-67")
@pytest.mark.parametrize(
    ("practitioner", "days"),
    [
        pytest.param(who((_S.ACTIVE, A, "2020-01-01"), leaves=(("2025-03-01", "2025-06-06"),)), 267, id="TV-G13"),
        pytest.param(who((_S.ACTIVE, A, "2020-01-01")), 365, id="whole-year"),
        pytest.param(who((_S.ACTIVE, A, "2025-07-01")), 184, id="E-49"),
        pytest.param(who((_S.ACTIVE, A, "2020-01-01"), (_S.ACTIVE, B, "2025-07-01")), 181, id="E-50"),
        pytest.param(who((_S.ACTIVE, A, "2020-01-01"), (_S.HOLD, A, "2025-05-01")), 365, id="E-51"),
        pytest.param(who((_S.ACTIVE, A, "2020-01-01"), (_S.SUSPENDED, A, "2025-05-01")), 365, id="suspended"),
        pytest.param(who((_S.ACTIVE, A, "2020-01-01"), (_S.UNATTACHED, "", "2025-01-01")), 0, id="gone"),
        pytest.param(who((_S.INTERN, A, "2020-01-01"), (_S.ACTIVE, A, "2025-12-31")), 1, id="intern"),
        pytest.param(
            who((_S.ACTIVE, A, "2020-01-01"), leaves=(("2024-12-01", "2025-01-10"),)), 355, id="over-new-year"
        ),
        pytest.param(
            who((_S.ACTIVE, A, "2020-01-01"), (_S.ACTIVE, B, "2025-01-11"), leaves=(("2025-01-01", "2025-01-20"),)),
            0,
            id="leave-at-two-offices",
        ),
    ],
)
def test_days_are_counted_exactly(practitioner: Practitioner, days: int) -> None:
    assert person_days(practitioner, A, 2025) == days


@pytest.mark.rule("GO-67")
def test_the_days_of_two_offices_make_the_year() -> None:
    moved = who((_S.ACTIVE, A, "2020-01-01"), (_S.ACTIVE, B, "2024-07-01"))
    assert person_days(moved, A, 2024) + person_days(moved, B, 2024) == days_of_year(2024) == 366


@pytest.mark.rule("GO-44")
@pytest.mark.parametrize(
    ("years", "on", "barred"),
    [(None, "2026-06-15", True), (2, "2022-05-31", True), (2, "2022-06-01", False), (2, "2026-06-15", False)],
)
def test_a_former_post_bars_for_ever_or_as_the_older_rule_says(years: int | None, on: str, *, barred: bool) -> None:
    judge = replace(somebody(), former_posts=(FormerPost(institution="甲法院", left_date=day("2020-06-01")),))
    assert is_former_institution(judge, "甲法院", years, on=day(on)) is barred
    assert not is_former_institution(judge, "乙法院", years, on=day(on))
