"""Separation of duties: whoever did one action of an excluded pair does not do the other in the same case (P-04).

It must not know any action by name: the pairs are data of each service.

NOTE: handlers lock the row of the object before they note an action on it. That lock makes two such units of work wait
for each other, and so the second one sees the audit entry of the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.errors import Kind, Refusal
from chassis.rules import ExcludedPair
from chassis.schema import audit_entry

Excluded = dict[str, dict[str, ExcludedPair]]


def by_action(pairs: Iterable[ExcludedPair]) -> Excluded:
    """The pairs from either side: action → other action → pair."""
    found: Excluded = {}
    for pair in pairs:
        found.setdefault(pair.second, {})[pair.first] = pair
        if not pair.one_way:
            found.setdefault(pair.first, {})[pair.second] = pair
    return found


def check_separation(session: Session, excluded: Excluded, *, actor: str, action: str, objects: Sequence[str]) -> None:
    """Raise PERMISSION_DENIED SEPARATION_OF_DUTIES when the actor did the other action of a pair on one of them."""
    others = excluded.get(action)
    if not others:
        return
    done = sa.select(audit_entry.c.action).where(
        audit_entry.c.object.in_(objects), audit_entry.c.action.in_(others), audit_entry.c.actor == actor
    )
    first = session.execute(done.limit(1)).scalar_one_or_none()
    if first is not None:
        pair = others[first]
        raise Refusal(
            Kind.PERMISSION_DENIED,
            "SEPARATION_OF_DUTIES",
            f"{pair.text}（{pair.rule}）。请由其他人员办理，或依书面借调令由上级、邻近单位人员办理（P-04）。",
            metadata={"rules": pair.rule, "first": first, "second": action},
        )
