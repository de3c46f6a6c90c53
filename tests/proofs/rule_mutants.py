"""One operator of a function that cites a rule is turned round, for rules drawn by seed: the rule's tests must see it.

It must not touch the working tree: a mutant lives in the memory of the process that runs the tests.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from tests.rules.citations import ROOT, Citation, citing_functions
from tests.rules.collected import tests_by_rule
from tests.rules.mutated import CONTROL, NEVER_IMPORTED
from tests.rules.operators import Site, sites_of
from tests.servers.profiles import PRODUCTION

SCOPES = ("services/legal_aid", "chassis/kernel")
EQUIVALENT = ROOT / "tests" / "rules" / "equivalent.toml"
SECONDS = 300
# A function may cite several rules, and a mutant breaks one of them: the tests of the others may be those that see it.
SEEN, ELSEWHERE = "seen", "seen elsewhere"
# INTERRUPTED: a test module cannot even be imported.
VERDICTS: dict[int, str] = {
    pytest.ExitCode.OK: "SURVIVED", pytest.ExitCode.INTERRUPTED: SEEN, NEVER_IMPORTED: "NEVER IMPORTED",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A rule, the function that cites it, and the operator that is turned round there."""

    rule: str
    citation: Citation
    place: int
    site: Site

    def __str__(self) -> str:
        where = f"{self.citation.file}:{self.site.line} {self.citation.name}"
        return f"{self.rule} {where}: {self.site.before} -> {self.site.after}"

    @property
    def key(self) -> tuple[str, str, str, str]:
        """How a mutant that changes nothing is listed."""
        return self.citation.file, self.citation.name, self.site.before, self.site.after


def run(arguments: list[str]) -> int:
    """0 when every mutant was seen."""
    given = _parser().parse_args(arguments)
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    tests, began = tests_of(production=given.production), time.monotonic()
    every = mutants_of(given.scope or SCOPES, tests)
    chosen = draw(every, seed, given.rules, given.only)
    print(f"rule-mutants: seed {seed}, {len(every)} rules with an operator and a test", flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        verdicts = Counter(pool.map(lambda mutant: _tell(mutant, tests), chosen))
    good = bool(chosen) and verdicts.keys() <= {SEEN, ELSEWHERE}
    figures = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.most_common())
    print(f"rule-mutants: {'green' if good else 'RED'} (seed {seed}, {time.monotonic() - began:.0f} s); {figures}")
    return 0 if good else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.proofs rule-mutants")
    parser.add_argument("--seed", type=int, help="draws the mutants of an earlier run again")
    parser.add_argument("--rules", type=int, default=20, help="how many rules are drawn (20)")
    parser.add_argument("--only", default="", metavar="RULE", help="every mutant of this rule instead")
    parser.add_argument("--scope", action="append", help="folder of the code; may be repeated")
    parser.add_argument("--jobs", type=int, default=2, help="mutants tried at once (2)")
    parser.add_argument("--production", action="store_true", help="try them on PostgreSQL and RabbitMQ as well")
    return parser


def mutants_of(scopes: Sequence[str], tests: Mapping[str, Sequence[str]]) -> dict[str, list[Mutant]]:
    """Rule id → its mutants, without those that are listed as changing nothing."""
    found, same = defaultdict[str, list[Mutant]](list), equivalents()
    for rule, citations in sorted(citing_functions().items()):
        for citation in citations if tests.get(rule) else []:
            if citation.file.startswith(tuple(f"{scope}/" for scope in scopes)):
                every = [Mutant(rule=rule, citation=citation, place=place, site=site)
                         for place, site in enumerate(sites_of(citation.node))]  # fmt: skip
                found[rule] += [mutant for mutant in every if mutant.key not in same]
    return {rule: mutants for rule, mutants in found.items() if mutants}


def tests_of(*, production: bool) -> dict[str, list[str]]:
    """Rule id → its tests; those on PostgreSQL and RabbitMQ only when they are wanted."""
    found = {
        rule: [test for test in tests if production or f"[{PRODUCTION}" not in test]
        for rule, tests in tests_by_rule().items()
    }
    return {rule: tests for rule, tests in found.items() if tests}


def equivalents() -> set[tuple[str, str, str, str]]:
    """Mutants that no test can see, each listed with its reason."""
    rows = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("mutant", [])
    return {(row["file"], row["function"], row["before"], row["after"]) for row in rows if row["reason"]}


def draw(every: dict[str, list[Mutant]], seed: int, rules: int, only: str) -> list[Mutant]:
    """One mutant each of so many rules; all mutants of one rule when it is named."""
    if only:
        return every.get(only, [])
    chance = random.Random(seed)
    return [chance.choice(every[rule]) for rule in chance.sample(sorted(every), min(rules, len(every)))]


def _tell(mutant: Mutant, tests: Mapping[str, Sequence[str]]) -> str:
    verdict = judge(mutant, tests[mutant.rule])
    if verdict == "SURVIVED":
        others = {test for rule in mutant.citation.rules for test in tests.get(rule, ())} - set(tests[mutant.rule])
        if others and judge(mutant, sorted(others)) == SEEN:
            verdict = ELSEWHERE
    print(f"  {verdict:14} {mutant}", flush=True)
    return verdict


def judge(mutant: Mutant, tests: Sequence[str]) -> str:
    """Run tests on the mutant, those that need no database first; the one that fails must pass without the mutant."""
    ordered = sorted(tests, key=lambda test: (not test.startswith("tests/unit/"), test))
    done = _run(mutant, str(mutant.place), ordered)
    if done is None:
        return SEEN
    failed = re.search(r"^(?:FAILED|ERROR) (\S+::\S+)", done.stdout, flags=re.MULTILINE)
    if done.returncode == pytest.ExitCode.TESTS_FAILED and failed:
        by = [test for test in tests if test.startswith(failed[1])]
        control = _run(mutant, CONTROL, by)
        return SEEN if control is not None and control.returncode == pytest.ExitCode.OK else f"RED BEFORE {failed[1]}"
    if done.returncode == pytest.ExitCode.USAGE_ERROR:  # A named test is not there when its module cannot be imported.
        control = _run(mutant, CONTROL, ordered[:1])
        return SEEN if control is not None and control.returncode == pytest.ExitCode.OK else "NO RUN"
    return VERDICTS.get(done.returncode, f"NO RUN ({done.returncode})")


def _run(mutant: Mutant, place: str, tests: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    """None when it does not end."""
    command = [sys.executable, "-m", "tests.rules.mutated", mutant.citation.file, mutant.citation.name, place, *tests]
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None
