"""Use cases of instructors: send, read, end. It must not decide who may be one."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.instructor import (
    Instructor,
    InstructorDraft,
    InstructorEnd,
    InstructorFilter,
    ended,
    office_unknown,
    send,
)
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import ENDED
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import instructor as rows
from services.party_building.persistence.coverage import load_in_scope
from services.party_building.persistence.member import load_member
from services.party_building.persistence.organisation import load_organisation


def create_instructor(tx: Tx, draft: InstructorDraft) -> Instructor:
    """Record that an instructor was sent (PB-03, PB-33). Raises OFFICE_UNKNOWN, INSTRUCTOR_UNFIT, INSTRUCTOR_THERE."""
    coverage = load_in_scope(tx.session, draft.office.replace("offices/", "coverages/", 1), tx.principal)
    if coverage is None:
        raise office_unknown()
    sender = load_organisation(tx.session, draft.sent_by)
    if sender is None or sender.state in ENDED:
        raise organisation_unknown()
    happening = Happening(happened_date=draft.from_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=coverage.division, field="instructor.from_date")
    member = load_member(tx.session, tx.seal, draft.member, tx.principal)
    name = f"instructors/{tx.new_id()}"
    made = send(draft, member, entry, name=name, division=coverage.division, now=tx.now)
    rows.insert_instructor(tx.session, made)
    look_at(tx, [(made.office, made.division)], on=made.from_date)
    tx.note("instructor.create", made.name, rules=("PB-03", "PB-33"), document=made.document_number)
    return made


def get_instructor(tx: Tx, name: str) -> Instructor:
    """One sending within the caller's divisions."""
    return _found(rows.load_instructor(tx.session, name, tx.principal))


def list_instructors(tx: Tx, wanted: InstructorFilter, page: Page) -> tuple[list[Instructor], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_instructors(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def end_instructor(tx: Tx, name: str, end: InstructorEnd, *, etag: str) -> Instructor:
    """He is there no longer (PB-03); the office is looked at again."""
    before = _found(rows.load_instructor(tx.session, name, tx.principal, lock=True))
    entry = enter_happening(tx, end, division=before.division, not_before=before.from_date)
    after = ended(before, end, entry.happened_date, etag=etag)
    rows.update_instructor(tx.session, after)
    look_at(tx, [(after.office, after.division)], on=entry.happened_date)
    tx.note("instructor.end", name, rules=("PB-03",), document=end.document_number)
    return after


def _found(instructor: Instructor | None) -> Instructor:
    if instructor is None:
        raise NotFound("党建工作指导员")
    return instructor
