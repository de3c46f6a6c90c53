"""Every rule has a function that cites it and a test that bears its mark, and the mark is proved by running it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from chassis.rules import read_rules
from tests.rules.citations import ROOT, RULE_ID, citing_functions, marked_tests

SERVICES = sorted(path.parent for path in (ROOT / "services").glob("*/rules.toml"))
# A function is loaded with its module whatever a test does; only a call is evidence.
PLANTED = """
import pytest
from chassis.kernel.money import percentage, split


@pytest.fixture(scope="module")
def made():
    return percentage(100, 50)


@pytest.mark.rule("M-02")
def test_that_calls_it():
    assert percentage(100, 50) == 50


@pytest.mark.rule("M-02")
def test_that_does_nothing():
    pass


@pytest.mark.rule("M-02")
def test_whose_fixture_calls_it(made):
    assert made == 50


@pytest.mark.rule("M-02")
def test_of_the_same_module_without_the_fixture():
    pass


@pytest.mark.rule("M-02")
def test_that_calls_a_function_of_another_rule():
    assert split(3, (1, 2)) == (1, 2)


@pytest.mark.rule("M-02", "M-03")
def test_that_proves_one_of_two():
    assert percentage(100, 50) == 50


@pytest.mark.rule("LA-999")
def test_of_a_rule_that_nobody_cites():
    assert percentage(100, 50) == 50


@pytest.mark.rule("E-09")
def test_of_a_pitfall():
    pass
"""
RED = {
    "test_that_does_nothing": {"M-02"},
    "test_of_the_same_module_without_the_fixture": {"M-02"},
    "test_that_calls_a_function_of_another_rule": {"M-02"},
    "test_that_proves_one_of_two": {"M-03"},
    "test_of_a_rule_that_nobody_cites": {"LA-999"},
}


def test_a_mark_that_its_test_does_not_prove_turns_the_test_red(tmp_path: Path) -> None:
    (tmp_path / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    command = [
        sys.executable, "-m", "pytest", "-q", "-rf", "-p", "tests.rules.executed", "-p", "no:pytest_nameko",
        "-p", "no:cacheprovider", str(tmp_path),
    ]  # fmt: skip
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False)
    sections = re.split(r"^_+ (test_\w+) _+$", done.stdout.partition("short test summary")[0], flags=re.MULTILINE)
    said = {
        name: set(re.findall(r"^marked with (\S+), but no function that cites it ran", text, flags=re.MULTILINE))
        for name, text in zip(sections[1::2], sections[2::2], strict=True)
    }
    assert said == RED, done.stdout
    assert "3 passed" in done.stdout


@pytest.mark.parametrize("folder", SERVICES, ids=lambda folder: folder.name)
def test_every_rule_of_a_service_is_cited_by_a_function_and_marks_a_test(folder: Path) -> None:
    rules, cited, marked = set(read_rules(folder)), citing_functions(), marked_tests()
    assert {rule for rule in rules if not RULE_ID.fullmatch(rule)} == set()
    assert sorted(rules - cited.keys()) == []
    assert sorted(rules - marked.keys()) == []


def test_every_rule_that_marks_a_test_is_cited_by_a_function() -> None:
    assert sorted(rule for rule in marked_tests().keys() - citing_functions().keys() if RULE_ID.fullmatch(rule)) == []
