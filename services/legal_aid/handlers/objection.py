"""Use cases of objections: receive, read, review. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.application import Application, ApplicationState, allow
from services.legal_aid.domain.deciding import inputs_for_review
from services.legal_aid.domain.document_number import DocumentKind
from services.legal_aid.domain.objection import (
    REVIEWED,
    Objection,
    ObjectionDraft,
    ObjectionFilter,
    ObjectionReceived,
    ObjectionReviewed,
    Review,
    receive,
    refuse_late,
    review,
)
from services.legal_aid.domain.objection import allow as allow_objection
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.application import enter_step, open_application, record_step
from services.legal_aid.handlers.institution import get_institution, next_number
from services.legal_aid.handlers.paper_of_decision import About, issue_paper
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import objection as rows
from services.legal_aid.persistence.application import load_application


def create_objection(tx: Tx, draft: ObjectionDraft) -> Objection:
    """Receive an objection to a refusal or termination and start the bureau's clock (LA-38)."""
    application = _contested(tx, draft.application)
    happening = Happening(happened_date=draft.received_date, entry_reason=draft.entry_reason)
    entry = enter_step(tx, application, happening, field="objection.received_date")
    _refuse_outside_window(tx, application, entry.happened_date)
    institution = get_institution(tx, application.institution)
    number = next_number(tx, institution, DocumentKind.OBJECTION)
    objection = receive(draft, application, name=f"objections/{tx.new_id()}", number=number, entry=entry, now=tx.now)
    rows.insert_objection(tx.session, objection)
    due = start_limit(
        tx, DeadlineKind.REVIEW_OBJECTION, subject=objection.name, owner=f"bureaus/{objection.division}",
        division=objection.division, start=entry.happened_date,
    )  # fmt: skip
    fact = ObjectionReceived(
        application=application.name, institution=application.institution, division=application.division,
        objection=objection.name, received_date=entry.happened_date,
    )  # fmt: skip
    tx.emit(fact, subject=application.name)
    objected = replace(application, state=ApplicationState.OBJECTED)
    record_step(
        tx, application, objected, action="object", entry=entry, rules=("LA-38",), document=number, told=True
    )  # fmt: skip
    return replace(objection, deadlines=(due,))


def get_objection(tx: Tx, name: str) -> Objection:
    """One objection within the caller's divisions."""
    return _found(rows.load_objection(tx.session, name, tx.principal))


def list_objections(tx: Tx, wanted: ObjectionFilter, page: Page) -> tuple[list[Objection], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_objections(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def review_objection(tx: Tx, name: str, found: Review, *, etag: str) -> Objection:
    """Uphold, or order the institution to grant; whoever decided the application may not review it (P-04, LA-38).

    Supervision is told of an order (XF-17).
    """
    objection = _found(rows.load_objection(tx.session, name, tx.principal, lock=True))
    allow_objection(objection, "review", etag=etag)
    application = open_application(tx, objection.application, "review", etag="")
    entry = enter_step(tx, application, found)
    institution = get_institution(tx, application.institution)
    contested = application.decision.number if application.decision else ""
    inputs = inputs_for_review(
        application, institution, made=entry.happened_date, outcome=found.outcome, findings=found.findings,
        contested=contested,
    )  # fmt: skip
    decision = issue_paper(tx, inputs, About(application=application, institution=institution, objection=name))
    reviewed = review(objection, found.outcome, decision)
    rows.update_objection(tx.session, reviewed)
    finish_deadline(tx, name, DeadlineKind.REVIEW_OBJECTION.name, on=entry.happened_date)
    after = replace(application, state=REVIEWED[found.outcome][1], decision=decision)
    if after.state is ApplicationState.ORDERED:
        start_limit(
            tx, DeadlineKind.COMPLY_WITH_ORDER, subject=after.name, owner=after.institution, division=after.division,
            start=entry.happened_date,
        )  # fmt: skip
    fact = ObjectionReviewed(
        application=after.name, institution=after.institution, division=after.division, objection=name,
        outcome=found.outcome, decision_number=decision.number, decided_date=entry.happened_date,
        contested_number=contested,
    )  # fmt: skip
    tx.emit(fact, subject=after.name)
    record_step(
        tx, application, after, action="review", entry=entry, noted_as="objection.review", rules=("LA-38",),
        document=decision.number, told=True,
    )  # fmt: skip
    return replace(reviewed, deadlines=deadlines_of(tx.session, [name]).get(name, ()))


def _contested(tx: Tx, name: str) -> Application:
    application = load_application(tx.session, name, tx.principal, lock=True)
    if application is None:
        raise RuleViolated("APPLICATION_UNKNOWN", "所填法律援助申请不存在或不在您的管辖范围内，请核对后填写（LA-38）。")
    allow(application, "object", etag="")
    return application


def _refuse_outside_window(tx: Tx, application: Application, received: dt.date) -> None:
    """Only where the region sets a window; it runs from the service of the paper, or from its date."""
    window = tx.policy("la.objection_window", division=application.division, on=received)
    decision = application.decision
    if window.is_set and decision is not None:
        start = decision.served_date or decision.made_date
        refuse_late(received, tx.calendar.due(start, window.limit))


def _found(objection: Objection | None) -> Objection:
    if objection is None:
        raise NotFound("异议")
    return objection
