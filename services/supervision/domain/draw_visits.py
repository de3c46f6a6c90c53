"""From the first visit to the publication: withdrawals, extensions, the end (SV-05, SV-61, SV-64). It must not draw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.kernel.errors import RuleViolated
from services.supervision.domain.draw import OPENED, Draw, DrawExtension, DrawState
from services.supervision.domain.draw_running import refuse_too_few, stepped
from services.supervision.domain.drawing import DrawAssignment, DrawRecusal, DrawResult


def started(draw: Draw, *, today: dt.date) -> Draw:
    """The visits begin; the targets can be read from now on (SV-05). Raises VISIT_DATE_NOT_REACHED."""
    if today < draw.visit_date:
        message = "检查日未到（SV-05）：抽取结果在检查开始前对任何人保密。请在检查日启封。"
        raise RuleViolated("VISIT_DATE_NOT_REACHED", message, rules=("SV-05",))
    return stepped(draw, started_date=today, state=DrawState.VISITING)


def refuse_sealed(draw: Draw) -> None:
    """Raise DRAW_SEALED before the visits began (SV-05)."""
    if draw.state not in OPENED:
        message = "抽取结果在检查开始前对任何人保密（SV-05）。请在检查日启封后查看。"
        raise RuleViolated("DRAW_SEALED", message, rules=("SV-05",))


def recused(result: DrawResult, recusal: DrawRecusal) -> DrawResult:
    """An officer withdraws from a target that he was drawn for (SV-61). Raises NOT_ASSIGNED."""
    if not any(one.target == recusal.target and recusal.officer in one.officers for one in result.assignments):
        message = "该检查人员没有被抽中检查这一对象（SV-61），无需回避。请核对人员和对象。"
        raise RuleViolated("NOT_ASSIGNED", message, rules=("SV-61",))
    return replace(result, recusals=(*result.recusals, recusal))


def refuse_unstaffed(assignments: Iterable[DrawAssignment]) -> None:
    """Raise TOO_FEW_OFFICERS when nobody is left to take a place (SV-61)."""
    refuse_too_few(min(len(one.officers) for one in assignments))


def extended(draw: Draw, extension: DrawExtension) -> Draw:
    """More targets of one part, by the tickets of the same seed (SV-65). Raises STRATUM_EXHAUSTED."""
    size = next((one.size for one in draw.strata if one.stratum is extension.stratum), 0)
    if draw.quotas().get(extension.stratum, 0) + extension.count > size:
        message = "该层已没有这么多未被抽中的对象（SV-62）。请减少追加的数量。"
        raise RuleViolated("STRATUM_EXHAUSTED", message, rules=("SV-62",))
    return stepped(draw, extensions=(*draw.extensions, extension))


def finished(draw: Draw, entry: Entry) -> Draw:
    """Every target was visited on the day or before (P-06)."""
    return stepped(
        draw, inspected_date=entry.happened_date, late=entry.late, entry_reason=entry.reason, state=DrawState.INSPECTED
    )  # fmt: skip


def published(draw: Draw, bundle_sha256: str, *, on: dt.date) -> Draw:
    """The proof is public (SV-60)."""
    return stepped(draw, bundle_sha256=bundle_sha256, published_date=on, state=DrawState.PUBLISHED)
