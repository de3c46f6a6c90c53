"""`sifa policy show|list`: which value holds in a place on a day, and by which provision.

It must not need a database, and it must not guess a value that no pack holds.
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import json
import sys
from collections.abc import Iterator
from typing import Any

from chassis.cli.main import Command
from chassis.cli.table import print_rows
from chassis.kernel.division import division_code_fault
from chassis.kernel.errors import RuleViolated
from chassis.kernel.policy import NATIONAL, Parameter, PolicyBook
from chassis.manifest import ServiceManifest, select_services
from chassis.policy_files import policy_folders, read_book
from chassis.rules import read_rules
from chassis.settings import load_settings

Books = list[tuple[ServiceManifest, PolicyBook]]


def run(arguments: list[str]) -> int:
    """Exit 1 when no service has the key, or no pack has a value for the place and day."""
    parser = argparse.ArgumentParser(prog="sifa policy", description="values that a regulation may change")
    actions = parser.add_subparsers(dest="action", required=True)
    show = actions.add_parser("show", help="one value, with its provision and its pack")
    show.add_argument("key")
    show.add_argument("--division", type=_division, required=True, help="six digits")
    show.add_argument("--on", type=dt.date.fromisoformat, required=True, help="the case's date, YYYY-MM-DD")
    listing = actions.add_parser("list", help="all keys, with unit and rules")
    for action in (show, listing):
        action.add_argument("--service")
        action.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    settings = load_settings()
    manifests = select_services([given.service] if given.service else [])
    books = [(manifest, read_book(policy_folders(manifest, settings))) for manifest in manifests]
    if given.action == "list":
        return _list(books, as_json=given.json)
    return _show(books, given.key, given.division, given.on, as_json=given.json)


def _division(code: str) -> str:
    if code != NATIONAL and division_code_fault(code):
        raise argparse.ArgumentTypeError("six digits of GB/T 2260, or 000000 for the nation")
    return code


def _parameters(book: PolicyBook) -> Iterator[Parameter]:
    return (parameter for pack in book.packs for parameter in pack.parameters)


def _list(books: Books, *, as_json: bool) -> int:
    rows = []
    for manifest, book in books:
        rules = read_rules(manifest.folder).values()
        units = {parameter.key: parameter.unit for parameter in _parameters(book)}
        for key, unit in sorted(units.items()):
            rows.append((manifest.name, key, unit, " ".join(rule.id for rule in rules if key in rule.keys)))
    print_rows(("service", "key", "unit", "rules"), rows, as_json=as_json)
    return 0


def _show(books: Books, key: str, division: str, on: dt.date, *, as_json: bool) -> int:
    knowing = [(manifest, book) for manifest, book in books if key in {row.key for row in _parameters(book)}]
    if not knowing:
        known = {row.key for _, book in books for row in _parameters(book)}
        near = ", ".join(difflib.get_close_matches(key, sorted(known), n=5, cutoff=0.5)) or "none"
        sys.stderr.write(f"sifa policy: no service has the key {key}; near names: {near}\n")
        return 1
    found = [_find(manifest, book, key, division, on) for manifest, book in knowing]
    shown = [facts for facts in found if facts]
    if as_json:
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        for name, text in (pair for facts in shown for pair in _lines(facts)):
            sys.stdout.write(f"{name:<9} {text}\n")
    return 0 if len(shown) == len(found) else 1


def _find(manifest: ServiceManifest, book: PolicyBook, key: str, division: str, on: dt.date) -> dict[str, object]:
    """What holds, as plain facts; empty after saying why nothing does."""
    asked = list(_asked(book, key, division))
    try:
        found = book.find(key, division=division, on=on)
    except RuleViolated as refusal:
        where = f"[{manifest.name}; asked: {' > '.join(asked)}]"
        sys.stderr.write(f"sifa policy: {refusal.reason}: {refusal.message} {where}\n")
        return {}
    return {
        "key": found.key, "service": manifest.name, "value": found.value, "unit": found.unit,
        "citation": found.citation, "from": found.from_date.isoformat(),
        "to": found.to_date.isoformat() if found.to_date else None, "pack": found.pack, "sha256": found.sha256,
        "asked": asked,
    }  # fmt: skip


def _lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from ((name, facts[name]) for name in ("key", "service"))
    yield "value", json.dumps(facts["value"], ensure_ascii=False)
    yield from ((name, facts[name]) for name in ("unit", "citation"))
    yield "in force", f"{facts['from']} to {facts['to'] or 'no end'}"
    yield "pack", f"{facts['pack']} {facts['sha256']}"
    yield "asked", " > ".join(facts["asked"])


def _asked(book: PolicyBook, key: str, division: str) -> Iterator[str]:
    """Every place that was asked, up to the first whose pack has the key."""
    for place, pack in book.asked(division):
        has = pack is not None and any(parameter.key == key for parameter in pack.parameters)
        yield f"{place} ({'has the key' if has else 'no pack' if pack is None else 'lacks the key'})"
        if has:
            return


COMMAND = Command("show a value of the policy packs with its provision, or list all keys", run)
