"""`python -P journey_player.py seed|play CONFIG`: what a release itself brings: its demo data, its demonstrations.

It is run by the interpreter of that release and must not import anything but the chassis found there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from chassis.journey import Journey, KeyWish, Recorder
from chassis.manifest import installed_services, load_name, select_services
from chassis.seeding import seed_services
from chassis.settings import child_environment, load_settings


def seed(config: dict[str, Any]) -> None:
    """The demo data of the named services, in the databases of the environment."""
    seed_services(select_services(config["services"]), load_settings(), scale="district")


def play(config: dict[str, Any]) -> None:
    """Every journey of every installed service; the steps go into the file `report`."""
    var = Path(config["var"])
    people = json.loads((var / "run" / "accounts.json").read_text(encoding="utf-8"))
    passwords = {row["account"]: row["password"] for row in people}
    told = []
    for manifest in installed_services().values():
        name = manifest.load_wiring().journeys
        for journey in cast("tuple[Journey, ...]", load_name(name)) if name else ():
            keys = {wish.who: make_key(wish, config["pythons"][wish.service], var) for wish in journey.keys}
            recorder = Recorder(config["base"], passwords, keys)
            journey.run(recorder)
            told += [{"journey": journey.name, **step} for step in recorder.report()]
    Path(config["report"]).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def make_key(wish: KeyWish, python: str, var: Path) -> str:
    """A department's key, made by the release that the service runs."""
    command = [python, "-m", "chassis.cli.main", "key", "new", wish.service, "--holder", wish.holder]
    command += ["--authority-type", wish.authority_type, "--role", wish.role, "--division", wish.division]
    mine = child_environment({"SIFA_VAR": str(var)})
    made = subprocess.run(command, env=mine, cwd=var, check=True, capture_output=True, text=True, timeout=60)
    return made.stdout.splitlines()[0]


if __name__ == "__main__":
    given = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    (seed if sys.argv[1] == "seed" else play)(given)
