"""The cases beside every policy pack of every service: the day of each change and the day before it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from chassis.kernel.errors import Refusal
from chassis.policy_files import read_book

SERVICES = Path(__file__).parents[3] / "services"
PACKS = sorted(file for file in SERVICES.glob("*/policies/*.toml") if not file.name.endswith(".cases.toml"))
CASES = [
    pytest.param(file.parent, case, id=f"{file.parent.parent.name}-{case['key']}-{case['division']}-{case['on']}")
    for file in sorted(SERVICES.glob("*/policies/*.cases.toml"))
    for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]
]


def outcome(folder: Path, case: dict[str, Any]) -> dict[str, Any]:
    try:
        found = read_book([folder]).find(case["key"], division=case["division"], on=case["on"])
    except Refusal as refusal:
        return {"refused": refusal.reason}
    return {"value": found.value}


@pytest.mark.parametrize(("folder", "case"), CASES)
def test_a_case_has_its_expected_outcome(folder: Path, case: dict[str, Any]) -> None:
    expected = {name: case[name] for name in ("value", "refused") if name in case}
    assert outcome(folder, case) == expected


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: f"{pack.parent.parent.name}-{pack.stem}")
def test_every_change_of_a_pack_has_cases_for_its_day_and_the_day_before(pack: Path) -> None:
    rows = tomllib.loads(pack.read_text(encoding="utf-8")).get("parameter", [])
    cases = tomllib.loads(pack.with_suffix(".cases.toml").read_text(encoding="utf-8"))["case"]
    tried = {(case["key"], case["on"].toordinal()) for case in cases}
    needed = {(row["key"], row["from"].toordinal() - back) for row in rows for back in (0, 1)}
    assert needed - tried == set()
