"""Use cases of charters: enter a version, give the county's opinion, the city's decision, read, compare.

It must not search a text.
"""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.charter_check import (
    CharterCheck,
    CharterCheckState,
    CharterDraft,
    CharterFilter,
    CharterPaper,
    allow,
    concluded,
    look_through,
    refuse_incomplete,
    superseded,
)
from services.party_building.domain.charter_comparison import CharterComparison, compare
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.office import require_office
from services.party_building.persistence import charter_check as rows

_S = CharterCheckState


def create_charter(tx: Tx, draft: CharterDraft) -> CharterCheck:
    """Enter the next version of an office's charter (PB-28). Raises OFFICE_UNKNOWN."""
    division = require_office(tx, draft.office, lock=True)
    waiting = rows.undecided_of(tx.session, draft.office)
    made = look_through(
        draft, name=f"charterChecks/{tx.new_id()}", version=rows.newest_version(tx.session, draft.office) + 1,
        division=division, now=tx.now,
    )  # fmt: skip
    for earlier in waiting:
        rows.update_charter(tx.session, superseded(earlier))
        tx.note("charter_check.supersede", earlier.name, rules=("PB-28",), document=draft.document_number)
    rows.insert_charter(tx.session, made)
    tx.note("charter_check.create", made.name, rules=("PB-28",), document=draft.document_number)
    return made


def get_charter(tx: Tx, name: str) -> CharterCheck:
    """One version within the caller's divisions."""
    return _found(rows.load_charter(tx.session, name, tx.principal))


def list_charters(tx: Tx, wanted: CharterFilter, page: Page) -> tuple[list[CharterCheck], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_charters(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def compare_charters(tx: Tx, name: str, earlier: str) -> CharterComparison:
    """What differs from another version of the same office's charter, by default the one before it (PB-28)."""
    later = get_charter(tx, name)
    if not earlier:
        return compare(rows.version_of(tx.session, later.office, later.version - 1), later)
    before = get_charter(tx, earlier)
    return compare(_found(before if before.office == later.office else None), later)


def give_opinion(tx: Tx, name: str, paper: CharterPaper, *, agreed: bool, etag: str) -> CharterCheck:
    """The county reports it to the city or sends it back (GO-14). Raises CHARTER_INCOMPLETE."""
    before, entry = _open(tx, name, "giveOpinion", paper, etag=etag)
    if agreed:
        refuse_incomplete(before)
    return _conclude(tx, "giveOpinion", before, _S.REPORTED if agreed else _S.RETURNED, paper, entry)


def approve_charter(tx: Tx, name: str, paper: CharterPaper, *, etag: str) -> CharterCheck:
    """The city approves it (GO-14), never who entered it (P-04)."""
    before, entry = _open(tx, name, "approve", paper, etag=etag)
    refuse_incomplete(before)
    return _conclude(tx, "approve", before, _S.APPROVED, paper, entry)


def return_charter(tx: Tx, name: str, paper: CharterPaper, *, etag: str) -> CharterCheck:
    """The city sends it back (GO-14)."""
    before, entry = _open(tx, name, "return", paper, etag=etag)
    return _conclude(tx, "return", before, _S.RETURNED, paper, entry)


def _open(tx: Tx, name: str, action: str, paper: CharterPaper, *, etag: str) -> tuple[CharterCheck, Entry]:
    """The version, locked, if its state allows the action, and when it happened."""
    found = _found(rows.load_charter(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    last = found.opinions[-1].happened_date if found.opinions else None
    return found, enter_happening(tx, paper, division=found.division, not_before=last)


def _conclude(
    tx: Tx, action: str, before: CharterCheck, state: CharterCheckState, paper: CharterPaper, entry: Entry
) -> CharterCheck:
    after = concluded(before, state, paper, entry)
    rows.update_charter(tx.session, after)
    tx.note(f"charter_check.{action}", after.name, rules=("GO-14",), document=paper.document_number)
    return after


def _found(check: CharterCheck | None) -> CharterCheck:
    if check is None:
        raise NotFound("章程审核")
    return check
