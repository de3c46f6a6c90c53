"""`python -m tests.proofs n-minus-one`: each service of the release before beside the newest others passes the demo.

What it must pass: every step of the earlier release's own demonstrations, and of the present ones every step that the
earlier release knows by journey and id. It must not be green when the earlier wheel holds the code of the present one.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from chassis.deadlines import CALENDAR_MISSING
from chassis.events import inbox_store
from chassis.events.event_log import read_head
from chassis.manifest import installed_services
from chassis.schema import alarm, parked_event
from tests.delivery.wheels import Environment
from tests.proofs.command import Case, Mutant, Proof, run_proof
from tests.proofs.mixed_house import MixedHouse, Runtime, first_code
from tests.proofs.processes import Faulty
from tests.proofs.releases import Release, commit_before, distribution_of, earlier_release, present_release
from tests.proofs.stage import Stage
from tests.proofs.tree import Patch

READY_LIMIT, ARRIVE_LIMIT = 60.0, 40.0
SERVICES = ("legal_aid", "grassroots_offices", "party_building", "supervision")
ISSUER = "identity"
_given: dict[str, str] = {}
_releases: dict[str, Release] = {}


def play(stage: Stage, service: str) -> None:
    """Both demonstrations, each in a house of its own."""
    folder = stage.folder
    commit = _given.get("commit") or commit_before(service)
    present, earlier = _release("", folder), _release(commit, folder)
    alone = earlier.install(folder / "earlier", distribution_of(service))
    stage.demand(earlier.is_installed(alone, service), "void: the earlier wheel does not hold the earlier code")
    whole = [
        earlier.install(folder / "whole-earlier", *_all(earlier)),
        present.install(folder / "whole", *_all(present)),
    ]
    changed = not present.is_installed(alone, service)
    stage.demand(changed, f"void: the wheel of {earlier.name} and of the present release are the same")
    for name in ("empty", "none"):
        (folder / name).mkdir()
    runtimes = (
        Runtime(env=whole[1], first=first_code(stage.tree, folder / "empty")),
        Runtime(env=alone, first=folder / "none"),
    )
    steps: list[list[dict[str, Any]]] = []
    for number, player in enumerate(whole):
        house = MixedHouse(folder / f"house_{number}", service, *runtimes, present.services())
        stage.crews.append(house.crew)
        steps.append(_demonstrate(stage, house, player))
    judge_steps(stage, earlier.name, *steps)


def _demonstrate(stage: Stage, house: MixedHouse, player: Environment) -> list[dict[str, Any]]:
    """A house from its beginning to its end, with the demonstrations of a release and everything arrived."""
    house.prepare()
    house.start()
    if not house.crew.wait(house.is_ready, READY_LIMIT):
        raise Faulty(f"not ready: {[house.crew.log(f'serve{end}')[-300:] for end in ('', '-earlier')]}")
    steps = house.demo(player)
    house.crew.turn()
    if not house.crew.wait(lambda: not _behind(house), ARRIVE_LIMIT):
        stage.outcome.faults.append(f"events: {_behind(house)}")
    stage.outcome.faults += [f"events: {trouble}" for trouble in _trouble(house)]
    house.crew.stop()
    return steps


def judge_steps(stage: Stage, earlier: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Every step that the earlier release knows."""
    known = {(step["journey"], step["id"]) for step in old}
    shared = [step for step in new if (step["journey"], step["id"]) in known]
    stage.demand(old, "void: the earlier release demonstrates nothing")
    for whose, steps in (("earlier", old), ("present", shared)):
        bad = [f"{step['id']}: {step['actual']}, expected {step['expected']}" for step in steps if not step["ok"]]
        stage.demand(not bad, f"demo: {len(bad)} of {len(steps)} steps of the {whose} release: {'; '.join(bad[:3])}")
    unknown = [step for step in new if (step["journey"], step["id"]) not in known]
    stage.tell(
        release=earlier, earlier_steps=len(old), present_steps=len(shared),
        newer_steps=f"{len(unknown)}, {sum(step['ok'] for step in unknown)} of them pass",
    )  # fmt: skip


def _behind(house: MixedHouse) -> str:
    """Which listener has not applied everything that its sources told; empty when all have."""
    for name, manifest in installed_services().items():
        for source in sorted({row.source for row in manifest.listens}):
            with house.reading(source) as session:
                head = read_head(session)
            with house.reading(name) as session:
                cursor = inbox_store.read_cursor(session, source)
            if head.position and (cursor is None or (cursor.log_id, cursor.applied) != (head.log_id, head.position)):
                return f"{name} applied {cursor.applied if cursor else 0} of {head.position} of {source}"
    return ""


def _trouble(house: MixedHouse) -> list[str]:
    """Alarms and parked events of all services."""
    found = []
    for name in (house.service, *house.others):
        with house.reading(name) as session:
            rows = session.execute(sa.select(alarm).where(alarm.c.kind != CALENDAR_MISSING)).all()
            found += [f"{name}: alarm {row.kind} {row.detail}" for row in rows]
            found += [f"{name}: parked {row.error}" for row in session.execute(sa.select(parked_event))]
    return found


def _release(commit: str, folder: Path) -> Release:
    """Built once for all cases of a run."""
    if commit not in _releases:
        place = folder.parent / f"release_{len(_releases)}"
        place.mkdir()
        _releases[commit] = earlier_release(commit, place) if commit else present_release(place)
    return _releases[commit]


def _all(release: Release) -> list[str]:
    return ["sifa-gateway", *map(distribution_of, release.services())]


CASES = tuple(Case(name=f"earlier {name}", play=partial(play, service=name)) for name in SERVICES)
LEGAL_AID = CASES[0]
MUTANTS = (
    Mutant(
        name="events need an attribute that the release before does not send",
        case=LEGAL_AID, check=("events",),
        patches=(
            Patch(file="chassis/events/envelope.py", old='"ce-time", "ce-position")',
                  new='"ce-time", "ce-position", "ce-release")'),
            Patch(file="chassis/events/envelope.py", old='        "position": str(event.position),\n',
                  new='        "position": str(event.position), "release": "2",\n'),
        ),
    ),
    Mutant(
        name="tokens that the release before does not take",
        case=LEGAL_AID, check=("demo", "play", "not ready"),
        patches=(Patch(file="chassis/auth/tokens.py", old='USER_AUDIENCE = "sifa"', new='USER_AUDIENCE = "sifa-2"'),),
    ),
)  # fmt: skip


def run(arguments: list[str]) -> int:
    """Run the proof or its mutants; `--commit COMMIT` names the release before for all services."""
    rest = list(arguments)
    if "--commit" in rest:
        at = rest.index("--commit")
        _given["commit"] = rest[at + 1]
        del rest[at : at + 2]
    return run_proof(Proof(name="n-minus-one", cases=CASES, mutants=MUTANTS), rest)
