"""Use cases of examining applications: assign, claim, and what is one's own. It must not touch a clock of a case.

NOTE: the application's row is locked first; it guards its examination too.
"""

from __future__ import annotations

from collections.abc import Callable

from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain import examination as domain
from services.grassroots_offices.domain.examination import Examination, ExaminationFacts
from services.grassroots_offices.domain.examiner_absence import acted_for, covers_of
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.handlers.claim import facts_of, standing_of
from services.grassroots_offices.handlers.licence_application import found_application, get_application
from services.grassroots_offices.persistence.examination import running_of_examiners, save_examination
from services.grassroots_offices.persistence.examiner_absence import absences_on
from services.grassroots_offices.persistence.licence_application import applications_named, load_application

Change = Callable[[ExaminationFacts], ExaminationFacts]


def get_examination(tx: Tx, name: str) -> Examination:
    """Who examines an application within the caller's divisions, as of now."""
    return standing_of(tx, [get_application(tx, name)])[0]


def assign(tx: Tx, name: str, examiner: str, *, etag: str) -> Examination:
    """It is somebody's from now on."""
    application, _ = _opened(tx, name, "assign", etag=etag)
    return _saved(tx, application, lambda facts: domain.assigned(facts, examiner, tx.today), "assign")


def unassign(tx: Tx, name: str, *, etag: str) -> Examination:
    """It is nobody's."""
    application, _ = _opened(tx, name, "unassign", etag=etag)
    return _saved(tx, application, domain.unassigned, "unassign")


def claim(tx: Tx, name: str, *, etag: str) -> Examination:
    """The caller works on it. Raises ABORTED CLAIMED while somebody else does, NOT_EXAMINER."""
    application, before = _opened(tx, name, "claim", etag=etag)
    domain.refuse_claimed(before, tx.principal.subject)
    domain.refuse_stranger(before, tx.principal.subject)
    return _saved(tx, application, lambda facts: domain.claimed(facts, tx.principal.subject, tx.now), "claim")


def release(tx: Tx, name: str, *, etag: str) -> Examination:
    """The caller no longer works on it. Raises ABORTED CLAIMED for somebody else's claim."""
    application, before = _opened(tx, name, "release", etag=etag)
    domain.refuse_claimed(before, tx.principal.subject)
    return _saved(tx, application, domain.released, "release")


def list_own(tx: Tx, page: Page) -> tuple[list[tuple[LicenceApplication, Examination]], str | None]:
    """A page of what is assigned to the caller or to anybody for whom he acts today, and where it ends."""
    me = tx.principal.subject
    examiners = (me, *acted_for(me, covers_of(absences_on(tx.session, tx.today))))
    names, after = page.cut(running_of_examiners(tx.session, examiners, page, tx.principal), key=str)
    found = applications_named(tx.session, names)
    return list(zip(found, standing_of(tx, found), strict=True)), after


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> tuple[LicenceApplication, Examination]:
    application = found_application(load_application(tx.session, name, tx.principal, lock=True))
    (before,) = standing_of(tx, [application])
    domain.allow(before, action, etag=etag)
    return application, before


def _saved(tx: Tx, application: LicenceApplication, change: Change, action: str) -> Examination:
    save_examination(tx.session, change(facts_of(tx, application)))
    tx.note(f"examination.{action}", application.name)
    return standing_of(tx, [application])[0]
