"""The published proof of a draw (SV-60, SV-65): everything with which anybody computes the result again.

It must not leave out what would let a changed roster, quota or officer pass. One item stands on each line, so that a
shell reads it too.
"""

from __future__ import annotations

import json

from services.supervision.domain.draw import Draw
from services.supervision.domain.draw_commitment import instant
from services.supervision.domain.draw_roster import FrozenRoster
from services.supervision.domain.drawing import DrawResult

FORMAT = "sifa-draw-bundle/v1"


def bundle_text(draw: Draw, roster: FrozenRoster, result: DrawResult) -> str:
    """The bundle as JSON. ValueError for a draw that was never bound."""
    if draw.commit_time is None:
        raise ValueError("a draw without commitment has no proof")
    bundle = {
        "format": FORMAT,
        "commitment": draw.commitment.splitlines(),
        "committed": instant(draw.commit_time),
        "secrets": list(result.secrets),
        "public_value": draw.public_value,
        "seed": result.seed,
        "roster": [f"{part.name} {subject}" for subject, part in roster.targets.items()],
        **({} if draw.risk is None else {"risk": [one.line for one in roster.records]}),
        "excluded": list(roster.excluded),
        "officers": [one.line for one in roster.officers],
        "extended": [f"{one.stratum.name} {one.count}" for one in draw.extensions],
        "recused": [f"{one.target} {one.officer}" for one in result.recusals],
        "drawn": [" ".join((one.target, *one.officers)) for one in result.assignments],
    }
    return json.dumps(bundle, indent=1, ensure_ascii=False) + "\n"
