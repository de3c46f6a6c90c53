"""`sifa demo seed`: write demo data into this system; `sifa demo district`: show the invented district itself.

It must not write into production.
"""

from __future__ import annotations

import argparse
import json
import sys

from chassis.cli.main import EXIT_CONFIG
from chassis.district.generate import SEED, generate
from chassis.district.listing import district_as_json, summary
from chassis.manifest import select_services
from chassis.seeding import SCALES, seed_services
from chassis.settings import load_settings


def demo_data(arguments: list[str]) -> int:
    """Both subcommands."""
    parser = argparse.ArgumentParser(prog="sifa demo", description="demo data of an invented district (F-19)")
    parser.add_argument("what", choices=["seed", "district"])
    parser.add_argument("--scale", choices=SCALES, default=SCALES[0])
    parser.add_argument("--seed", type=int, default=SEED, help="of the generator; `district` only")
    parser.add_argument("--json", action="store_true", help="everything; `district` only")
    given = parser.parse_args(arguments)
    return _seed(given) if given.what == "seed" else _show(given)


def _seed(given: argparse.Namespace) -> int:
    settings = load_settings()
    if settings.production:
        sys.stderr.write("sifa demo seed: refused in production\n")
        return EXIT_CONFIG
    for row in seed_services(select_services([]), settings, scale=given.scale):
        sys.stdout.write(f"{row['account']:<10} {row['password']}  {row['name']}\n")
    return 0


def _show(given: argparse.Namespace) -> int:
    made = generate(scale=given.scale, seed=given.seed)
    if given.json:
        sys.stdout.write(json.dumps(district_as_json(made), ensure_ascii=False, indent=2) + "\n")
        return 0
    for name, count in summary(made).items():
        sys.stdout.write(f"{name:<28} {count}\n")
    return 0
