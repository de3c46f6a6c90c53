"""Use cases of the daily assessment: note, answer, take back, read (GO-85). It must not score."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.daily_entry import (
    DailyAnswer,
    DailyEntry,
    DailyEntryDraft,
    DailyEntryFilter,
    allow,
    answered,
    note_entry,
    withdrawn,
)
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import daily_entry as rows


def create_daily_entry(tx: Tx, draft: DailyEntryDraft) -> DailyEntry:
    """Note something with its reason (GO-85)."""
    office = chosen_office(tx, draft.office)
    happening = Happening(happened_date=draft.noted_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=office.division, not_before=None, field="daily_entry.noted_date")
    noted = note_entry(draft, division=office.division, name=f"dailyEntries/{tx.new_id()}", entry=entry, now=tx.now)
    rows.insert_daily_entry(tx.session, noted)
    tx.note("daily_entry.create", noted.name, rules=("GO-85",), document=noted.document_number)
    return noted


def get_daily_entry(tx: Tx, name: str) -> DailyEntry:
    """One entry within the caller's divisions."""
    return _found(rows.load_daily_entry(tx.session, name, tx.principal))


def list_daily_entries(tx: Tx, wanted: DailyEntryFilter, page: Page) -> tuple[list[DailyEntry], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_daily_entries(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def answer_daily_entry(tx: Tx, name: str, answer: DailyAnswer, *, etag: str) -> DailyEntry:
    """The office answers (GO-85)."""
    noted = _opened(tx, name, "answer", etag=etag)
    entry = enter_happening(tx, answer, division=noted.division, not_before=noted.noted_date)
    return _saved(tx, answered(noted, answer.answer, entry), "answer")


def withdraw_daily_entry(tx: Tx, name: str, reason: str, *, etag: str) -> DailyEntry:
    """Take an entry back (GO-85)."""
    return _saved(tx, withdrawn(_opened(tx, name, "withdraw", etag=etag), reason), "withdraw")


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> DailyEntry:
    noted = _found(rows.load_daily_entry(tx.session, name, tx.principal, lock=True))
    allow(noted, action, etag=etag)
    return noted


def _saved(tx: Tx, noted: DailyEntry, action: str) -> DailyEntry:
    rows.update_daily_entry(tx.session, noted)
    tx.note(f"daily_entry.{action}", noted.name, rules=("GO-85",))
    return noted


def _found(noted: DailyEntry | None) -> DailyEntry:
    if noted is None:
        raise NotFound("日常考核记录")
    return noted
