"""Use cases of holds of practice: check, sign, lift, read (SV-32, XF-11 to XF-13). It must not propose one.

NOTE: the rectification's row is locked before its hold's.
"""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.supervision.domain import overdue as moves
from services.supervision.domain.appraised import of_hold
from services.supervision.domain.documented import Documented
from services.supervision.domain.practice_hold import (
    LegalCheck,
    PracticeHold,
    PracticeHoldFilter,
    allow,
    checked,
    lifted,
    signed,
    told_lifted,
    told_started,
)
from services.supervision.domain.rectification import Rectification
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import practice_hold as rows
from services.supervision.persistence.rectification import load_rectification, update_rectification


def get_practice_hold(tx: Tx, name: str) -> PracticeHold:
    """One within the caller's divisions."""
    return _found(rows.load_practice_hold(tx.session, name, tx.principal))


def list_practice_holds(tx: Tx, wanted: PracticeHoldFilter, page: Page) -> tuple[list[PracticeHold], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_practice_holds(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def check_practice_hold(tx: Tx, name: str, told: LegalCheck, *, etag: str) -> PracticeHold:
    """The legal check has passed; nothing has an effect yet (SV-32)."""
    before, _, entry = _opened(tx, name, "check", told, etag=etag)
    return _saved(tx, checked(before, told, entry), "check")


def sign_practice_hold(tx: Tx, name: str, paper: Documented, *, etag: str) -> PracticeHold:
    """It begins, and the registers are told (SV-32, XF-11, XF-12)."""
    before, rectification, entry = _opened(tx, name, "sign", paper, etag=etag)
    after = signed(before, paper, entry)
    update_rectification(tx.session, moves.held(rectification))
    finish_deadline(tx, name, DeadlineKind.SIGN_HOLD.name, on=entry.happened_date)
    tx.emit(told_started(after), subject=after.name)
    book(tx, of_hold(after))
    return _saved(tx, after, "sign", document=paper.document_number)


def lift_practice_hold(tx: Tx, name: str, paper: Documented, *, etag: str) -> PracticeHold:
    """It ends, and the registers are told (SV-32, XF-13)."""
    before, rectification, entry = _opened(tx, name, "lift", paper, etag=etag)
    after = lifted(before, paper, entry, rectification)
    update_rectification(tx.session, moves.lifted(rectification))
    tx.emit(told_lifted(after), subject=after.name)
    return _saved(tx, after, "lift", document=paper.document_number)


def _opened(
    tx: Tx, name: str, action: str, told: Happening, *, etag: str
) -> tuple[PracticeHold, Rectification, Entry]:  # fmt: skip
    """The hold and its rectification, both locked."""
    seen = get_practice_hold(tx, name)
    rectification = load_rectification(tx.session, seen.rectification, tx.principal, lock=True)
    before = rows.lock_practice_hold(tx.session, name)
    if rectification is None or before is None:
        raise NotFound("暂停执业事项")
    allow(before, action, etag=etag)
    since = (before.proposed_date, before.checked_date, before.from_date, rectification.closed_date)
    not_before = max(day for day in since if day is not None)
    return before, rectification, enter_happening(tx, told, division=before.division, not_before=not_before)


def _saved(tx: Tx, after: PracticeHold, action: str, *, document: str = "") -> PracticeHold:
    rows.update_practice_hold(tx.session, after)
    tx.note(f"practice_hold.{action}", after.name, rules=("SV-32",), document=document)
    return rows.with_deadlines(tx.session, after)


def _found(hold: PracticeHold | None) -> PracticeHold:
    if hold is None:
        raise NotFound("暂停执业事项")
    return hold
