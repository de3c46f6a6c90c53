"""Use cases of teaching cases: write, approve, show, withdraw (LA-146). It must not change the case behind one."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.teaching_case import (
    TeachingCase,
    TeachingCaseDraft,
    TeachingCaseFilter,
    TeachingCaseState,
    TeachingNote,
    TeachingUse,
    TeachingWords,
    allow,
    drafted,
    moved,
    require_masked,
    with_use,
)
from services.legal_aid.persistence import teaching_case as rows
from services.legal_aid.persistence.application import load_application
from services.legal_aid.persistence.case import load_case
from services.legal_aid.persistence.notice import load_notice


def create_teaching_case(tx: Tx, draft: TeachingCaseDraft) -> TeachingCase:
    """A draft of an archived case (LA-146). Raises CASE_UNKNOWN, CASE_NOT_ARCHIVED, TEXT_NOT_MASKED."""
    case = _archived(tx, draft.case)
    require_masked(draft, _secrets_of(tx, case), prefix="teaching_case.")
    name = f"teachingCases/{tx.new_id()}"
    made = drafted(draft, name=name, division=case.division, now=tx.now, today=tx.today)
    rows.insert_teaching_case(tx.session, made)
    tx.note("teaching_case.create", name, rules=("LA-146",), document=draft.consent_document)
    return made


def get_teaching_case(tx: Tx, name: str) -> TeachingCase:
    """One teaching case within the caller's divisions."""
    return _found(rows.load_teaching_case(tx.session, name, tx.principal))


def list_teaching_cases(
    tx: Tx, wanted: TeachingCaseFilter, page: Page
) -> tuple[list[TeachingCase], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_teaching_cases(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def revise_teaching_case(tx: Tx, name: str, said: TeachingWords, *, etag: str) -> TeachingCase:
    """Change what will be shown; who does so has written it."""
    before = _open(tx, name, "revise", etag=etag)
    require_masked(said, _secrets_of(tx, _archived(tx, before.case)))
    return _save(tx, replace(before, title=said.title, text=said.text), "revise")


def approve_teaching_case(tx: Tx, name: str, said: TeachingNote, *, etag: str) -> TeachingCase:
    """It may be shown; whoever wrote it does not approve it (P-04)."""
    before = _open(tx, name, "approve", etag=etag)
    return _save(tx, moved(before, TeachingCaseState.APPROVED, said, on=tx.today), "approve")


def record_teaching_use(tx: Tx, name: str, use: TeachingUse, *, etag: str) -> TeachingCase:
    """Shown once more."""
    return _save(tx, with_use(_open(tx, name, "recordUse", etag=etag), use, today=tx.today), "record_use")


def withdraw_teaching_case(tx: Tx, name: str, said: TeachingNote, *, etag: str) -> TeachingCase:
    """It is not shown any more."""
    before = _open(tx, name, "withdraw", etag=etag)
    return _save(tx, moved(before, TeachingCaseState.WITHDRAWN, said, on=tx.today), "withdraw")


def _archived(tx: Tx, name: str) -> Case:
    """The case, if its file is closed for good (LA-146)."""
    case = load_case(tx.session, name, tx.principal)
    if case is None:
        message = "所选案件不存在或者不在您的管辖范围内（LA-146）。请核对 case。"
        raise RuleViolated("CASE_UNKNOWN", message, rules=("LA-146",))
    if case.state is not CaseState.ARCHIVED:
        message = "案件尚未归档，不能用于以案释法（LA-146）。请待案卷归档后再登记。"
        raise RuleViolated("CASE_NOT_ARCHIVED", message, rules=("LA-146",))
    return case


def _secrets_of(tx: Tx, case: Case) -> list[str]:
    """Names and numbers of the case and of everybody in it."""
    application = load_application(tx.session, case.application, tx.principal) if case.application else None
    notice = load_notice(tx.session, case.notice, tx.principal, sender="") if case.notice else None
    found = [case.number]
    if application is not None:
        found += [application.applicant.full_name, application.applicant.identity_number, *application.opponents]
    if notice is not None:
        found += [notice.person.full_name, notice.person.identity_number]
    return found


def _open(tx: Tx, name: str, action: str, *, etag: str) -> TeachingCase:
    teaching_case = _found(rows.load_teaching_case(tx.session, name, tx.principal, lock=True))
    allow(teaching_case, action, etag=etag)
    return teaching_case


def _save(tx: Tx, after: TeachingCase, action: str) -> TeachingCase:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_teaching_case(tx.session, saved)
    tx.note(f"teaching_case.{action}", saved.name, rules=("LA-146",))
    return saved


def _found(teaching_case: TeachingCase | None) -> TeachingCase:
    if teaching_case is None:
        raise NotFound("以案释法案例")
    return teaching_case
