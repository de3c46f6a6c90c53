"""`make new-service`: write a whole small service that runs, is tested and is demonstrated, to be grown from there.

It must not edit a file that is there already.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path
from string import Template

from chassis.scaffold.words import BadName, words_of

TEMPLATES = Path(__file__).parent
SUFFIX = ".tmpl"
FIRST_PORT = 50051


def main(arguments: list[str], root: Path) -> int:
    """Exit 0 when the three folders were made, 2 when the name cannot be used or is taken."""
    parser = argparse.ArgumentParser(prog="make new-service", description=__doc__)
    parser.add_argument("name", help="for example people_mediation")
    parser.add_argument("--noun", default="record", help="its first noun, in the singular")
    parser.add_argument("--title", default="", help="its Chinese title")
    given = parser.parse_args(arguments)
    try:
        words = words_of(name=given.name, noun=given.noun, title=given.title or given.name, port=next_port(root))
        made = write_service(root, words)
    except BadName as error:
        sys.stderr.write(f"new-service: {error}\n")
        return 2
    sys.stdout.write("".join(f"{path.relative_to(root)}\n" for path in made))
    return 0


def next_port(root: Path) -> int:
    """The port behind the highest one that a manifest in the checkout names."""
    files = root.glob("services/*/manifest.toml")
    taken = [tomllib.loads(file.read_text(encoding="utf-8"))["grpc_port"] for file in files]
    return max(taken, default=FIRST_PORT - 1) + 1


def write_service(root: Path, words: dict[str, str]) -> list[Path]:
    """Render every template. Raises BadName when one of the folders is there already; then nothing is written."""
    name = words["name"]
    homes = {
        "proto": root / "proto" / "sifa" / name / "v1",
        "service": root / "services" / name,
        "tests": root / "tests" / "services" / name,
    }
    present = [home.relative_to(root) for home in (homes["proto"].parent, *homes.values()) if home.exists()]
    if present:
        raise BadName(f"NAME is taken: {present[0]} is there already")
    made = []
    for kind, home in homes.items():
        for template in sorted((TEMPLATES / kind).rglob(f"*{SUFFIX}")):
            target = home / _target(template.relative_to(TEMPLATES / kind), words)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = Template(template.read_text(encoding="utf-8")).substitute(words)
            target.write_text(text, encoding="utf-8")
            made.append(target)
    return made


def _target(template: Path, words: dict[str, str]) -> Path:
    """`handlers/noun.py.tmpl` → `handlers/dispute.py`."""
    name = template.name.removesuffix(SUFFIX).replace("nouns", words["nouns"]).replace("noun", words["noun"])
    return template.with_name(name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
