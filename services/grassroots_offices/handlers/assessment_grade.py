"""Use cases from the office's opinion to the published grade (GO-60, GO-63). It must not decide about the law."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.calendar import CalendarNotLoaded
from chassis.tx import Tx
from services.grassroots_offices.domain.assessing import (
    confirmed,
    decided,
    graded,
    objected,
    published,
    refuse_review,
    reviewed,
    told,
    with_opinion,
)
from services.grassroots_offices.domain.assessment import (
    Assessment,
    GradeGiven,
    ObjectionDecided,
    ObjectionMade,
    OpinionGiven,
    ReviewGiven,
)
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.public_register import grade_item
from services.grassroots_offices.domain.suspected_violation import refuse_undealt
from services.grassroots_offices.handlers.assessment import opened, saved
from services.grassroots_offices.handlers.assessment_filing import assessment_window
from services.grassroots_offices.handlers.assessment_sheet import gather_sheet_facts
from services.grassroots_offices.handlers.register_keeping import keep
from services.grassroots_offices.handlers.told_finding import gather_told
from services.grassroots_offices.persistence.suspected_violation import undealt_of


def give_office_opinion(tx: Tx, name: str, given: OpinionGiven, *, etag: str) -> Assessment:
    """His office says what it thinks of a practitioner (GO-60)."""
    found, entry = opened(tx, name, "giveOfficeOpinion", given, etag=etag)
    return saved(tx, with_opinion(found, given, entry), "giveOfficeOpinion", given.document_number)


def review_assessment(tx: Tx, name: str, given: ReviewGiven, *, etag: str) -> Assessment:
    """The county bureau reviews; the sheet is computed and kept (GO-60)."""
    found, entry = opened(tx, name, "review", given, etag=etag)
    refuse_review(found, given, gather_told(tx, found.subject, found.year))
    overdue = entry.happened_date > assessment_window(tx, found.division, found.year).reviewed_by
    facts = gather_sheet_facts(tx, found, given.deductions, on=entry.happened_date)
    done = reviewed(found, given, entry, facts, overdue=overdue)
    return saved(tx, done, "review", given.document_number)


def grade_assessment(tx: Tx, name: str, given: GradeGiven, *, etag: str) -> Assessment:
    """The city bureau grades; without the calendar of the year the last day for an objection stays unknown (GO-63)."""
    found, entry = opened(tx, name, "grade", given, etag=etag)
    try:
        due = _objection_due(tx, found, entry.happened_date)
    except CalendarNotLoaded:
        due = None
    return saved(tx, graded(found, given, entry, due=due), "grade", given.document_number)


def object_to_grade(tx: Tx, name: str, made: ObjectionMade, *, etag: str) -> Assessment:
    """The subject objects in time. Raises OBJECTION_TOO_LATE, CalendarNotLoaded."""
    found, entry = opened(tx, name, "object", made, etag=etag)
    done = objected(found, made, entry, due=_objection_due(tx, found, found.state_date))
    return saved(tx, done, "object", made.document_number)


def decide_grade_objection(tx: Tx, name: str, given: ObjectionDecided, *, etag: str) -> Assessment:
    """The city bureau decides on the objection; others are told the final grade (XF-31)."""
    found, entry = opened(tx, name, "decideObjection", given, etag=etag)
    return _final(tx, decided(found, given, entry), "decideObjection", given.document_number)


def confirm_grade(tx: Tx, name: str, confirmation: Documented, *, etag: str) -> Assessment:
    """Nobody objected in time; others are told the final grade (XF-31). Raises OBJECTION_OPEN, CalendarNotLoaded."""
    found, entry = opened(tx, name, "confirm", confirmation, etag=etag)
    done = confirmed(found, entry, due=_objection_due(tx, found, found.state_date))
    return _final(tx, done, "confirm", confirmation.document_number)


def publish_grade(tx: Tx, name: str, publication: Documented, *, etag: str) -> Assessment:
    """The final grade is published (GO-63). Raises VIOLATION_UNDEALT (GO-61)."""
    found, entry = opened(tx, name, "publish", publication, etag=etag)
    refuse_undealt(undealt_of(tx.session, found.name))
    done = published(found, publication.document_number, entry)
    if done.final_grade is not None:
        shown = grade_item(done.year, done.final_grade)
        keep(tx, done.subject, shown, division=done.division, on=entry.happened_date)
    return saved(tx, done, "publish", publication.document_number)


def _final(tx: Tx, assessment: Assessment, action: str, document: str) -> Assessment:
    if fact := told(assessment):
        tx.emit(fact, subject=assessment.subject)
    return saved(tx, assessment, action, document)


def _objection_due(tx: Tx, assessment: Assessment, graded_on: dt.date) -> dt.date:
    """The last day for an objection. Raises CalendarNotLoaded."""
    limit = tx.policy("go.objection_days", division=assessment.division, on=graded_on).limit
    return tx.calendar.due(graded_on, limit)
