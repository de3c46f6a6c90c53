"""Use cases of address violations: enter, verify, dismiss, read (GO-08, GO-09, XF-30). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Happening
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
    refuse_unlicensed,
    told_dismissed,
    told_found,
)
from services.grassroots_offices.domain.premises import approved_on
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import address_violation as rows


def create_address_violation(tx: Tx, draft: AddressViolationDraft) -> AddressViolation:
    """Enter what was found beside what was approved for the day; supervision is told (GO-08, GO-09, XF-30)."""
    office = chosen_office(tx, draft.office)
    refuse_unlicensed(office)
    happening = Happening(happened_date=draft.found_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=office.premises_history[0].from_date,
        field="address_violation.found_date",
    )  # fmt: skip
    approved = approved_on(office.premises_history, entry.happened_date)
    rule = broken_rule(draft, approved)
    rows.refuse_known(tx.session, draft)
    found = find_violation(
        draft, approved, rule=rule, citation=tx.cite(rule), division=office.division,
        name=f"addressViolations/{tx.new_id()}", entry=entry, now=tx.now,
    )  # fmt: skip
    rows.insert_address_violation(tx.session, found)
    tx.emit(told_found(found), subject=found.name)
    tx.note("address_violation.create", found.name, rules=(rule,), document=found.document_number)
    return found


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
