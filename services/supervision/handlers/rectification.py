"""Use cases of rectifications: issue, report, verify, extend, refer, read (SV-20, SV-21, SV-40). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain.rectification import (
    Rectification,
    RectificationDraft,
    RectificationFilter,
    allow,
    rectification_number,
    round_subject,
)
from services.supervision.domain.rectifying import (
    Extension,
    Referral,
    Report,
    Verification,
    due_by,
    extended,
    issue,
    referred,
    refuse_own,
    submitted,
    verified,
)
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.handlers.overdue import close_proposals, follow_day, take_back
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import rectification as rows

VERIFY = DeadlineKind.VERIFY_RECTIFICATION


def create_rectification(tx: Tx, draft: RectificationDraft) -> Rectification:
    """Issue one with the next number of its division and year (SV-20, SV-21)."""
    require_division(tx.principal, draft.division)
    happening = Happening(happened_date=draft.issued_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=draft.division, not_before=None, field="rectification.issued_date"
    )  # fmt: skip
    due = draft.due_date or due_by(draft, _default_due(tx, draft.division, entry.happened_date))
    number = rectification_number(tx.today.year, rows.next_count(tx.session, draft.division, tx.today.year))
    made = issue(draft, name=f"rectifications/{tx.new_id()}", number=number, due=due, entry=entry, now=tx.now)
    rows.insert_rectification(tx.session, made)
    tx.note("rectification.create", made.name, rules=("SV-20",), document=made.document_number)
    return follow_day(tx, made, tx.today)


def get_rectification(tx: Tx, name: str) -> Rectification:
    """One within the caller's divisions."""
    return _found(rows.load_rectification(tx.session, name, tx.principal))


def list_rectifications(tx: Tx, wanted: RectificationFilter, page: Page) -> tuple[list[Rectification], str | None]:
    """A page of the ledger, and the key behind which the next one begins (F-05)."""
    return page.cut(rows.find_rectifications(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def submit_rectification(tx: Tx, name: str, report: Report, *, etag: str) -> Rectification:
    """The unit reports; the time for the verification begins. What was in time after all is taken back (P-06)."""
    before, entry = _opened(tx, name, "submit", report, etag=etag)
    before = take_back(tx, before, entry.happened_date)
    after = submitted(before, report, entry, by=tx.principal.subject)
    start_limit(
        tx, VERIFY, subject=round_subject(name, len(after.rounds)), owner=f"bureaus/{after.division}",
        division=after.division, start=entry.happened_date,
    )  # fmt: skip
    return _saved(tx, after, "submit", rule="SV-20")


def verify_rectification(tx: Tx, name: str, told: Verification, *, etag: str) -> Rectification:
    """Somebody else verifies; what was only proposed falls away when it is closed (SV-20, SV-32)."""
    before, entry = _opened(tx, name, "verify", told, etag=etag)
    refuse_own(before, by=tx.principal.subject)
    after = verified(before, told, entry, by=tx.principal.subject)
    finish_deadline(tx, round_subject(name, len(after.rounds)), VERIFY.name, on=entry.happened_date)
    after = close_proposals(tx, after)
    return follow_day(tx, _saved(tx, after, "verify", rule="SV-20", document=told.document_number), tx.today)


def extend_rectification(tx: Tx, name: str, told: Extension, *, etag: str) -> Rectification:
    """More time, once (SV-32)."""
    before, entry = _opened(tx, name, "extend", told, etag=etag)
    allowed = bool(tx.policy("sv.extension", division=before.division, on=entry.happened_date).value)
    after = extended(take_back(tx, before, entry.happened_date), told, entry, allowed=allowed)
    return follow_day(tx, _saved(tx, after, "extend", rule="SV-32", document=told.document_number), tx.today)


def refer_rectification(tx: Tx, name: str, told: Referral, *, etag: str) -> Rectification:
    """To a talk, a circular or a penalty case (SV-40)."""
    before, entry = _opened(tx, name, "refer", told, etag=etag)
    return _saved(tx, referred(before, told, entry), "refer", rule="SV-40", document=told.document_number)


def _default_due(tx: Tx, division: str, issued: dt.date) -> dt.date:
    """The default without regard to a phase (SV-21). Raises CALENDAR_NOT_LOADED."""
    return tx.calendar.due(issued, tx.policy("sv.rectify_days", division=division, on=issued).limit)


def _opened(
    tx: Tx, name: str, action: str, told: Happening, *, etag: str
) -> tuple[Rectification, Entry]:  # fmt: skip
    """It as it stood on the day on which something happened, locked."""
    before = _found(rows.load_rectification(tx.session, name, tx.principal, lock=True))
    allow(before, action, etag=etag)
    since = before.rounds[-1].verified_date or before.rounds[-1].submitted_date if before.rounds else None
    entry = enter_happening(tx, told, division=before.division, not_before=since or before.issued_date)
    return follow_day(tx, before, entry.happened_date), entry


def _saved(tx: Tx, after: Rectification, action: str, *, rule: str, document: str = "") -> Rectification:
    rows.update_rectification(tx.session, after)
    tx.note(f"rectification.{action}", after.name, rules=(rule,), document=document)
    return rows.with_deadlines(tx.session, after)


def _found(rectification: Rectification | None) -> Rectification:
    if rectification is None:
        raise NotFound("整改事项")
    return rectification
