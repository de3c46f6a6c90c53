"""The list of what nobody has put right for long (SV-84). It must not decide."""

from __future__ import annotations

from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.long_unresolved import LongRule, LongUnresolved, listed
from services.supervision.persistence import long_unresolved as rows


def list_long_unresolved(tx: Tx, page: Page) -> tuple[list[LongUnresolved], str | None]:
    """A page by the rule of each division, and the key behind which the next one begins (SV-84)."""
    rules = {division: _rule(tx, division) for division in rows.open_divisions(tx.session, tx.principal)}
    found, after = page.cut(rows.find_long(tx.session, rules, tx.today, page), key=lambda item: item.name)
    return [listed(one, rules[one.division], tx.today) for one in found], after


def _rule(tx: Tx, division: str) -> LongRule:
    days, reopened = (
        int(tx.policy(key, division=division, on=tx.today).value) for key in ("sv.long_days", "sv.long_reopened")
    )
    return LongRule(days=days, reopened=reopened)
