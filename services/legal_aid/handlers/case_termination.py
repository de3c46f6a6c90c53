"""Use cases that end the aid in a case by a written decision, or let it go on after an order (LA-37, LA-38, LA-75).

It must not judge the ground; a person does.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, pause_deadline, resume_deadline
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.application_events import decided
from services.legal_aid.domain.case import ENDED, Case
from services.legal_aid.domain.case_events import terminated
from services.legal_aid.domain.case_termination import refuse_ground, reopen, terminate
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.deciding import inputs_for_termination
from services.legal_aid.domain.decision import Decision
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.termination import Termination, TerminationGround, TerminationPaper
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import open_application, record_step
from services.legal_aid.handlers.case import enter_case_step, open_case, record_case_step
from services.legal_aid.handlers.institution import get_institution, next_number
from services.legal_aid.handlers.paper_of_decision import About, issue_paper
from services.legal_aid.handlers.recovery import end_recovery, recover_cost
from services.legal_aid.handlers.replacement_request import drop_request
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence.case import load_case_of
from services.legal_aid.persistence.institution import institution_named

RULES = ("LA-75",)
# While the case is terminated nobody owes file or money, and after an order the rest of the days is left.
_OWED = {
    CaseState.ENDED: DeadlineKind.SUBMIT_FILE, CaseState.FILE_SUBMITTED: DeadlineKind.REVIEW_FILE,
    CaseState.FILE_ACCEPTED: DeadlineKind.PAY_CASE, CaseState.GRADED: DeadlineKind.PAY_CASE,
}  # fmt: skip


def terminate_case(tx: Tx, name: str, termination: Termination, *, etag: str) -> Case:
    """End the aid for one of the eight grounds; an applicant may object to the paper (LA-75, E-21)."""
    case = open_case(tx, name, "terminate", etag=etag)
    entry = enter_case_step(tx, case, termination)
    refuse_ground(case, termination.ground)
    decision = _decide(tx, case, termination, entry) if case.application else None
    number = decision.number if decision else _number(tx, case)
    paper = TerminationPaper(
        number=number, ground=termination.ground, findings=termination.findings,
        decision=decision.name if decision else "", made_date=entry.happened_date,
    )  # fmt: skip
    return _end(tx, case, paper, entry)


def end_case_with_application(
    tx: Tx, application: str, ground: TerminationGround, findings: str, entry: Entry
) -> None:  # fmt: skip
    """Provisional aid whose application was withdrawn, or that nobody continues after a death (LA-148)."""
    case = load_case_of(tx.session, application, lock=True)
    if case is None:
        return
    paper = TerminationPaper(
        number=_number(tx, case), ground=ground, findings=findings, decision="", made_date=entry.happened_date
    )  # fmt: skip
    _end(tx, case, paper, entry)


def end_provisional_case(tx: Tx, case: Case, application: Application, entry: Entry) -> None:
    """The review after provisional aid failed; its paper ends the case too (LA-37)."""
    decision = application.decision
    paper = TerminationPaper(
        number=decision.number if decision else "", ground=TerminationGround.OTHER_BY_LAW, findings="",
        decision=decision.name if decision else "", made_date=entry.happened_date,
    )  # fmt: skip
    _end(tx, case, paper, entry)


def reopen_case(tx: Tx, case: Case, entry: Entry) -> Case:
    """The bureau ordered aid for somebody whose case was terminated: it is assigned anew (LA-38, E-21).

    A case that had ended stands where it stood, and nothing is recovered any more.
    """
    after = reopen(case)
    if after.state in _OWED:
        resume_deadline(tx, case.name, _OWED[after.state].name, on=entry.happened_date)
    end_recovery(tx, case.name, case.termination.number if case.termination else "")
    for before in (case.last,) if case.last and after.state is CaseState.REASSIGNING else ():
        start_limit(
            tx, DeadlineKind.REASSIGN, subject=before.name, owner=case.institution, division=case.division,
            start=entry.happened_date,
        )  # fmt: skip
    return record_case_step(tx, case, after, action="reopen", entry=entry, rules=("LA-38",))


def _decide(tx: Tx, case: Case, termination: Termination, entry: Entry) -> Decision:
    """The paper about the application, which is terminated with its case."""
    application = open_application(tx, case.application, "terminate", etag="")
    institution = get_institution(tx, case.institution)
    inputs = inputs_for_termination(application, institution, termination, made=entry.happened_date)
    decision = issue_paper(tx, inputs, About(application=application, institution=institution))
    cancel_deadlines(tx, application.name)
    after = replace(application, state=ApplicationState.TERMINATED, decision=decision)
    tx.emit(decided(after, decision), subject=after.name)
    record_step(
        tx, application, after, action="terminate", entry=entry, rules=RULES, document=decision.number, told=True
    )  # fmt: skip
    return decision


def _number(tx: Tx, case: Case) -> str:
    return next_number(tx, institution_named(tx.session, case.institution), DocumentKind.TERMINATION)


def _end(tx: Tx, case: Case, paper: TerminationPaper, entry: Entry) -> Case:
    if case.state in _OWED:
        pause_deadline(tx, case.name, _OWED[case.state].name, on=entry.happened_date)
    drop_request(tx, case)
    ended = () if case.state in ENDED else (case.name,)
    for subject in (*ended, *(one.name for one in case.assignments)):
        cancel_deadlines(tx, subject)
    after = terminate(case, paper, on=entry.happened_date)
    tx.emit(terminated(case, paper.ground, on=entry.happened_date), subject=case.name)
    if paper.ground is TerminationGround.DECEIT:
        recover_cost(tx, case, paper.number)
    return record_case_step(
        tx, case, after, action="terminate", entry=entry, reason=paper.findings, rules=RULES, document=paper.number
    )  # fmt: skip
