"""Operator mutants: where they are planted, that a test sees one, and that no file changes."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.proofs.rule_mutants import EQUIVALENT, equivalents
from tests.rules.citations import ROOT, citations_of, citing_functions
from tests.rules.mutated import CONTROL, NEVER_IMPORTED
from tests.rules.operators import sites_of

MONEY = "chassis/kernel/money.py"
ONE_TEST = "tests/unit/kernel/test_money.py"
FUNCTION = '''
def weigh(items: list[int | None] = (), *, limit: int = 3) -> int | None:
    """Counts (LA-22)."""
    if not items or limit < 0:
        raise ValueError(f"{limit - 1}" + "!")
    kept = [item for item in items if item and item >= limit]
    return sum(kept) * 2 if kept else isinstance(limit, int | str)
'''
TURNED = {
    "not items or limit < 0": "not items and limit < 0",
    "not items": "not not items",
    "limit < 0": "limit <= 0",
    "item and item >= limit": "item or item >= limit",
    "item >= limit": "item > limit",
    "sum(kept) * 2": "sum(kept) // 2",
    "kept": "not kept",
}


def test_operators_are_turned_round_and_texts_and_types_are_not() -> None:
    [citation] = citations_of(ast.parse(FUNCTION), "weigh.py")
    assert {site.before: site.after for site in sites_of(citation.node)} == TURNED


def test_a_mutant_is_what_it_says() -> None:
    for place in range(len(TURNED)):
        tree = ast.parse(FUNCTION)
        [citation] = citations_of(tree, "weigh.py")
        site = list(sites_of(citation.node))[place]
        unchanged = ast.unparse(tree)
        site.turn()
        assert site.after.removeprefix("not ") in ast.unparse(tree)
        assert ast.unparse(tree) != unchanged


def run(file: str, function: str, place: str) -> int:
    command = [sys.executable, "-m", "tests.rules.mutated", file, function, place, ONE_TEST]
    return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=110, check=False).returncode


def test_a_mutant_turns_its_test_red_and_changes_no_file() -> None:
    before = (ROOT / MONEY).read_bytes()
    [proportion] = [one for one in citing_functions()["M-02"] if (one.file, one.name) == (MONEY, "proportion")]
    places = {site.before: str(place) for place, site in enumerate(sites_of(proportion.node))}
    added = "2 * abs(base_fen) * numerator + denominator"
    assert run(MONEY, "proportion", CONTROL) == pytest.ExitCode.OK
    assert run(MONEY, "proportion", places[added]) == pytest.ExitCode.TESTS_FAILED
    assert (ROOT / MONEY).read_bytes() == before


def test_a_mutant_that_the_tests_never_load_is_not_taken_for_a_survivor() -> None:
    [function] = [one for one in citing_functions()["LA-101"] if one.name == "entitlement_of"]
    assert run(function.file, function.name, "0") == NEVER_IMPORTED


def test_every_mutant_that_is_listed_as_changing_nothing_is_still_there_and_has_a_reason() -> None:
    every = {
        (one.file, one.name, site.before, site.after)
        for cited in citing_functions().values()
        for one in cited
        for site in sites_of(one.node)
    }
    assert EQUIVALENT.read_text(encoding="utf-8").count("[[mutant]]") == len(equivalents())
    assert equivalents() <= every
