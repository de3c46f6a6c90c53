"""The event core broken in five known ways, each each one text changed in a copy of the chassis, beside its control.

A control runs the same steps in the same configuration without the change and must be green; the mutant must be red. It
must not pass for a mutant that was never imported: a patched file announces itself in the logs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.proofs.house import NONE, RABBIT, House, Plan
from tests.proofs.scenario import Outcome, Scenario, Size, play
from tests.proofs.tree import Patch, grow_tree, was_imported
from tests.servers.keeper import SharedServers


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One broken core. `setting` is what control and mutant share, `check` begins the fault that must be found."""

    name: str
    patch: Patch
    plan: Plan
    steps: tuple[str, ...]
    size: Size
    check: tuple[str, ...]
    setting: tuple[Patch, ...] = ()


LOAD = Size(acks=200, seconds=0, kills=0, pause=0.01)
SMALL = Size(acks=40, seconds=0, kills=0)
PLAIN = ("load", "drain", "compare", "finish")

SELECT = (
    "    waiting = sa.select(event_log.c.seq)"
    ".where(event_log.c.position.is_(None)).order_by(event_log.c.seq).limit(limit)\n"
    "    rows = session.execute(waiting).scalars().all()\n"
)

MUTANTS = (
    Mutant(
        name="no-cursor-lock",  # Two consumers on one queue and two repairers meet at the cursor all the time.
        patch=Patch(
            file="chassis/events/inbox_store.py",
            old="sa.select(cursor_table).where(cursor_table.c.source == source).with_for_update()",
            new="sa.select(cursor_table).where(cursor_table.c.source == source)",
        ),
        plan=Plan(name="two consumers", broker=RABBIT, postgres=True, consumers=2),
        steps=PLAIN, size=LOAD, check=("effects", "inbox", "drain"),
    ),
    Mutant(
        name="respond-before-commit",  # The reply leaves when the handler is done; the commit follows a moment later.
        patch=Patch(
            file="chassis/rpc.py",
            old="        with self._service.database.write() as session:\n            tx = ",
            new="        import contextlib, threading\n        unit = contextlib.ExitStack()\n"
                "        session = unit.enter_context(self._service.database.write())\n"
                "        with contextlib.ExitStack() as done:\n"
                "            done.push(lambda *error: threading.Timer(0.1, unit.__exit__, error).start())\n"
                "            tx = ",
        ),
        plan=Plan(name="no broker, serve is killed", broker=NONE, postgres=False, workers=1),
        steps=("load", "calm", "drain", "compare", "finish"),
        size=Size(acks=60, seconds=4, kills=4, pause=0.01), check=("writes",),
    ),
    Mutant(
        name="mark-before-publish",  # Gap repair would heal the loss, so nobody pulls: the broker is the only way.
        patch=Patch(
            file="chassis/events/relay.py",
            old='        self._publisher.publish(head.log_id, events)\n        failpoint("after_publish")\n',
            new="        with self._service.database.write() as session:\n"
                "            mark_published(session, events[-1].position or 0)\n"
                '        failpoint("after_publish")\n        self._publisher.publish(head.log_id, events)\n',
        ),
        plan=Plan(name="no puller", broker=RABBIT, postgres=True, puller=False, failpoints="after_publish=0.3"),
        steps=("load", "calm", "drain", "compare", "finish"), size=LOAD, check=("drain",),
    ),
    Mutant(
        name="select-before-head-lock",  # Two numberers need the lease off, in control and mutant alike.
        patch=Patch(
            file="chassis/events/event_log.py",
            old=f"    head = read_head(session, lock=True)\n{SELECT}",
            new=f"{SELECT}    head = read_head(session, lock=True)\n",
        ),
        setting=(
            Patch(
                file="chassis/events/relay.py",
                old="        return self._fence is not None\n",
                new="        return True\n",
            ),
        ),
        plan=Plan(name="two relays without a lease", broker=NONE, postgres=True, workers=2),
        steps=PLAIN, size=LOAD, check=("log", "drain"),
    ),
    Mutant(
        name="inbox-by-source-alone",
        patch=Patch(
            file="chassis/migrations/0001_platform.py",
            old='sa.UniqueConstraint("log_id", "position", name="inbox_position")',
            new='sa.UniqueConstraint("source", "position", name="inbox_position")',
        ),
        plan=Plan(name="an older database of legal_aid is restored", broker=NONE, postgres=False, workers=1),
        steps=("load", "drain", "compare", "restore", "compare", "finish"),
        size=SMALL, check=("inbox", "effects", "drain"),
    ),
)  # fmt: skip


def judge_mutants(folder: Path, servers: SharedServers, seed: int, only: str) -> bool:
    """Every control green, every mutant red by a check that is meant to see it."""
    servers.start()
    good = True
    for mutant in [mutant for mutant in MUTANTS if only in mutant.name]:
        control = _play(mutant, folder / f"control_{mutant.name}".replace("-", "_"), servers, seed, broken=False)
        broken = _play(mutant, folder / f"mutant_{mutant.name}".replace("-", "_"), servers, seed, broken=True)
        seen = [fault for fault in broken.faults if fault.startswith(mutant.check)]
        good = good and not control.faults and bool(seen)
        print(f"  {'seen  ' if seen else 'UNSEEN'} {mutant.name} ({mutant.plan.name}): control"
              f" {'green' if not control.faults else 'RED'}, {control.line}", flush=True)  # fmt: skip
        for kind, faults in (("control", control.faults), ("mutant", broken.faults)):
            for fault in faults:
                print(f"         {kind} {fault[:300]}", flush=True)
    return good


def _play(mutant: Mutant, folder: Path, servers: SharedServers, seed: int, *, broken: bool) -> Outcome:
    """One run of the control or of the mutant."""
    patches = (*mutant.setting, mutant.patch) if broken else mutant.setting
    tree = grow_tree(folder.with_name(f"tree_{folder.name}"), patches)
    house = House(mutant.plan, folder, servers, tree)
    outcome = play(Scenario(house, seed, drain_limit=20), list(mutant.steps), mutant.size, SMALL)
    outcome.faults += [f"never imported: {file}" for file in was_imported(house.crew, patches)]
    return outcome
