"""Use cases of institution tallies. It must not know where a fact came from."""

from __future__ import annotations

from chassis.kernel.deadline import DeadlineChanged
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain.clue import institution_of
from services.supervision.domain.institution_tally import Change, InstitutionTally, count, empty_tally, moved_deadline
from services.supervision.persistence import institution_tally as rows


def count_event(tx: Tx, institution: str, division: str, change: Change, *, position: int) -> None:
    """Add one event of legal_aid to its institution's tally; the first one opens it."""
    tally = rows.load_for_counting(tx.session, institution)
    if tally is None:
        tally = empty_tally(institution, division, now=tx.now)
        rows.insert_tally(tx.session, tally)
    rows.update_tally(tx.session, count(tally, change, position=position, now=tx.now))


def count_deadline(tx: Tx, change: DeadlineChanged, *, position: int) -> None:
    """Count a change of a deadline for the institution whose duty it is. Nobody else has a tally."""
    institution = institution_of(change.owner)
    if institution:
        count_event(tx, institution, change.division, moved_deadline(change), position=position)


def get_tally(tx: Tx, name: str) -> InstitutionTally:
    """One tally within the caller's divisions."""
    tally = rows.load_tally(tx.session, name, tx.principal)
    if tally is None:
        raise NotFound("机构统计")
    return tally


def list_tallies(tx: Tx, page: Page) -> tuple[list[InstitutionTally], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_tallies(tx.session, page, tx.principal), key=lambda item: item.name)
