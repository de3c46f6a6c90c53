"""Read assessments, and the start and end that all their use cases share. It must not decide about a grade."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.assessment import Assessment, AssessmentFilter, allow
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import assessment as rows


def get_assessment(tx: Tx, name: str) -> Assessment:
    """One assessment within the caller's divisions."""
    return _found(rows.load_assessment(tx.session, name, tx.principal))


def list_assessments(tx: Tx, wanted: AssessmentFilter, page: Page) -> tuple[list[Assessment], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_assessments(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[Assessment, Entry]:
    """The assessment, locked, if the state allows the action, and the day on which it happened."""
    found = _found(rows.load_assessment(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    return found, enter_happening(tx, happening, division=found.division, not_before=found.state_date)


def saved(tx: Tx, assessment: Assessment, action: str, document: str) -> Assessment:
    """Write the assessment and note who did what on which paper (P-02)."""
    rows.update_assessment(tx.session, assessment)
    tx.note(f"assessment.{action}", assessment.name, rules=("GO-60",), document=document)
    return assessment


def _found(assessment: Assessment | None) -> Assessment:
    if assessment is None:
        raise NotFound("年度考核")
    return assessment
