"""The rules a service implements, as data: id, short Chinese title, citation, evidence mark; and pairs that exclude.

It must not hold values; those are policy.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from chassis.manifest import ManifestError
from chassis.toml_file import read_toml

MARKS = frozenset({"seed", "law, seen", "law, unverified", "design"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the rulebook."""

    id: str
    title: str
    citation: str
    mark: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedPair:
    """Two audited actions that one person may not both do in one case, the rule that says so, and its Chinese text.

    `one_way`: only the second is refused after the first, as after a recusal, which may come late.
    """

    first: str
    second: str
    rule: str
    text: str
    one_way: bool = False


def read_excluded(folder: Path) -> tuple[ExcludedPair, ...]:
    """The excluded pairs of the service in the folder; none without rules.toml. ManifestError names a missing key.

    A service that is opened reads them, so a bad file keeps it from starting.
    """
    file = folder / "rules.toml"
    if not file.exists():
        return ()
    rows = read_toml(file).get("excluded", [])
    try:
        return tuple(
            ExcludedPair(
                **{key: row[key] for key in ("first", "second", "rule", "text")}, one_way=row.get("one_way", False)
            )
            for row in rows
        )
    except KeyError as error:
        raise ManifestError(f"rules.toml: an excluded pair lacks {error}") from error


def read_rules(folder: Path) -> dict[str, Rule]:
    """The rules of the service in the folder by id; none without rules.toml. KeyError names a missing key."""
    return {rule.id: rule for rule in _rules_as_written(folder)}


def repeated_rules(folder: Path) -> list[str]:
    """Ids that stand more than once in the service's rules.toml; the later one would hide the earlier."""
    counts = Counter(rule.id for rule in _rules_as_written(folder))
    return [rule for rule, count in counts.items() if count > 1]


def _rules_as_written(folder: Path) -> list[Rule]:
    file = folder / "rules.toml"
    rows = read_toml(file).get("rule", []) if file.exists() else []
    return [
        Rule(
            id=row["id"],
            title=row["title"],
            citation=row["citation"],
            mark=row["mark"],
            keys=tuple(row.get("keys", [])),
        )
        for row in rows
    ]
