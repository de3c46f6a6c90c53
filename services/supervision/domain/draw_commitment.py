"""What a draw is bound to in public before its public value exists (SV-65). It must not name anybody.

The lines are `sifa-draw-commitment/v1`; both verifiers read them, so their shape is fixed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from hashlib import sha256

from chassis.kernel.draw import ALGORITHM, roster_root
from services.supervision.domain.draw import Draw, DrawMode
from services.supervision.domain.draw_roster import LEAST_OFFICERS, FrozenRoster

FORMAT = "sifa-draw-commitment/v1"
MODES = {DrawMode.DRAW_V1: ALGORITHM, DrawMode.RFC3797: "rfc3797"}


def commitment_lines(draw: Draw, roster: FrozenRoster) -> tuple[str, ...]:
    """The lines; a draw's day of visits is not among them (SV-05)."""
    return (
        FORMAT,
        f"mode {MODES[draw.mode]}",
        f"draw {draw.name}",
        f"replaces {draw.replaces or '-'}",
        f"division {draw.division}",
        f"kind {draw.target_kind.name}",
        f"as-of {draw.as_of_date.isoformat()}",
        f"count {draw.count}",
        f"roster {draw.roster_size} {draw.roster_root}",
        *(f"stratum {one.stratum.name} {one.percent} {one.size} {one.quota} {one.root}" for one in draw.strata),
        *_risk_lines(draw, roster),
        f"excluded {len(roster.excluded)} {roster_root(roster.excluded).hex()}",
        f"officers {len(roster.officers)} {LEAST_OFFICERS} {draw.officers_root}",
        f"public-source {draw.public_source}",
        f"public-after {instant(draw.public_time)}",
        *(f"secret {one.sha256}" for one in draw.secrets),
    )


def _risk_lines(draw: Draw, roster: FrozenRoster) -> tuple[str, ...]:
    """The formula, and what it was fed with (SV-60); nothing where nobody is drawn more often."""
    if draw.risk is None:
        return ()
    rule, lines = draw.risk, [one.line for one in roster.records]
    points = f"clues {rule.clue_points} complaints {rule.complaint_points} overdue {rule.overdue_points}"
    return (
        f"risk-rule days {rule.days} {points} from {rule.from_points}",
        f"risk {len(lines)} {roster_root(lines).hex()}",
    )


def text_of(lines: Iterable[str]) -> str:
    """The text whose hash is published: each line with its end."""
    return "".join(f"{line}\n" for line in lines)


def sha256_of(text: str) -> str:
    """SHA-256; 64 hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


def instant(moment: dt.datetime) -> str:
    """For example 2026-06-20T13:15:00Z; instants of this shape sort as texts."""
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
