"""Facts that are leads by themselves: failed assignments, property, double claims, misused money, unapproved moves.

It must not assess them: people do. Items are the rows of form F-01.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from services.supervision.domain.clue import NO_ITEM, ClueSource, Finding


@dataclass(frozen=True, slots=True)
class LeadKind:
    """The rule that was broken and the row of F-01 that counts it."""

    rule_id: str
    item: int


LEADS = {
    ClueSource.XF_15: LeadKind("LA-106", NO_ITEM),
    ClueSource.XF_16: LeadKind("LA-106", 4),
    ClueSource.XF_20: LeadKind("LA-94", 2),
    ClueSource.XF_21: LeadKind("LA-93", 2),
    ClueSource.XF_22: LeadKind("LA-90", 7),
    ClueSource.XF_23: LeadKind("LA-105", 6),
    ClueSource.XF_37: LeadKind("LA-122", NO_ITEM),
    ClueSource.XF_35: LeadKind("LA-128", 1),
}
# How a standing fault that is over is remarked: a cause of these sources may come again, and then opens another clue.
OVER = {
    ClueSource.XF_03: "该所现已按要求实现党的组织和工作覆盖（XF-03）。",
    ClueSource.XF_29: "该所从业人员数现已符合规定（XF-29）。",
}


def lead(source: ClueSource, subject: str, *, kind: str, institution: str, division: str, on: dt.date) -> Finding:
    """What the fact says; `kind` tells apart what may happen to the same subject more than once."""
    known = LEADS[source]
    return Finding(
        source=source, subject=subject, kind=kind, item=known.item, institution=institution, owner=institution,
        division=division, decision_number="", rule_id=known.rule_id, due_date=None, happened_date=on,
    )  # fmt: skip


def office_lead(
    source: ClueSource, subject: str, *, office: str, division: str, rule_id: str, on: dt.date, kind: str = ""
) -> Finding:  # fmt: skip
    """What the fact says of a grassroots legal-service office, which no row of F-01 counts (GO-08, GO-09)."""
    return Finding(
        source=source, subject=subject, kind=kind, item=NO_ITEM, institution="", owner=office, division=division,
        decision_number="", rule_id=rule_id, due_date=None, happened_date=on,
    )  # fmt: skip
