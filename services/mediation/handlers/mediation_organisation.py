"""Use cases of organisations that mediate (MD-01, MD-02). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.mediation.domain.mediation_organisation import (
    MediationOrganisation,
    MediationOrganisationDraft,
    MediationOrganisationFilter,
    MediatorDraft,
    allow,
    closed,
    founded,
    renamed,
    require_nothing_open,
    told,
    with_mediator,
    without_mediator,
)
from services.mediation.persistence import mediation_organisation as rows
from services.mediation.persistence.dispute import has_open


def create_organisation(tx: Tx, draft: MediationOrganisationDraft) -> MediationOrganisation:
    """Enter one in one of the caller's divisions and tell of it (MD-01)."""
    require_division(tx.principal, draft.division)
    made = founded(draft, name=f"mediationOrganisations/{tx.new_id()}", today=tx.today, now=tx.now)
    rows.insert_organisation(tx.session, tx.seal, made)
    tx.emit(told(made, on=tx.today), subject=made.name)
    tx.note("mediation_organisation.create", made.name, rules=("MD-01",), document=made.document_number)
    return made


def get_organisation(tx: Tx, name: str, *, lock: bool = False) -> MediationOrganisation:
    """One within the caller's divisions."""
    found = rows.load_organisation(tx.session, tx.seal, name, tx.principal, lock=lock)
    if found is None:
        raise NotFound("调解组织")
    return found


def list_organisations(
    tx: Tx, wanted: MediationOrganisationFilter, page: Page
) -> tuple[list[MediationOrganisation], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_organisations(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def appoint_mediator(tx: Tx, name: str, draft: MediatorDraft, *, document: str, etag: str) -> MediationOrganisation:
    """Somebody begins to mediate there (MD-02)."""
    after = with_mediator(_opened(tx, name, "appointMediator", etag), draft, tx.new_id(), today=tx.today)
    return _saved(tx, after, "appoint_mediator", "MD-02", document)


def end_mediator(
    tx: Tx, name: str, mediator: str, until: dt.date, *, document: str, etag: str
) -> MediationOrganisation:
    """Somebody mediates there no longer (MD-02)."""
    after = without_mediator(_opened(tx, name, "endMediator", etag), mediator, until, today=tx.today)
    return _saved(tx, after, "end_mediator", "MD-02", document)


def rename_organisation(tx: Tx, name: str, title: str, *, document: str, etag: str) -> MediationOrganisation:
    """Give it another name and tell of it (MD-01)."""
    after = renamed(_opened(tx, name, "rename", etag), title, document)
    tx.emit(told(after, on=tx.today), subject=name)
    return _saved(tx, after, "rename", "MD-01", document)


def close_organisation(tx: Tx, name: str, on: dt.date, *, document: str, etag: str) -> MediationOrganisation:
    """Close it and tell of it (MD-01)."""
    before = _opened(tx, name, "close", etag)
    require_nothing_open(disputes_open=has_open(tx.session, name))
    after = closed(before, on, today=tx.today)
    tx.emit(told(after, on=on), subject=name)
    return _saved(tx, after, "close", "MD-01", document)


def _opened(tx: Tx, name: str, action: str, etag: str) -> MediationOrganisation:
    present = get_organisation(tx, name, lock=True)
    allow(present, action, etag=etag)
    return present


def _saved(tx: Tx, after: MediationOrganisation, action: str, rule: str, document: str) -> MediationOrganisation:
    rows.update_organisation(tx.session, tx.seal, after)
    tx.note(f"mediation_organisation.{action}", after.name, rules=(rule,), document=document)
    return after
