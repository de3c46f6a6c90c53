"""`python -m tests.proofs draw`: a draw favours nobody, is computed again by strangers, and tells nothing early (P5).

It must not trust the code that draws: that runs in a process of its own, and what it did is judged here.
"""

from __future__ import annotations

import itertools
import json
import math
import sys
from pathlib import Path
from typing import Any

from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.house import ROOT
from tests.proofs.processes import Crew, Faulty, launch
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch
from tests.services.supervision.proofs_of_draws import CHEATS, PYTHON, SHELL, cheated, check
from tests.services.supervision.proofs_of_draws import Proof as Bundle

DRAWS, DRAWS_FULL = 20_000, 100_000
BUNDLES, BUNDLES_FULL = 10, 200
LIMIT = 600
LEAST, MOST = 0.001, 0.999
COUNT, SIZE = 4, 40
# RELIABILITY P5: computed there by a Python and by a shell program.
KNOWN = {
    "root": "50a5e8c9a4e09c2724beada2872e5eb4b505d0f51e726fd861db05bf6e5e0af5",
    "seed": "8a8b77eca40df12ff2b66feb7e8a4451a5b307ddfe9e6d614364757087a9b541",
    "drawn": ["JC0002", "JC0012", "JC0029", "JC0025"],
}


def play(stage: Stage) -> None:
    """Many draws, some bundles, one sealed draw."""
    crew = Crew(stage.folder, stage.tree, {})
    stage.crews.append(crew)
    _run(stage, crew)
    counts, bundles, sealed = (json.loads((stage.folder / f"{name}.json").read_text(encoding="utf-8"))
                               for name in ("counts", "bundles", "sealed"))  # fmt: skip
    _judge_counts(stage, counts)
    _judge_bundles(stage, [Bundle(text=text, sha256=sha256) for text, sha256 in bundles])
    _judge_secrecy(stage, crew, sealed)


def _run(stage: Stage, crew: Crew) -> None:
    draws, bundles = (DRAWS_FULL, BUNDLES_FULL) if stage.full else (DRAWS, BUNDLES)
    numbers = map(str, (stage.random.randrange(10**6), draws, bundles))
    command = ("-m", "tests.proofs.draw_child", str(stage.folder), *numbers)
    path = {"PYTHONPATH": f"{stage.tree}:{ROOT}"}
    code = launch(command, stage.folder / "draws.log", stage.tree, path, python=sys.executable).wait(LIMIT)
    if code:
        raise Faulty(f"the draws ended with {code}: {crew.log('draws')[-800:]}")


def _judge_counts(stage: Stage, counts: dict[str, Any]) -> None:
    """The known answer, and that nobody and no two are drawn more often than chance does."""
    stage.demand({key: counts[key] for key in KNOWN} == KNOWN, f"known answer: {counts['drawn']}")
    draws = sum(counts["singles"].values()) // COUNT
    ids = [f"JC{number:04d}" for number in range(1, SIZE + 1)]
    singles = [counts["singles"].get(one, 0) for one in ids]
    pairs = [counts["pairs"].get(" ".join(two), 0) for two in itertools.combinations(ids, 2)]
    single, double = chi_square(singles, draws * COUNT / SIZE, COUNT / SIZE), pairs_p(pairs, draws)
    stage.demand(LEAST < single < MOST, f"chi square: singles p {single:.6f} of {draws} draws")
    stage.demand(LEAST < double < MOST, f"chi square: pairs p {double:.6f} of {draws} draws")
    stage.tell(draws=draws, p_singles=f"{single:.3f}", p_pairs=f"{double:.3f}")


def chi_square(found: list[int], expected: float, share: float) -> float:
    """The p of counts drawn without replacement, each with the share."""
    size = len(found)
    value = (size - 1) / size * sum((one - expected) ** 2 for one in found) / (expected * (1 - share))
    return p_of(value, size - 1)


def pairs_p(found: list[int], draws: int) -> float:
    """The p of the pairs: what is left of them when the singles' part is taken away."""
    expected = draws * COUNT * (COUNT - 1) / (SIZE * (SIZE - 1))
    total, at = [0.0] * SIZE, dict(zip(itertools.combinations(range(SIZE), 2), found, strict=True))
    for (one, other), count in at.items():
        total[one] += count - expected
        total[other] += count - expected
    left = sum((count - expected - (total[one] + total[other]) / (SIZE - 2)) ** 2 for (one, other), count in at.items())
    # Sets of four of forty give each contrast of pairs without singles this variance.
    spread = COUNT * (COUNT - 1) * (SIZE - COUNT) * (SIZE - COUNT - 1) / (SIZE * (SIZE - 1) * (SIZE - 2) * (SIZE - 3))
    return p_of(left / (draws * spread), SIZE * (SIZE - 3) // 2)


def p_of(value: float, freedom: int) -> float:
    """How likely chance gives more (Wilson and Hilferty's approximation of chi square)."""
    spread = 2 / (9 * freedom)
    deviation = ((value / freedom) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return 0.5 * math.erfc(deviation / math.sqrt(2))


def _judge_bundles(stage: Stage, bundles: list[Bundle]) -> None:
    """Both verifiers accept every bundle and see every cheat."""
    refused = [
        f"{Path(command[-1]).name} {found}"
        for bundle in bundles
        for command in (PYTHON, SHELL)
        if (found := check(command, bundle, stage.folder)) != (0, "VERIFIED")
    ]
    stage.demand(not refused, f"verifiers: {len(refused)} of {2 * len(bundles)} refused: {refused[:2]}")
    unseen = [
        f"{name} by {Path(command[-1]).name}"
        for name, (cheat, step) in CHEATS.items()
        for command in (PYTHON, SHELL)
        if check(command, cheated(bundles[0], cheat), stage.folder)[0] != 1 and step
    ]
    stage.demand(not unseen, f"cheats: unseen {unseen}")
    stage.tell(bundles=len(bundles), cheats_seen=f"{2 * len(CHEATS) - len(unseen)}/{2 * len(CHEATS)}")


def _judge_secrecy(stage: Stage, crew: Crew, sealed: dict[str, Any]) -> None:
    """Seed and secrets stand neither in the log nor in the database; no target stands in the log."""
    log = crew.log("draws")
    kept = b"".join(file.read_bytes() for file in (stage.folder / "var").glob("*.sqlite*"))
    hidden = [sealed["seed"], *sealed["secrets"]]
    stage.demand(len(sealed["targets"]) >= COUNT, "void: nothing was drawn")
    stage.demand(not [one for one in hidden if one in log], "log: seed or secret told before the visits")
    stage.demand(not [one for one in sealed["targets"] if one in log], "log: target told before the visits")
    stage.demand(b"draw_result" in kept, "void: no database")
    stage.demand(
        not [one for one in hidden if one.encode() in kept or bytes.fromhex(one) in kept], "database: not sealed"
    )


CASES = (Case(name="draws", play=play),)
KERNEL, HANDLER = "chassis/kernel/draw.py", "services/supervision/handlers/draw_result.py"
MUTANTS = (
    Mutant(
        name="modulo bias",  # One byte of the ticket modulo the number that is left.
        case=CASES[0], check=("chi square",),
        patches=(
            Patch(file=KERNEL, old="    return sorted(ids, key=lambda one: (ticket(seed, one), one))\n",
                  new="    left, found = sorted(ids), []\n    while left:\n"
                      "        found.append(left.pop(ticket(seed, str(len(found)))[0] % len(left)))\n"
                      "    return found\n"),
        ),
    ),
    Mutant(
        name="the seed is logged",
        case=CASES[0], check=("log",),
        patches=(
            Patch(file=HANDLER, old="    save_result(tx.session, tx.seal, name, result)\n    finish_deadline(",
                  new="    import structlog\n    structlog.get_logger().info('drawn', seed=result.seed)\n"
                      "    save_result(tx.session, tx.seal, name, result)\n    finish_deadline("),
        ),
    ),
    Mutant(
        name="the result is not sealed",
        case=CASES[0], check=("database",),
        patches=(
            Patch(file="services/supervision/persistence/draw_result.py",
                  old="    sealed = seal.seal(json.dumps(_result_to_json(result)), RESULT)\n",
                  new="    import chassis.auth.seal as plain\n"
                      "    plain.Seal.open = lambda self, text, place: text\n"
                      "    sealed = json.dumps(_result_to_json(result))\n"),
        ),
    ),
    Mutant(
        name="the public value is left out of the seed",
        case=CASES[0], check=("verifiers",),
        patches=(Patch(file=KERNEL, old="        public_value.encode(),\n", new=""),),
    ),
    Mutant(
        name="records are counted and nobody is drawn more often",
        case=CASES[0], check=("verifiers",),
        patches=(
            Patch(file="services/supervision/domain/draw_risk.py",
                  old="    return DrawStratum.HIGH_RISK\n", new="    return told\n"),
        ),
    ),
    Mutant(
        name="officers are sent by their names",
        case=CASES[0], check=("verifiers",),
        patches=(
            Patch(file="services/supervision/domain/drawing.py",
                  old="key=lambda one: (officer_ticket(seed, target, one), one)", new="key=str"),
        ),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants."""
    return run_proof(Proof(name="draw", cases=CASES, mutants=MUTANTS), arguments)
