"""The one supplement notice: everything that is missing, once (LA-31, E-18). It must not count days; deadlines do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from chassis.kernel.deadline import Deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import RuleViolated
from services.legal_aid.domain.paper import Paper, PaperKind

# Items for which a statement or an agent may stand; whether it does, `missing_papers` knows.
STATED = frozenset({PaperKind.INTEGRITY_PLEDGE, PaperKind.EXEMPTION_PROOF, PaperKind.HARDSHIP_STATEMENT})
CERTIFICATE_WORDS = ("困难证明", "贫困证明", "低收入证明")


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequest(Happening):
    """What is asked for beside what is missing by the list."""

    items: tuple[PaperKind, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementNotice:
    """What was asked for. `reply_due_date` is None while the year has no confirmed calendar."""

    number: str
    issued_date: dt.date
    items: tuple[PaperKind, ...]
    note: str
    reply_due_date: dt.date | None
    replied_date: dt.date | None


def listed_items(missing: tuple[PaperKind, ...], further: tuple[PaperKind, ...], note: str) -> tuple[PaperKind, ...]:
    """Everything on the notice. Raises RuleViolated NOTHING_MISSING and HARDSHIP_CERTIFICATE_DEMANDED (LA-07)."""
    if PaperKind.INCOME_PROOF in further or any(word in note for word in CERTIFICATE_WORDS):
        raise RuleViolated(
            "HARDSHIP_CERTIFICATE_DEMANDED",
            "不得要求申请人提交经济困难证明（LA-07、法律援助法第四十一条）。请改为经济困难状况说明表和个人诚信承诺书。",
            rules=("LA-07",),
        )
    items = tuple(dict.fromkeys((*missing, *further)))
    if not items:
        raise RuleViolated(
            "NOTHING_MISSING", "申请材料已齐全，无须补充（LA-07）。请直接审查并作出决定。", rules=("LA-07", "LA-31")
        )
    return items


def refuse_second(present: SupplementNotice | None) -> None:
    """Raise RuleViolated SUPPLEMENT_ALREADY_ASKED: one notice lists all; later gaps are decided on the papers."""
    if present is not None:
        raise RuleViolated(
            "SUPPLEMENT_ALREADY_ASKED",
            "已一次性告知补充材料，不得再次要求补充（LA-31）。请根据现有材料作出决定。",
            rules=("LA-31",),
        )


def refuse_late(paused: Deadline | None) -> None:
    """Raise RuleViolated SUPPLEMENT_TOO_LATE when the clock of LA-30 could not be stopped because it had run out."""
    if paused is None:
        raise RuleViolated(
            "SUPPLEMENT_TOO_LATE",
            "审查期限已届满，不得再要求补充材料（LA-30、LA-31）。请根据现有材料作出决定。",
            rules=("LA-30", "LA-31"),
        )


def outstanding(
    notice: SupplementNotice, missing: tuple[PaperKind, ...], papers: tuple[Paper, ...]
) -> tuple[PaperKind, ...]:
    """What the notice asked for and is still not there; `missing` knows for which papers a statement stands."""
    there = {paper.kind for paper in papers}
    return tuple(kind for kind in notice.items if kind in missing or not (kind in there or kind in STATED))


def replied(notice: SupplementNotice, *, on: dt.date) -> SupplementNotice:
    """The complete reply arrived."""
    return replace(notice, replied_date=on)
