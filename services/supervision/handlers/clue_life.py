"""Use cases of a clue's life: report, assign, verify, dispose, pass a test, close (SV-40). It must not decide."""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.row_scope import require_division
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.supervision.domain import clue_life as life
from services.supervision.domain.appraised import of_clue
from services.supervision.domain.clue import Clue, ClueState
from services.supervision.domain.clue_report import ClueReport, clue_known, reported, told_complaint
from services.supervision.domain.time_limit import DeadlineKind
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.clue import enter_clue
from services.supervision.handlers.time_limit import enter_happening
from services.supervision.persistence import clue as rows
from services.supervision.persistence.appraisal import is_penalised
from services.supervision.persistence.inspection_officer import officers_named


def report_clue(tx: Tx, report: ClueReport) -> Clue:
    """Open a clue from a call, an inspection, a petition or another authority's letter (SV-40, XF-25)."""
    require_division(tx.principal, report.division)
    entry = enter_happening(tx, report, division=report.division, not_before=None)
    finding = reported(report, entry)
    known = rows.load_for_cause(tx.session, tx.seal, finding)
    if known is not None:
        raise clue_known(known.number)
    clue = enter_clue(tx, finding, summary=report.summary)
    if report.is_complaint:
        tx.emit(told_complaint(clue), subject=clue.name)
    return clue


def assign_clue(tx: Tx, name: str, told: life.Assignment, *, etag: str) -> Clue:
    """Two officers who have no interest check it; the time to do so begins once (SV-40, SV-61)."""
    before, entry = _opened(tx, name, "assign", told, etag=etag)
    officers = officers_named(tx.session, told.officers, tx.principal)
    life.check_officers(before, told.officers, officers, entry.happened_date)
    finish_deadline(tx, name, DeadlineKind.ASSIGN_CLUE.name, on=entry.happened_date)
    if before.state is ClueState.RECEIVED:
        _start_check(tx, before, told, entry)
    return _saved(tx, life.assigned(before, told, entry), "assign", document=told.document_number)


def verify_clue(tx: Tx, name: str, told: life.ClueVerification, *, etag: str) -> Clue:
    """The officers have found something out (SV-40)."""
    before, entry = _opened(tx, name, "verify", told, etag=etag)
    finish_deadline(tx, name, DeadlineKind.VERIFY_CLUE.name, on=entry.happened_date)
    return _saved(tx, life.verified(before, told, entry), "verify", document=told.document_number)


def dispose_clue(tx: Tx, name: str, told: life.Disposition, *, etag: str) -> Clue:
    """The bureau's leader says what is done about it (SV-40, SV-77)."""
    before, entry = _opened(tx, name, "dispose", told, etag=etag)
    life.check_criticism(told, decided=is_penalised(tx.session, told.penalty, before.owner))
    after = life.disposed(before, told, entry)
    book(tx, of_clue(after))
    return _saved(tx, after, "dispose", document=told.document_number)


def pass_clue_test(tx: Tx, name: str, told: life.TestPassed, *, etag: str) -> Clue:
    """One of the three is passed (SV-40)."""
    before, entry = _opened(tx, name, "passTest", told, etag=etag)
    return _saved(tx, life.passed(before, told, entry), "passTest", document=told.document_number)


def close_clue(tx: Tx, name: str, told: life.Closing, *, etag: str) -> Clue:
    """Somebody who did not verify it closes it (SV-40, P-04)."""
    before, entry = _opened(tx, name, "close", told, etag=etag)
    return _saved(tx, life.closed(before, told, entry), "close", document=told.document_number)


def _start_check(tx: Tx, clue: Clue, told: life.Assignment, entry: Entry) -> None:
    """Until the end of the phase, else `sv.clue_days` (SV-40)."""
    end = told.phase_end_date
    start_limit(
        tx, DeadlineKind.VERIFY_CLUE, subject=clue.name, owner=f"bureaus/{clue.division}", division=clue.division,
        start=entry.happened_date,
        limit=None if end is None else life.limit_until(entry.happened_date, end, tx.calendar),
    )  # fmt: skip


def _opened(tx: Tx, name: str, action: str, told: Happening, *, etag: str) -> tuple[Clue, Entry]:
    """It as it stands, locked, and when something happened to it."""
    clue = rows.load_clue(tx.session, tx.seal, name, tx.principal, lock=True)
    if clue is None:
        raise NotFound("问题线索")
    life.allow(clue, action, etag=etag)
    return clue, enter_happening(tx, told, division=clue.division, not_before=life.last_day(clue))


def _saved(tx: Tx, after: Clue, action: str, *, document: str) -> Clue:
    rows.update_clue(tx.session, tx.seal, after)
    tx.note(f"clue.{action}", after.name, rules=("SV-40",), document=document)
    return rows.with_deadlines(tx.session, after)
