"""Use cases of the appraisal account: enter, book, withdraw, compare (SV-79). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import appraisal as moves
from services.supervision.domain.appraisal import AppraisalAccount, AppraisalDraft, AppraisalEntry, AppraisalFilter
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import appraisal as rows


def book(tx: Tx, draft: AppraisalDraft | None) -> None:
    """What a record of the house or a fact says, once for each source (SV-79); nothing to say: nothing."""
    if draft is None or rows.is_booked(tx.session, draft):
        return
    entry = Entry(happened_date=draft.happened_date or tx.today, late=False, reason="")
    _insert(tx, draft, entry)


def unbook(tx: Tx, source: str, reason: str) -> None:
    """What the source said fell away: its entries count no longer (SV-79)."""
    for entry in rows.lock_of_source(tx.session, source):
        _withdraw(tx, entry, reason)


def create_entry(tx: Tx, draft: AppraisalDraft) -> AppraisalEntry:
    """An officer enters a score, a breach or praise (SV-79)."""
    require_division(tx.principal, draft.division)
    moves.check_by_hand(draft)
    happening = Happening(happened_date=draft.happened_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=draft.division, not_before=None, field="appraisal_entry.happened_date"
    )  # fmt: skip
    if rows.is_booked(tx.session, draft):
        raise moves.entered()
    return _insert(tx, draft, entry)


def get_entry(tx: Tx, name: str) -> AppraisalEntry:
    """One within the caller's divisions."""
    return _found(rows.load_entry(tx.session, name, tx.principal))


def list_entries(tx: Tx, wanted: AppraisalFilter, page: Page) -> tuple[list[AppraisalEntry], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_entries(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def withdraw_entry(tx: Tx, name: str, reason: str, *, etag: str) -> AppraisalEntry:
    """It counts no longer (SV-79)."""
    entry = _found(rows.load_entry(tx.session, name, tx.principal, lock=True))
    moves.allow(entry, "withdraw", etag=etag)
    return _withdraw(tx, entry, reason)


def compare_accounts(tx: Tx, *, division: str, year: int, per_section: bool) -> list[AppraisalAccount]:
    """The accounts of a year: the basis for awards (SV-79)."""
    require_division(tx.principal, division)
    return rows.accounts_of(tx.session, division, year, per_section=per_section)


def _insert(tx: Tx, draft: AppraisalDraft, entry: Entry) -> AppraisalEntry:
    made = moves.booked(draft, name=f"appraisalEntries/{tx.new_id()}", entry=entry, now=tx.now)
    rows.insert_entry(tx.session, made)
    tx.note("appraisal_entry.create", made.name, rules=("SV-79",))
    return made


def _withdraw(tx: Tx, entry: AppraisalEntry, reason: str) -> AppraisalEntry:
    after = moves.withdrawn(entry, reason)
    rows.update_entry(tx.session, after)
    tx.note("appraisal_entry.withdraw", after.name, rules=("SV-79",))
    return after


def _found(entry: AppraisalEntry | None) -> AppraisalEntry:
    if entry is None:
        raise NotFound("考核记录")
    return entry
