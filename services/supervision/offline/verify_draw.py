"""Compute a published draw again: `python3 verify_draw.py bundle.json [SHA256 of the commitment as it was published]`.

It needs Python's own library alone, and nothing of the system that drew. Without the second argument it cannot tell
whether the commitment is the one that was published before the draw; it prints the hash to compare.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
from pathlib import Path
from typing import Any

BUNDLE, COMMITMENT = "sifa-draw-bundle/v1", "sifa-draw-commitment/v1"
ONCE = ("mode", "draw", "count", "roster", "excluded", "officers", "public-after")


class Broken(Exception):
    """The step that fails."""


def main(arguments: list[str]) -> int:
    """Exit codes: 0 the draw is what its commitment and its public value give; 1 it is not; 2 wrong use."""
    if len(arguments) not in (1, 2):
        sys.stderr.write("usage: verify_draw.py bundle.json [SHA256]\n")
        return 2
    try:
        seen = verify(json.loads(Path(arguments[0]).read_text(encoding="utf-8")), arguments[1:])
    except Broken as fault:
        sys.stdout.write(f"REJECTED {fault}\n")
        return 1
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        sys.stdout.write("REJECTED format\n")
        return 1
    note = "" if arguments[1:] else " (compare it with the published one)"
    sys.stdout.write(f"commitment {seen}{note}\nVERIFIED\n")
    return 0


def verify(bundle: dict[str, Any], published: list[str]) -> str:
    """The hash of the commitment. Raises Broken with the name of the first step that fails."""
    lines: list[str] = bundle["commitment"]
    require(bundle["format"] == BUNDLE and lines[0] == COMMITMENT, "format")
    seen = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    require(not published or published[0] == seen, "commitment")
    said = [line.split(" ") for line in lines]
    one = {key: next(words[1:] for words in said if words[0] == key) for key in ONCE}
    strata = {words[1]: words[2:] for words in said if words[0] == "stratum"}
    require(bundle["committed"] <= one["public-after"][0], "time")
    check_secrets(bundle, [words[1] for words in said if words[0] == "secret"], one["mode"][0])
    roster = check_roster(bundle, one, strata)
    check_risk(bundle, said, roster)
    check_seed(bundle, one)
    quotas = {part: int(words[2]) for part, words in strata.items()}
    for more in bundle["extended"]:
        part, count = more.split(" ")
        quotas[part] += int(count)
    drawn = [line.split(" ") for line in bundle["drawn"]]
    require([words[0] for words in drawn] == targets(bundle, one["mode"][0], roster, quotas), "targets")
    check_officers(bundle, one, drawn)
    return seen


def check_secrets(bundle: dict[str, Any], committed: list[str], mode: str) -> None:
    """Every secret is the one that was committed to, in its order; draw/v1 has two at least."""
    hashes = [hashlib.sha256(bytes.fromhex(secret)).hexdigest() for secret in bundle["secrets"]]
    require(hashes == committed and len(set(hashes)) == len(hashes), "secrets")
    require(len(hashes) >= 2 if mode == "draw/v1" else not hashes, "secrets")


def check_roster(bundle: dict[str, Any], one: dict[str, list[str]], strata: dict[str, list[str]]) -> dict[str, str]:
    """Everybody who could be drawn, with his stratum."""
    pairs = [line.split(" ") for line in bundle["roster"]]
    ids = [subject for _, subject in pairs]
    require(ids == sorted(set(ids), key=str.encode), "roster")
    require([str(len(ids)), root(ids)] == one["roster"], "roster")
    for part, words in strata.items():
        own = [subject for stratum, subject in pairs if stratum == part]
        require([str(len(own)), root(own)] == [words[1], words[3]], "strata")
    require(sum(int(words[2]) for words in strata.values()) == int(one["count"][0]), "count")
    require(sum(int(words[1]) for words in strata.values()) == len(ids), "strata")
    require([str(len(bundle["excluded"])), root(bundle["excluded"])] == one["excluded"], "excluded")
    people = [str(len(bundle["officers"])), root(bundle["officers"])]
    require(people == [one["officers"][0], one["officers"][2]], "officers")
    return {subject: stratum for stratum, subject in pairs}


def check_risk(bundle: dict[str, Any], said: list[list[str]], roster: dict[str, str]) -> None:
    """Whoever has records enough by the published formula stands in the stratum of high risk, and nobody else."""
    high = {subject for subject, stratum in roster.items() if stratum == "HIGH_RISK"}
    rule = next((words for words in said if words[0] == "risk-rule"), None)
    if rule is None:
        require(not high and not bundle.get("risk"), "risk")
        return
    points_of, least = [int(rule[place]) for place in (4, 6, 8)], int(rule[10])
    found = next(words[1:] for words in said if words[0] == "risk")
    require([str(len(bundle["risk"])), root(bundle["risk"])] == found, "risk")
    records = [line.split(" ") for line in bundle["risk"]]
    points = {
        subject: sum(int(count) * each for count, each in zip(counts, points_of, strict=True))
        for subject, *counts in records
    }
    require(len(points) == len(records), "risk")
    require({subject for subject, sum_ in points.items() if sum_ >= least} == high, "risk")


def check_seed(bundle: dict[str, Any], one: dict[str, list[str]]) -> None:
    """The seed binds draw, roster, count, secrets and public value."""
    parts = (
        b"draw/v1", one["draw"][0].encode(), bytes.fromhex(one["roster"][1]), int(one["count"][0]).to_bytes(4, "big"),
        *map(bytes.fromhex, bundle["secrets"]), bundle["public_value"].encode(),
    )  # fmt: skip
    require(hashlib.sha256(prefixed(*parts)).hexdigest() == bundle["seed"], "seed")


def targets(bundle: dict[str, Any], mode: str, roster: dict[str, str], quotas: dict[str, int]) -> list[str]:
    """The lowest tickets of each stratum, or what RFC 3797 selects."""
    seed, found = bytes.fromhex(bundle["seed"]), list[str]()
    for part, quota in quotas.items():
        ids = [subject for subject, stratum in roster.items() if stratum == part]
        require(quota <= len(ids), "quota")
        if mode == "draw/v1":
            found += sorted(ids, key=lambda one: (hmac.digest(seed, one.encode(), "sha256"), one))[:quota]
        else:
            found += select(ids, quota, bundle["public_value"])
    return found


def select(pool: list[str], count: int, key: str) -> list[str]:
    """RFC 3797, sections 3 and 4."""
    left, found = list(pool), list[str]()
    for index in range(count):
        around = index.to_bytes(2, "big")
        digest = hashlib.md5(around + key.encode() + around, usedforsecurity=False).digest()
        found.append(left.pop(int.from_bytes(digest, "big") % len(left)))
    return found


def check_officers(bundle: dict[str, Any], one: dict[str, list[str]], drawn: list[list[str]]) -> None:
    """The lowest tickets of whoever may go to each target and did not withdraw."""
    seed, wanted = bytes.fromhex(bundle["seed"]), int(one["officers"][1])
    people = [line.split("|") for line in bundle["officers"]]
    gone = {tuple(line.split(" ")) for line in bundle["recused"]}
    for target, *sent in drawn:
        free = [name for name, *barred in people if target not in barred and (target, name) not in gone]

        def ticket(name: str, target: str = target) -> tuple[bytes, str]:
            return hmac.digest(seed, prefixed(b"officer", target.encode(), name.encode()), "sha256"), name

        require(len(sent) == wanted and sent == sorted(free, key=ticket)[:wanted], "inspectors")


def root(entries: list[str]) -> str:
    """The Merkle root (RFC 9162 section 2.1) over the entries in the order of their bytes."""
    level = [hashlib.sha256(b"\x00" + entry).digest() for entry in sorted(entry.encode() for entry in entries)]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + b"".join(level[at : at + 2])).digest() for at in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return (level[0] if level else hashlib.sha256().digest()).hex()


def prefixed(*parts: bytes) -> bytes:
    """Each part behind its length in four bytes."""
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def require(holds: object, step: str) -> None:
    """Raise Broken unless it holds."""
    if not holds:
        raise Broken(step)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
