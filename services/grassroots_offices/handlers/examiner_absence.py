"""Use cases of examiners' absences: enter, cancel, read. It must not assign an application."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.examiner_absence import (
    ExaminerAbsence,
    ExaminerAbsenceDraft,
    ExaminerAbsenceFilter,
    cancelled,
    recorded,
)
from services.grassroots_offices.persistence import examiner_absence as rows


def create_absence(tx: Tx, draft: ExaminerAbsenceDraft) -> ExaminerAbsence:
    """Enter that an examiner is away and who covers. Raises DIVISION_OUT_OF_SCOPE."""
    require_division(tx.principal, draft.division)
    made = recorded(draft, name=f"examinerAbsences/{tx.new_id()}", now=tx.now)
    rows.insert_absence(tx.session, made)
    tx.note("examiner_absence.create", made.name, document=draft.document_number)
    return made


def list_absences(tx: Tx, wanted: ExaminerAbsenceFilter, page: Page) -> tuple[list[ExaminerAbsence], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_absences(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def cancel_absence(tx: Tx, name: str, *, etag: str) -> ExaminerAbsence:
    """It does not count from today on."""
    before = rows.load_absence(tx.session, name, tx.principal)
    if before is None:
        raise NotFound("请假登记")
    after = cancelled(before, tx.today, etag=etag)
    rows.update_absence(tx.session, after)
    tx.note("examiner_absence.cancel", name)
    return after
