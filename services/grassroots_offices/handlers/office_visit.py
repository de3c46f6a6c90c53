"""Use cases of visits to offices: enter, recheck, read, see who was not visited (GO-71, GO-75, GO-76)."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.office import OPEN as WORKING
from services.grassroots_offices.domain.office_visit import (
    GivenRecheck,
    OfficeVisit,
    OfficeVisitDraft,
    OfficeVisitFilter,
    allow,
    keep_visit,
    last_day,
    overdue,
    rechecked,
    unvisited,
    voided,
)
from services.grassroots_offices.domain.quarter import quarter_days
from services.grassroots_offices.handlers.office import chosen_office
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import office_visit as rows
from services.grassroots_offices.persistence.office import offices_in_scope


def create_office_visit(tx: Tx, draft: OfficeVisitDraft) -> OfficeVisit:
    """Enter one (GO-71, GO-75, GO-76). Raises OFFICE_UNKNOWN."""
    office = chosen_office(tx, draft.office)
    happening = Happening(happened_date=draft.visited_date, entry_reason=draft.entry_reason)
    entry = enter_happening(
        tx, happening, division=office.division, not_before=office.licensed_date, field="office_visit.visited_date"
    )  # fmt: skip
    name = f"officeVisits/{tx.new_id()}"
    made = keep_visit(draft, name=name, division=office.division, entry=entry, now=tx.now)
    rows.insert_office_visit(tx.session, made)
    tx.note("office_visit.create", made.name, rules=("GO-71", "GO-76"), document=made.document_number)
    return made


def get_office_visit(tx: Tx, name: str) -> OfficeVisit:
    """One within the caller's divisions."""
    return _found(rows.load_office_visit(tx.session, name, tx.principal))


def list_office_visits(tx: Tx, wanted: OfficeVisitFilter, page: Page) -> tuple[list[OfficeVisit], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_office_visits(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def recheck(tx: Tx, name: str, given: GivenRecheck, *, etag: str) -> OfficeVisit:
    """Somebody went again (GO-71)."""
    visit = _locked(tx, name, "recheck", etag=etag)
    entry = enter_happening(tx, given, division=visit.division, not_before=last_day(visit))
    return _saved(tx, rechecked(visit, given, entry), "recheck", given.document_number)


def void(tx: Tx, name: str, reason: str, *, etag: str) -> OfficeVisit:
    """It was entered by mistake (GO-71)."""
    return _saved(tx, voided(_locked(tx, name, "void", etag=etag), reason), "void", "")


def list_visits_due(tx: Tx, quarter: str) -> tuple[list[str], list[str]]:
    """Working offices without a quarterly supervision, and visits whose problems are overdue (GO-71)."""
    first, last = quarter_days(quarter, today=tx.today)
    working = [one.name for one in offices_in_scope(tx.session, tx.principal) if one.state in WORKING]
    missing = unvisited(working, rows.visits_between(tx.session, first, last, tx.principal))
    return missing, overdue(rows.open_visits(tx.session, tx.principal), tx.today)


def _locked(tx: Tx, name: str, action: str, *, etag: str) -> OfficeVisit:
    visit = _found(rows.load_office_visit(tx.session, name, tx.principal, lock=True))
    allow(visit, action, etag=etag)
    return visit


def _saved(tx: Tx, visit: OfficeVisit, action: str, document: str) -> OfficeVisit:
    rows.update_office_visit(tx.session, visit)
    tx.note(f"office_visit.{action}", visit.name, rules=("GO-71",), document=document)
    return visit


def _found(visit: OfficeVisit | None) -> OfficeVisit:
    if visit is None:
        raise NotFound("走访监督记录")
    return visit
