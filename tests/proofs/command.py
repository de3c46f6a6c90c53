"""The command line of a proof made of cases: seed, cases one by one, mutants, the figures as last line.

It must not know what a case does.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.proofs.house import ROOT
from tests.proofs.processes import Faulty
from tests.proofs.scenario import Outcome
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch, grow_tree, was_imported
from tests.servers.keeper import SharedServers


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One way to try the promise."""

    name: str
    play: Callable[[Stage], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """The product broken in a known way; the case must find a fault that begins with one of `check`."""

    name: str
    case: Case
    patches: tuple[Patch, ...]
    check: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A promise, how it is tried, and what must turn it red."""

    name: str
    cases: tuple[Case, ...]
    mutants: tuple[Mutant, ...]


def run_proof(proof: Proof, arguments: list[str]) -> int:
    """Run the cases, or the mutants with their controls. Exit code 1 when one is not as it must be."""
    given = _parser(proof).parse_args(arguments)
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"{proof.name}: seed {seed}", flush=True)
    folder = Path(tempfile.mkdtemp(prefix="sifa-proof-"))
    folder.chmod(0o711)
    servers, began = SharedServers(folder, os.getpid()), time.monotonic()
    chosen = [item for item in (proof.mutants if given.mutants else proof.cases) if given.only in item.name]
    controls: dict[str, bool] = {}
    figures: list[str] = []
    try:
        good = bool(chosen)
        for number, item in enumerate(chosen):
            if isinstance(item, Case):
                outcome = _play(item, Stage(folder / f"case_{number}", servers, ROOT, seed, full=given.full))
                good &= not outcome.faults
                figures.append(f"{item.name}: {outcome.line}")
            else:
                seen = _judge(item, folder / f"mutant_{number}", servers, seed, controls)
                good &= seen
                figures.append(f"{item.name} {'seen' if seen else 'UNSEEN'}")
    finally:
        servers.stop()
        if given.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    run = f"seed {seed}, {time.monotonic() - began:.0f} s, load {os.getloadavg()[0]:.1f}"
    print(f"{proof.name}: {'green' if good else 'RED'} ({run}); {'; '.join(figures)}")
    return 0 if good else 1


def _parser(proof: Proof) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m tests.proofs {proof.name}")
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", action="store_true", help="about a minute (default)")
    sizes.add_argument("--full", action="store_true", help="many times the load and the faults")
    parser.add_argument("--seed", type=int, help="repeats the faults and the load of an earlier run")
    parser.add_argument("--mutants", action="store_true", help="show that each broken product turns it red")
    parser.add_argument("--only", default="", help="run the cases or mutants whose name holds this text")
    parser.add_argument("--keep", action="store_true", help="keep databases and logs")
    return parser


def _judge(mutant: Mutant, folder: Path, servers: SharedServers, seed: int, controls: dict[str, bool]) -> bool:
    """Whether the unchanged copy is green (tried once for each case) and the mutant is seen by a check meant for it."""
    if mutant.case.name not in controls:
        tree = grow_tree(folder.with_name(f"{folder.name}_control_tree"), ())
        stage = Stage(folder.with_name(f"{folder.name}_control"), servers, tree, seed, full=False)
        controls[mutant.case.name] = not _play(mutant.case, stage, "control of ").faults
    stage = Stage(folder, servers, grow_tree(folder.with_name(f"{folder.name}_tree"), mutant.patches), seed, full=False)
    outcome = _play(mutant.case, stage, f"{mutant.name} in ")
    unloaded = [name for crew in stage.crews for name in was_imported(crew, mutant.patches)]
    seen = any(fault.startswith(mutant.check) for fault in outcome.faults) and not unloaded
    print(f"  {'seen  ' if seen else 'UNSEEN'} {mutant.name}" + "".join(f", never loaded: {name}" for name in unloaded))
    return seen and controls[mutant.case.name]


def _play(case: Case, stage: Stage, prefix: str = "") -> Outcome:
    """One case from beginning to end, with a line of figures and one for each fault."""
    outcome, began = stage.outcome, time.monotonic()
    with ExitStack() as exits:
        stage.exits = exits
        try:
            case.play(stage)
        except Faulty as error:
            outcome.faults.append(str(error))
        finally:
            for crew in stage.crews:
                crew.abandon()
    outcome.seconds.append(f"{time.monotonic() - began:.0f}")
    print(f"  {'RED  ' if outcome.faults else 'green'} {prefix}{case.name}: {outcome.line}", flush=True)
    for fault in outcome.faults:
        print(f"        {fault[:600]}", flush=True)
    return outcome
