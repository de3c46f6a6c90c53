"""The draw itself: targets by tickets within each stratum, two officers for each target (SV-61, SV-65).

It must not read a clock or a register: frozen roster, secrets and public value give one result, whoever computes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chassis.kernel.draw import in_order, officer_ticket, seed_of
from chassis.kernel.rfc3797 import select
from services.supervision.domain.draw import Draw, DrawMode, DrawStratum
from services.supervision.domain.draw_roster import LEAST_OFFICERS, FrozenRoster


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawAssignment:
    """Somebody who was drawn, and who goes there."""

    target: str
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawRecusal:
    """An officer who withdrew from a target after the draw."""

    target: str
    officer: str
    ground: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawResult:
    """Whom a draw drew; the seed makes it computable again (SV-65)."""

    seed: str
    secrets: tuple[str, ...]
    assignments: tuple[DrawAssignment, ...]
    recusals: tuple[DrawRecusal, ...]


def draw_result(draw: Draw, roster: FrozenRoster, secrets: Sequence[str], public_value: str) -> DrawResult:
    """Draw (SV-65): the same roster, secrets and public value give the same result."""
    seed = seed_of(
        draw.name, bytes.fromhex(draw.roster_root), draw.count, [bytes.fromhex(one) for one in secrets], public_value
    )
    empty = DrawResult(seed=seed.hex(), secrets=tuple(secrets), assignments=(), recusals=())
    return drawn_again(draw, roster, empty, public_value)


def drawn_again(draw: Draw, roster: FrozenRoster, result: DrawResult, public_value: str) -> DrawResult:
    """The result under the quotas and recusals of now, by the tickets of the one seed."""
    seed = bytes.fromhex(result.seed)
    targets = targets_of(draw.mode, seed, roster, draw.quotas(), public_value)
    assignments = tuple(
        DrawAssignment(target=one, officers=officers_for(seed, one, roster, result.recusals)) for one in targets
    )
    return replace(result, assignments=assignments)


def targets_of(
    mode: DrawMode, seed: bytes, roster: FrozenRoster, quotas: Mapping[DrawStratum, int], public_value: str
) -> list[str]:
    """The first of each part in the order of the tickets, or as RFC 3797 selects them (SV-65)."""
    found = list[str]()
    for part, quota in quotas.items():
        ids = roster.of(part)
        order = in_order(seed, ids) if mode is DrawMode.DRAW_V1 else select(ids, quota, public_value)
        found += order[:quota]
    return found


def officers_for(
    seed: bytes, target: str, roster: FrozenRoster, recusals: Sequence[DrawRecusal]
) -> tuple[str, ...]:  # fmt: skip
    """The first two by their tickets of those who may go there (SV-61)."""
    gone = {one.officer for one in recusals if one.target == target}
    free = [one.name for one in roster.officers if target not in one.barred and one.name not in gone]
    return tuple(sorted(free, key=lambda one: (officer_ticket(seed, target, one), one))[:LEAST_OFFICERS])
