"""Use cases of items of the report lines: register, triage, answer (SV-82, XF-25, XF-38). It must not decide."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import report_item as moves
from services.supervision.domain.clue import Clue
from services.supervision.domain.clue_report import told_complaint
from services.supervision.domain.report_item import (
    AnswerToCaller,
    ReportItem,
    ReportItemDraft,
    ReportItemFilter,
    ReportTriage,
    TriageOfItem,
)
from services.supervision.handlers.clue import enter_clue
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import report_item as rows


def create_item(tx: Tx, draft: ReportItemDraft) -> ReportItem:
    """Register a call or letter with the next number of its division and year (SV-07, SV-82)."""
    require_division(tx.principal, draft.division)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=draft.division, not_before=None, field="report_item.received_date"
    )  # fmt: skip
    before = rows.number_of(tx.session, draft)
    if before:
        raise moves.known(before)
    number = moves.report_number(tx.today.year, rows.next_count(tx.session, draft.division, tx.today.year))
    made = moves.registered(draft, name=f"reportItems/{tx.new_id()}", number=number, entry=entry, now=tx.now)
    rows.insert_item(tx.session, tx.seal, made)
    tx.note("report_item.create", made.name, rules=("SV-82",), document=number)
    return made


def get_item(tx: Tx, name: str) -> ReportItem:
    """One within the caller's divisions."""
    return _found(rows.load_item(tx.session, tx.seal, name, tx.principal))


def list_items(tx: Tx, wanted: ReportItemFilter, page: Page) -> tuple[list[ReportItem], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_items(tx.session, tx.seal, wanted, page, tx.principal), key=lambda item: item.name)


def triage_item(tx: Tx, name: str, told: TriageOfItem, *, etag: str) -> ReportItem:
    """Say what it is: a clue is opened, a complaint and a consultation are told to legal_aid (SV-07, SV-82)."""
    before, entry = _opened(tx, name, "triage", told, etag=etag)
    after = moves.triaged(before, told, entry)
    clue = _open_clue(tx, after)
    if clue is not None:
        after = moves.with_clue(after, clue.name)
    consultation = moves.told_consultation(after)
    if consultation is not None:
        tx.emit(consultation, subject=after.name)
    return _saved(tx, after, "triage", told.document_number)


def answer_item(tx: Tx, name: str, told: AnswerToCaller, *, etag: str) -> ReportItem:
    """Answer the caller (SV-82)."""
    before, entry = _opened(tx, name, "answer", told, etag=etag)
    return _saved(tx, moves.answered(before, told, entry), "answer", told.document_number)


def _open_clue(tx: Tx, item: ReportItem) -> Clue | None:
    finding = moves.lead_of(item)
    if finding is None:
        return None
    clue = enter_clue(tx, finding, summary=item.words.content)
    if item.triage is ReportTriage.COMPLAINT:
        tx.emit(told_complaint(clue), subject=clue.name)
    return clue


def _opened(tx: Tx, name: str, action: str, told: Happening, *, etag: str) -> tuple[ReportItem, Entry]:
    item = _found(rows.load_item(tx.session, tx.seal, name, tx.principal, lock=True))
    moves.allow(item, action, etag=etag)
    since = item.triaged_date or item.received_date
    return item, enter_happening(tx, told, division=item.division, not_before=since)


def _saved(tx: Tx, after: ReportItem, action: str, document: str) -> ReportItem:
    rows.update_item(tx.session, tx.seal, after)
    tx.note(f"report_item.{action}", after.name, rules=("SV-82",), document=document)
    return after


def _found(item: ReportItem | None) -> ReportItem:
    if item is None:
        raise NotFound("举报登记")
    return item
