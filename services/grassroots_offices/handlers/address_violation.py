"""Use cases of address violations: enter, verify, dismiss, read (GO-08, GO-09, XF-30). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.address_violation import (
    AddressViolation,
    AddressViolationDraft,
    AddressViolationEnd,
    AddressViolationFilter,
    allow,
    broken_rule,
    ended,
    find_violation,
    is_unapproved,
    refuse_approved,
    refuse_unlicensed,
    told_dismissed,
    told_found,
    violation_known,
)
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.premises import approved_on
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import address_violation as rows
from services.grassroots_offices.persistence.office import division_of


def create_address_violation(tx: Tx, draft: AddressViolationDraft) -> AddressViolation:
    """Enter what was found beside what was approved for the day; supervision is told (GO-08, GO-09, XF-30)."""
    office = chosen_office(tx, draft.office)
    refuse_unlicensed(office)
    happening = Happening(happened_date=draft.found_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=office.premises_history[0].from_date,
        field="address_violation.found_date",
    )  # fmt: skip
    refuse_approved(draft, approved_on(office.premises_history, entry.happened_date))
    if rows.is_going_on(tx.session, draft):
        raise violation_known()
    return _enter(tx, "create", draft, office, entry)


def follow_found_elsewhere(tx: Tx, draft: AddressViolationDraft) -> None:
    """An inspection found an office elsewhere: entered as the county would, and once (GO-08, GO-09, XF-30).

    Nothing is entered of an office that is not registered, of a day before its licence, or of an address that was
    approved for the day: the inspectors saw no register.
    """
    division = division_of(tx.session, draft.office)
    if division is None:
        return
    with as_service(tx, division):
        office = chosen_office(tx, draft.office)
        known = rows.is_going_on(tx.session, draft) or rows.is_entered(tx.session, draft)
        if not known and is_unapproved(draft, office.premises_history):
            entry = Entry(happened_date=draft.found_date, late=False, reason="")
            _enter(tx, "hear", draft, office, entry)


def get_address_violation(tx: Tx, name: str) -> AddressViolation:
    """One finding within the caller's divisions."""
    return _found(rows.load_address_violation(tx.session, name, tx.principal))


def list_address_violations(
    tx: Tx, wanted: AddressViolationFilter, page: Page
) -> tuple[list[AddressViolation], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_address_violations(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def correct_address_violation(tx: Tx, name: str, end: AddressViolationEnd, *, etag: str) -> AddressViolation:
    """The county bureau has verified that it ended (GO-09)."""
    return _ended(tx, name, "correct", end, etag=etag)[0]


def dismiss_address_violation(tx: Tx, name: str, end: AddressViolationEnd, *, etag: str) -> AddressViolation:
    """The city bureau finds that it was none; supervision is told (GO-09, XF-30)."""
    found, on = _ended(tx, name, "dismiss", end, etag=etag)
    tx.emit(told_dismissed(found, on=on), subject=name)
    return found


def _enter(tx: Tx, action: str, draft: AddressViolationDraft, office: Office, entry: Entry) -> AddressViolation:
    """Beside what was approved for the day; supervision is told and opens a clue (XF-30)."""
    approved = approved_on(office.premises_history, entry.happened_date)
    rule = broken_rule(draft, approved)
    found = find_violation(
        draft, approved, rule=rule, citation=tx.cite(rule), division=office.division,
        name=f"addressViolations/{tx.new_id()}", entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_address_violation(tx.session, found)
    tx.emit(told_found(found), subject=found.name)
    tx.note(f"address_violation.{action}", found.name, rules=(rule,), document=found.document_number)
    return found


def _ended(
    tx: Tx, name: str, action: str, end: AddressViolationEnd, *, etag: str
) -> tuple[AddressViolation, dt.date]:  # fmt: skip
    before = _found(rows.load_address_violation(tx.session, name, tx.principal, lock=True))
    allow(before, action, etag=etag)
    entry = enter_happening(tx, end, division=before.division, not_before=before.ended_date or before.found_date)
    after = ended(before, action, end, entry)
    rows.update_address_violation(tx.session, after)
    tx.note(f"address_violation.{action}", name, rules=(after.rule_id,), document=end.document_number)
    return after, entry.happened_date


def _found(found: AddressViolation | None) -> AddressViolation:
    if found is None:
        raise NotFound("住所违规记录")
    return found
