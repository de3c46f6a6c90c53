"""Use cases of clues: open, remark, read. It must not know where a fact came from, nor which facts are leads."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain.clue import (
    Cause,
    Clue,
    ClueFilter,
    ClueSource,
    Finding,
    clue_number,
    open_clue,
    resolve_as_met,
)
from services.supervision.domain.clue_life import joined
from services.supervision.domain.lead import OVER
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.persistence import clue as rows


def report_finding(tx: Tx, finding: Finding | None) -> None:
    """Open a clue with the next number of its division and year. No finding, or a cause known already: nothing."""
    if finding is not None and rows.load_for_cause(tx.session, tx.seal, finding) is None:
        enter_clue(tx, finding)


def enter_clue(tx: Tx, finding: Finding, *, summary: str = "") -> Clue:
    """Open a clue of a cause that has none; the time to assign it begins (SV-40)."""
    year = tx.today.year
    number = clue_number(year, rows.next_count(tx.session, finding.division, year))
    clue = open_clue(finding, name=f"clues/{tx.new_id()}", number=number, now=tx.now, summary=summary)
    rows.insert_clue(tx.session, tx.seal, clue)
    start_limit(
        tx, DeadlineKind.ASSIGN_CLUE, subject=clue.name, owner=f"bureaus/{clue.division}", division=clue.division,
        start=tx.today,
    )  # fmt: skip
    tx.note("clue.open", clue.name, rules=(clue.rule_id,), document=clue.number)
    return rows.with_deadlines(tx.session, clue)


def withdraw_finding(tx: Tx, cause: Cause | None) -> None:
    """Remark on the clue of the cause that it fell away. No cause, no such clue, or remarked already: nothing."""
    clue = None if cause is None else rows.load_for_cause(tx.session, tx.seal, cause)
    if clue is None or clue.resolved_as_met:
        return
    rows.update_clue(tx.session, tx.seal, resolve_as_met(clue))
    tx.note("clue.resolveAsMet", clue.name, rules=(clue.rule_id,), document=clue.number)


def report_standing(tx: Tx, finding: Finding | None) -> None:
    """Open a clue of a fault that lasts, unless one of its owner is open. No finding: nothing."""
    if finding is not None and rows.load_standing(tx.session, tx.seal, finding.source, finding.owner) is None:
        report_finding(tx, finding)


def withdraw_standing(tx: Tx, source: ClueSource, owner: str) -> None:
    """Remark on the open clue of a fault that lasted that it is over; no owner, or no such clue: nothing."""
    clue = rows.load_standing(tx.session, tx.seal, source, owner)
    if clue is not None:
        rows.update_clue(tx.session, tx.seal, resolve_as_met(clue, OVER[source]))
        tx.note("clue.resolveAsMet", clue.name, rules=(clue.rule_id,), document=clue.number)


def join_complaint(tx: Tx, clue_name: str, complaint: str) -> None:
    """Keep which complaint of legal aid is about the same fact (XF-25). No such clue, or joined already: nothing."""
    clue = rows.lock_clue(tx.session, tx.seal, clue_name)
    if clue is None or clue.complaint:
        return
    rows.update_clue(tx.session, tx.seal, joined(clue, complaint))
    tx.note("clue.joinComplaint", clue.name, document=complaint)


def get_clue(tx: Tx, name: str) -> Clue:
    """One clue within the caller's divisions."""
    clue = rows.load_clue(tx.session, tx.seal, name, tx.principal)
    if clue is None:
        raise NotFound("问题线索")
    return clue


def list_clues(tx: Tx, wanted: ClueFilter, page: Page) -> tuple[list[Clue], str | None]:
    """A page of the ledger F-06, and the key behind which the next one begins."""
    return page.cut(rows.find_clues(tx.session, tx.seal, wanted, page, tx.principal), key=lambda item: item.name)
