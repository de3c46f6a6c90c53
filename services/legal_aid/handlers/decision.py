"""Use cases of decisions: decide, grant provisionally, serve, re-issue. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline
from chassis.kernel.deadline import DeadlineState
from chassis.kernel.deadline_moves import is_late
from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState
from services.legal_aid.domain.application_events import decided
from services.legal_aid.domain.case_words import CaseState
from services.legal_aid.domain.deciding import (
    STATES,
    corrected_inputs,
    inputs_for_decision,
    inputs_for_provisional_aid,
    refuse_incomplete,
    refuse_other_place,
)
from services.legal_aid.domain.decision import (
    Decision,
    DecisionFilter,
    DecisionReissued,
    Reissue,
    Serving,
    refuse_other_issuer,
    replaced,
    serve,
)
from services.legal_aid.domain.eligibility import Outcome
from services.legal_aid.domain.message import MessageKind
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import enter_step, get_application, open_application, record_step
from services.legal_aid.handlers.case import open_case_for_application
from services.legal_aid.handlers.case_termination import end_provisional_case, reopen_case
from services.legal_aid.handlers.institution import get_institution
from services.legal_aid.handlers.message import tell_applicant
from services.legal_aid.handlers.paper_of_decision import About, issue_paper, open_decision
from services.legal_aid.handlers.time_limit import enter_happening, start_limit
from services.legal_aid.persistence import decision as rows
from services.legal_aid.persistence.case import load_case_of

CLOSED_BY_DECISION = (DeadlineKind.DECIDE, DeadlineKind.FORMALITIES, DeadlineKind.COMPLY_WITH_ORDER)


def decide_application(tx: Tx, name: str, happening: Happening, *, etag: str) -> Application:
    """Decide by place, scope, exemptions and means test (LA-14 to LA-29); after an order, grant (XF-18)."""
    application = open_application(tx, name, "decide", etag=etag)
    entry = enter_step(tx, application, happening)
    refuse_incomplete(application, formalities_over=_formalities_over(tx, name, entry.happened_date))
    institution = get_institution(tx, application.institution)
    inputs = inputs_for_decision(application, institution, made=entry.happened_date)
    decision = issue_paper(tx, inputs, About(application=application, institution=institution))
    return _close(tx, application, decision, action="decide", entry=entry)


def grant_provisional_aid(tx: Tx, name: str, happening: Happening, *, etag: str) -> Application:
    """Begin aid before the review (LA-36); formalities follow within `la.provisional_days` (LA-37)."""
    application = open_application(tx, name, "grantProvisionalAid", etag=etag)
    entry = enter_step(tx, application, happening)
    institution = get_institution(tx, application.institution)
    refuse_other_place(application)
    inputs = inputs_for_provisional_aid(application, institution, made=entry.happened_date)
    decision = issue_paper(tx, inputs, About(application=application, institution=institution))
    return _close(tx, application, decision, action="grantProvisionalAid", entry=entry)


def get_decision(tx: Tx, name: str) -> Decision:
    """One decision within the caller's divisions."""
    decision = rows.load_decision(tx.session, name, tx.principal)
    if decision is None:
        raise NotFound("决定书")
    return decision


def list_decisions(tx: Tx, wanted: DecisionFilter, page: Page) -> tuple[list[Decision], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_decisions(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def serve_decision(tx: Tx, name: str, serving: Serving, *, etag: str) -> Decision:
    """Record that the paper reached the person (P-05)."""
    decision = open_decision(tx, name, "serve", etag=etag)
    entry = enter_happening(tx, serving, division=decision.division, not_before=decision.made_date)
    served = serve(decision, on=entry.happened_date, method=serving.service_method)
    rows.update_decision(tx.session, served)
    tx.note("decision.serve", decision.application, rules=("P-05",), document=decision.number)
    return served


def reissue_decision(tx: Tx, name: str, reissue: Reissue, *, etag: str) -> Decision:
    """Issue a corrected paper that names the old one (P-06); the outcome may not change."""
    old = open_decision(tx, name, "reissue", etag=etag)
    refuse_other_issuer(old, tx.principal.roles)
    application = get_application(tx, old.application)
    institution = get_institution(tx, application.institution)
    inputs = corrected_inputs(
        rows.load_inputs(tx.session, name), application, old, reason=reissue.correction_reason, made=tx.today
    )
    rows.update_decision(tx.session, replaced(old))
    about = About(application=application, institution=institution, objection=old.objection, replaces=old)
    new = issue_paper(tx, inputs, about)
    fact = DecisionReissued(
        application=application.name, institution=institution.name, division=institution.division, decision=new.name,
        replaces=old.name, objection=old.objection,
    )  # fmt: skip
    tx.emit(fact, subject=application.name)
    tx.note("decision.reissue", application.name, rules=("P-06",), document=new.number)
    return new


def _close(tx: Tx, before: Application, decision: Decision, *, action: str, entry: Entry) -> Application:
    """The application with its decision: close the clocks it answers, start those it opens, tell it."""
    after = replace(before, state=STATES[decision.outcome], decision=decision)
    for kind in CLOSED_BY_DECISION:
        finish_deadline(tx, before.name, kind.name, on=entry.happened_date)
    _open_clocks(tx, after, decision)
    _move_case(tx, after, entry)
    tx.emit(decided(after, decision), subject=after.name)
    tell_applicant(tx, after, MessageKind.DECISION_MADE, about=decision.name)
    relied_on = tuple(reason.rule_id for reason in decision.reasons)
    return record_step(
        tx, before, after, action=action, entry=entry, rules=relied_on, document=decision.number, told=True
    )  # fmt: skip


def _move_case(tx: Tx, after: Application, entry: Entry) -> None:
    """A grant opens a case, or lets one go on that was terminated; what fails after provisional aid ends it (LA-37)."""
    case = load_case_of(tx.session, after.name, lock=True)
    if case is None and after.state in (ApplicationState.GRANTED, ApplicationState.PROVISIONAL):
        open_case_for_application(tx, after, get_institution(tx, after.institution), entry)
    elif case is not None and after.state is ApplicationState.TERMINATED:
        end_provisional_case(tx, case, after, entry)
    elif case is not None and case.state is CaseState.TERMINATED:
        reopen_case(tx, case, entry)


def _formalities_over(tx: Tx, name: str, on: dt.date) -> bool:
    """Whether the time to complete the formalities after provisional aid is over (LA-37)."""
    deadline = load_deadline(tx.session, name, DeadlineKind.FORMALITIES.name)
    return deadline is not None and (deadline.state is DeadlineState.MISSED or is_late(deadline, on))


def _open_clocks(tx: Tx, after: Application, decision: Decision) -> None:
    if decision.outcome is Outcome.PROVISIONAL:
        start_limit(
            tx, DeadlineKind.FORMALITIES, subject=after.name, owner=after.name, division=after.division,
            start=decision.made_date,
        )  # fmt: skip
    if decision.outcome is Outcome.GRANT and after.assignment is None:
        start_limit(
            tx, DeadlineKind.ASSIGN, subject=after.name, owner=after.institution, division=after.division,
            start=decision.made_date,
        )  # fmt: skip
    if after.state in (ApplicationState.REFUSED, ApplicationState.TERMINATED):
        cancel_deadlines(tx, after.name)
