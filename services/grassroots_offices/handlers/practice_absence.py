"""Use cases of absences from practice: enter, end, dismiss, read (GO-40). It must not judge a reason."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.practice_absence import (
    AbsenceEnd,
    PracticeAbsence,
    PracticeAbsenceDraft,
    PracticeAbsenceFilter,
    allow,
    begin,
    check_draft,
    dismissed,
    ended,
)
from services.grassroots_offices.domain.service_hours import office_on
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.practitioner import end_contract
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import practice_absence as rows


def create_practice_absence(tx: Tx, draft: PracticeAbsenceDraft) -> PracticeAbsence:
    """Enter one, with the day from which the dismissal is owed (GO-40). Raises CalendarNotLoaded."""
    check_draft(draft)
    person = chosen_practitioner(tx, draft.practitioner)
    happening = Happening(happened_date=draft.from_date, entry_reason=draft.entry_reason)
    enter_happening(tx, happening, division=person.division, not_before=None, field="practice_absence.from_date")
    limit = tx.policy("go.absence_limit", division=person.division, on=draft.from_date).limit
    made = begin(
        draft, rows.open_absences(tx.session, practitioner=person.name), name=f"practiceAbsences/{tx.new_id()}",
        office=office_on(person, draft.from_date), division=person.division,
        full_months=tx.calendar.due(draft.from_date, limit), now=tx.now,
    )  # fmt: skip
    rows.insert_practice_absence(tx.session, made)
    tx.note("practice_absence.create", made.name, rules=("GO-40",), document=made.document_number)
    return made


def get_practice_absence(tx: Tx, name: str) -> PracticeAbsence:
    """One within the caller's divisions."""
    return _found(rows.load_practice_absence(tx.session, name, tx.principal))


def list_practice_absences(
    tx: Tx, wanted: PracticeAbsenceFilter, page: Page
) -> tuple[list[PracticeAbsence], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_practice_absences(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_practice_absence(tx: Tx, name: str, end: AbsenceEnd, *, etag: str) -> PracticeAbsence:
    """He practises again, or a good reason was shown (GO-40)."""
    absence, entry = _opened(tx, name, "end", end, etag=etag)
    return _saved(tx, ended(absence, end, entry), "end", end)


def record_dismissal(tx: Tx, name: str, filing: Documented, *, etag: str) -> PracticeAbsence:
    """The office dismissed him and filed it; his six months begin (GO-39, GO-40)."""
    absence, entry = _opened(tx, name, "recordDismissal", filing, etag=etag)
    done = dismissed(absence, entry)
    end_contract(tx, absence.practitioner, filing, etag="")
    return _saved(tx, done, "recordDismissal", filing)


def _opened(tx: Tx, name: str, action: str, paper: Documented, *, etag: str) -> tuple[PracticeAbsence, Entry]:
    absence = _found(rows.load_practice_absence(tx.session, name, tx.principal, lock=True))
    allow(absence, action, etag=etag)
    return absence, enter_happening(tx, paper, division=absence.division, not_before=absence.from_date)


def _saved(tx: Tx, absence: PracticeAbsence, action: str, paper: Documented) -> PracticeAbsence:
    rows.update_practice_absence(tx.session, absence)
    tx.note(f"practice_absence.{action}", absence.name, rules=("GO-40",), document=paper.document_number)
    return absence


def _found(absence: PracticeAbsence | None) -> PracticeAbsence:
    if absence is None:
        raise NotFound("中断执业登记")
    return absence
