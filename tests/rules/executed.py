"""`pytest -p tests.rules.executed`: a test marked with a rule fails when no function that cites the rule ran in it.

It must not judge a test that failed by itself. It sees this process alone, so a mark on a test of programs needs a call
of its own in the test's process.
"""

from __future__ import annotations

import ast
from collections.abc import Generator

import pytest

from tests.rules.citations import RULE_ID, citations_of, citing_functions
from tests.rules.importing import rewrite_imports

RAN: set[str] = set()
_RAN_IN: dict[pytest.FixtureDef[object], set[str]] = {}
_NOTE = "__note_rules__"


def note_rules(tree: ast.Module, _module: str) -> bool:
    """Make every function that cites rules note them first when it runs."""
    cited = list(citations_of(tree, ""))
    for citation in cited:
        note = ast.parse(f"{_NOTE}({tuple(sorted(citation.rules))!r})").body[0]
        for node in ast.walk(note):
            ast.copy_location(node, citation.node.body[0])
        citation.node.body.insert(1, note)
    return bool(cited)


def rules_of(item: pytest.Item) -> set[str]:
    """The rules of the book a test is marked with."""
    return {str(rule) for mark in item.iter_markers("rule") for rule in mark.args if RULE_ID.fullmatch(str(rule))}


def _ran_before(item: pytest.Item) -> set[str]:
    """What the fixtures of a test ran, whenever they were set up."""
    if not isinstance(item, pytest.Function):
        return set()
    used = item._fixtureinfo.name2fixturedefs.values()
    return {rule for made in used for each in made for rule in _RAN_IN.get(each, ())}


def unproven(rules: set[str]) -> str:
    """Why marks prove nothing: rule by rule, the functions that should have run."""
    cited = citing_functions()
    return "\n".join(
        f"marked with {rule}, but no function that cites it ran: {', '.join(map(str, cited[rule])) or 'there is none'}"
        for rule in sorted(rules)
    )


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object]) -> Generator[None, object, object]:
    """What a fixture ran counts for every test that uses it: a schema, for example, is made once for a module."""
    before = set(RAN)
    RAN.clear()
    made = yield
    _RAN_IN[fixturedef] = set(RAN)
    RAN.update(before)
    return made


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """What an earlier test ran is forgotten."""
    RAN.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that passed without running its rules fails."""
    report = yield
    missing = rules_of(item) - RAN - _ran_before(item) if call.when == "call" and report.passed else set[str]()
    if missing:
        report.outcome, report.longrepr = "failed", unproven(missing)
    return report


rewrite_imports(note_rules, {_NOTE: RAN.update})
