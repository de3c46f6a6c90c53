"""Two spellings of one court number, and cases that look alike (LA-94, LA-95)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from chassis.kernel.policy import PolicyBook
from chassis.manifest import installed_services
from chassis.policy_files import read_book
from services.legal_aid.domain.case_words import CaseStage
from services.legal_aid.domain.court_number import court_number_key
from services.legal_aid.domain.duplicate import CaseTraits, DuplicateGround, likeness
from services.legal_aid.domain.matter import Matter
from services.legal_aid.domain.tariff import ServiceCode

DAY = dt.date(2026, 6, 15)
BOOK: PolicyBook = read_book([installed_services()["legal_aid"].folder / "policies"])
S, T = CaseStage, ServiceCode


@pytest.mark.parametrize("spelling", [
    "（2026）云01民初7号", "(2026)云01民初7号", "〔2026〕云０１民初００７号", "2026云1民初第7号",
    " [2026] 云 01 民初 7 號 ",
])  # fmt: skip
def test_two_spellings_of_a_court_number_are_one(spelling: str) -> None:
    assert court_number_key(spelling) == "2026云1民初7"


def test_two_court_numbers_are_two() -> None:
    numbers = [
        "（2026）云01民初7号",
        "（2026）云01民初70号",
        "（2026）云01民终7号",
        "（2025）云01民初7号",
        "20-26",
        "2026",
    ]
    assert len({court_number_key(number) for number in numbers}) == len(numbers)
    assert court_number_key("无案号") == court_number_key("") == ""


def traits(name: str, **changes: Any) -> CaseTraits:
    said: dict[str, Any] = {
        "case": name, "recipient_key": "r", "matter": Matter.LABOUR_PAY, "court_key": "2026云1民初7",
        "opponent_keys": ("o",), "ended_date": DAY, **changes,
    }  # fmt: skip
    return CaseTraits(**said)


@pytest.mark.rule("LA-95")
@pytest.mark.parametrize(("changes", "ground"), [
    pytest.param({"opponent_keys": ()}, DuplicateGround.SAME_COURT_NUMBER, id="TV-F14"),
    ({"court_key": ""}, DuplicateGround.SAME_OPPONENT),
    ({"court_key": "", "ended_date": DAY + dt.timedelta(days=30)}, DuplicateGround.SAME_OPPONENT),
    ({"court_key": "", "ended_date": DAY + dt.timedelta(days=31)}, None),
    ({"court_key": "", "ended_date": None}, None), ({"court_key": "", "opponent_keys": ("p",)}, None),
    ({"recipient_key": "s"}, None), ({"matter": Matter.MAINTENANCE, "opponent_keys": ()}, None),
])  # fmt: skip
def test_cases_that_look_alike_need_a_look(changes: dict[str, Any], ground: DuplicateGround | None) -> None:
    one, other = traits("cases/1"), traits("cases/2", **changes)
    assert likeness(one, other) is likeness(other, one) is ground
    assert likeness(one, traits("cases/1", **changes)) is None
