"""Use cases of applications: load, rules, decide, save, emit, return. It must not decide about the law."""

from __future__ import annotations

from functools import partial

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.application import (
    Application,
    ApplicationDraft,
    ApplicationFilter,
    allow,
    decide,
    receive,
)
from services.legal_aid.domain.document_number import DocumentKind, document_number
from services.legal_aid.domain.eligibility import Outcome, assess
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.means import IncomePeriod, ResidenceType, Standard
from services.legal_aid.persistence import application as rows
from services.legal_aid.persistence.document_number import next_count
from services.legal_aid.persistence.institution import load_institution

STANDARD_KEYS = {ResidenceType.URBAN: "la.standard.urban", ResidenceType.RURAL: "la.standard.rural"}
DECISION_KINDS = {Outcome.GRANT: DocumentKind.GRANT, Outcome.REFUSE: DocumentKind.REFUSAL}


def create_application(tx: Tx, draft: ApplicationDraft) -> Application:
    """Receive an application and give it an acceptance number (LA-09)."""
    institution = _institution(tx, draft.institution)
    name, number = f"applications/{tx.new_id()}", _number(tx, institution, DocumentKind.ACCEPTANCE)
    application, fact = receive(draft, institution, name=name, number=number, now=tx.now, today=tx.today)
    rows.save_application(tx.session, application)
    tx.emit(fact, subject=application.name)
    tx.note("application.receive", application.name, document=application.number)
    return application


def get_application(tx: Tx, name: str) -> Application:
    """One application within the caller's divisions."""
    return _found(rows.load_application(tx.session, name, tx.principal))


def list_applications(tx: Tx, wanted: ApplicationFilter, page: Page) -> tuple[list[Application], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_applications(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def decide_application(tx: Tx, name: str, *, etag: str) -> Application:
    """Decide by scope, exemptions and means test (LA-14 to LA-29); the standard is that of the receipt date (LA-26)."""
    application = _found(rows.load_application(tx.session, name, tx.principal, lock=True))
    allow(application, "decide", etag=etag)
    institution = _institution(tx, application.institution)
    standard = partial(_standard, tx, application)
    finding = assess(application.matter, application.means, standard, cite=tx.cite)
    number = _number(tx, institution, DECISION_KINDS[finding.outcome])
    decided, fact = decide(application, finding, number=number, now=tx.now, today=tx.today)
    rows.save_decided(tx.session, decided)
    tx.emit(fact, subject=decided.name)
    relied_on = tuple(reason.rule_id for reason in finding.reasons)
    tx.note("application.decide", decided.name, rules=relied_on, document=number)
    return decided


def _standard(tx: Tx, application: Application) -> Standard:
    """The hardship standard of the accepting institution's place on the receipt date (LA-23, LA-26)."""
    key = STANDARD_KEYS[application.applicant.residence_type]
    found = tx.policy(key, division=application.division, on=application.received_date)
    value = found.value
    return Standard(
        numerator=value["numerator"],
        denominator=value["denominator"],
        base_fen=value["base_fen"],
        period=IncomePeriod[value["period"]],
        pack=found.pack,
        sha256=found.sha256,
    )


def _number(tx: Tx, institution: Institution, kind: DocumentKind) -> str:
    count = next_count(tx.session, institution.name, tx.today.year, kind)
    return document_number(institution.document_prefix, tx.today.year, kind, count)


def _institution(tx: Tx, name: str) -> Institution:
    institution = load_institution(tx.session, name, tx.principal)
    if institution is None:
        raise RuleViolated(
            "INSTITUTION_UNKNOWN", "所填法律援助机构不存在或不在您的管辖范围内，请从机构列表中选择（LA-03）。"
        )
    return institution


def _found(application: Application | None) -> Application:
    if application is None:
        raise NotFound("法律援助申请")
    return application
