"""Use cases of public-interest hours: enter, confirm, take back, read. It must not add them up."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.purchase_contract import Covering
from services.grassroots_offices.domain.purchasing import purchased_act
from services.grassroots_offices.domain.service_hours import (
    MOVES,
    Confirmation,
    ServiceHours,
    ServiceHoursDraft,
    ServiceHoursFilter,
    Voiding,
    allow,
    confirmed,
    record_hours,
    voided,
)
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import service_hours as rows
from services.grassroots_offices.persistence.covered_act import is_purchased


def create_service_hours(tx: Tx, draft: ServiceHoursDraft) -> ServiceHours:
    """Enter hours; they count once they are confirmed (GO-80)."""
    hours = new_hours(tx, draft)
    keep_hours(tx, hours)
    return hours


def new_hours(tx: Tx, draft: ServiceHoursDraft) -> ServiceHours:
    """What would be entered under all rules; nothing is written. Raises HOURS_TWICE, PURCHASED_ACT (GO-88)."""
    practitioner = chosen_practitioner(tx, draft.practitioner)
    happening = Happening(happened_date=draft.service_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=practitioner.division, not_before=None, field="service_hours.service_date"
    )  # fmt: skip
    hours = record_hours(draft, practitioner, name=f"serviceHours/{tx.new_id()}", entry=entry, now=tx.now)
    if is_purchased(tx.session, practitioner.name, entry.happened_date, draft.kind):
        raise purchased_act()
    rows.refuse_twice(tx.session, hours)
    return hours


def keep_hours(tx: Tx, hours: ServiceHours) -> None:
    """Write what was looked at in the same unit of work; the practitioner's row is locked meanwhile."""
    rows.insert_service_hours(tx.session, hours)
    tx.note("service_hours.create", hours.name, rules=("GO-80",), document=hours.evidence)


def get_service_hours(tx: Tx, name: str) -> ServiceHours:
    """One entry within the caller's divisions."""
    return _found(rows.load_service_hours(tx.session, name, tx.principal))


def list_service_hours(tx: Tx, wanted: ServiceHoursFilter, page: Page) -> tuple[list[ServiceHours], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_service_hours(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def confirm_service_hours(tx: Tx, name: str, confirmation: Confirmation, *, etag: str) -> ServiceHours:
    """The body served or the judicial office has confirmed them (GO-80)."""
    hours, entry = _opened(tx, name, "confirm", confirmation, etag=etag)
    return _saved(tx, confirmed(hours, confirmation, entry), "confirm")


def void_service_hours(tx: Tx, name: str, voiding: Voiding, *, etag: str) -> ServiceHours:
    """Take an entry back (GO-80)."""
    hours, entry = _opened(tx, name, "void", voiding, etag=etag)
    return _saved(tx, voided(hours, voiding, entry), "void")


def create_unless_purchased(tx: Tx, draft: ServiceHoursDraft | None) -> str:
    """Enter hours that something else made, unless a contract pays for the act; their name (GO-80, GO-88)."""
    if draft is None or is_purchased(tx.session, draft.practitioner, draft.service_date, draft.kind):
        return ""
    return create_service_hours(tx, draft).name


def void_made_hours(tx: Tx, name: str, reason: str, *, document: str) -> None:
    """Take back hours that something else made, unless they are already (GO-80)."""
    hours = rows.load_service_hours(tx.session, name, tx.principal, lock=True)
    if hours is not None and "void" in MOVES[hours.state]:
        paper = Voiding(happened_date=None, entry_reason="", document_number=document, void_reason=reason)
        _saved(tx, voided(hours, paper, Entry(happened_date=tx.today, late=False, reason="")), "void")


def void_purchased(tx: Tx, what: Covering, day: dt.date, *, document: str) -> tuple[str, ...]:
    """Take back hours of an act that a contract pays for (GO-88); returns which. The practitioners are locked."""
    if what.kind is None:
        return ()
    paper = Voiding(
        happened_date=None, entry_reason="", document_number=document, void_reason="该服务由政府购买合同付费（GO-88）"
    )
    entry = Entry(happened_date=tx.today, late=False, reason="")
    found = rows.standing_hours_of(tx.session, what.practitioners, day, what.kind)
    return tuple(_saved(tx, voided(hours, paper, entry), "void").name for hours in found)


def _opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[ServiceHours, Entry]:
    hours = _found(rows.load_service_hours(tx.session, name, tx.principal, lock=True))
    allow(hours, action, etag=etag)
    return hours, enter_happening(tx, happening, division=hours.division, not_before=hours.state_date)


def _saved(tx: Tx, hours: ServiceHours, action: str) -> ServiceHours:
    rows.update_service_hours(tx.session, hours)
    tx.note(f"service_hours.{action}", hours.name, rules=("GO-80",), document=hours.document_number)
    return hours


def _found(hours: ServiceHours | None) -> ServiceHours:
    if hours is None:
        raise NotFound("公益服务时长记录")
    return hours
