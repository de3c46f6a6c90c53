"""Use cases of clues. It must not know where a fact came from, nor which facts are leads: the domain does."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.clue import (
    Cause,
    Clue,
    ClueFilter,
    Finding,
    clue_number,
    open_clue,
    resolve_as_met,
)
from services.supervision.persistence import clue as rows


def report_finding(tx: Tx, finding: Finding | None) -> None:
    """Open a clue with the next number of its division and year. No finding, or a cause known already: nothing."""
    if finding is None or rows.load_for_cause(tx.session, finding) is not None:
        return
    year = tx.today.year
    number = clue_number(year, rows.next_count(tx.session, finding.division, year))
    clue = open_clue(finding, name=f"clues/{tx.new_id()}", number=number, now=tx.now)
    rows.insert_clue(tx.session, clue)
    tx.note("clue.open", clue.name, rules=(clue.rule_id,), document=clue.number)


def withdraw_finding(tx: Tx, cause: Cause | None) -> None:
    """Remark on the clue of the cause that it fell away. No cause, no such clue, or remarked already: nothing."""
    clue = None if cause is None else rows.load_for_cause(tx.session, cause)
    if clue is None or clue.resolved_as_met:
        return
    rows.update_clue(tx.session, resolve_as_met(clue))
    tx.note("clue.resolveAsMet", clue.name, rules=(clue.rule_id,), document=clue.number)


def get_clue(tx: Tx, name: str) -> Clue:
    """One clue within the caller's divisions."""
    clue = rows.load_clue(tx.session, name, tx.principal)
    if clue is None:
        raise NotFound("问题线索")
    return clue


def list_clues(tx: Tx, wanted: ClueFilter, page: Page) -> tuple[list[Clue], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_clues(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
