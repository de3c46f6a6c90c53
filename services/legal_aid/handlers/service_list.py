"""Use cases of service lists: write a version, publish it, record where it hangs (LA-129). It must not judge a text."""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import deadlines_of, finish_deadline
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.service_list import (
    ListPublication,
    Posting,
    ServiceList,
    ServiceListDraft,
    ServiceListFilter,
    allow,
    posted,
    published,
    refuse_unpublishable,
    replaced,
    write_list,
)
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.time_limit import enter_happening, start_limit
from services.legal_aid.persistence import service_list as rows

REVISE = DeadlineKind.REVISE_LIST


def create_service_list(tx: Tx, draft: ServiceListDraft) -> ServiceList:
    """Write the institution's next version (LA-129). Raises DRAFT_THERE."""
    institution = chosen_institution(tx, draft.institution)
    version = rows.next_version(tx.session, institution.name)
    name = f"serviceLists/{tx.new_id()}"
    made = write_list(draft, name=name, version=version, division=institution.division, now=tx.now)
    rows.insert_service_list(tx.session, made)
    tx.note("service_list.create", made.name, rules=("LA-129",))
    return made


def get_service_list(tx: Tx, name: str) -> ServiceList:
    """One version within the caller's divisions."""
    return _found(rows.load_service_list(tx.session, name, tx.principal))


def list_service_lists(tx: Tx, wanted: ServiceListFilter, page: Page) -> tuple[list[ServiceList], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_service_lists(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def publish_service_list(tx: Tx, name: str, publication: ListPublication, *, etag: str) -> ServiceList:
    """Show the version at every window; the one before is replaced, and a year begins to revise it (LA-129)."""
    before = _found(rows.load_service_list(tx.session, name, tx.principal, lock=True))
    allow(before, "publish", etag=etag)
    refuse_unpublishable(before)
    shown = rows.shown_list(tx.session, before.institution)
    last = shown.published_date if shown else None
    entry = enter_happening(tx, publication, division=before.division, not_before=last)
    if shown is not None:
        rows.update_service_list(tx.session, replaced(shown))
        finish_deadline(tx, shown.name, REVISE.name, on=entry.happened_date)
    after = published(before, entry.happened_date, publication.document_number)
    rows.update_service_list(tx.session, after)
    start_limit(
        tx, REVISE, subject=name, owner=before.institution, division=before.division, start=entry.happened_date,
    )  # fmt: skip
    tx.note("service_list.publish", name, rules=("LA-129",), document=publication.document_number)
    return replace(after, deadline=deadlines_of(tx.session, [name])[name][0])


def record_posting(tx: Tx, name: str, posting: Posting, *, etag: str) -> ServiceList:
    """Evidence that the published version hangs at a window (LA-129)."""
    before = _found(rows.load_service_list(tx.session, name, tx.principal, lock=True))
    allow(before, "recordPosting", etag=etag)
    entry = enter_happening(tx, posting, division=before.division, not_before=before.published_date)
    after = posted(before, posting, entry.happened_date)
    rows.update_service_list(tx.session, after)
    tx.note("service_list.recordPosting", name, rules=("LA-129",), document=posting.evidence)
    return after


def _found(service_list: ServiceList | None) -> ServiceList:
    if service_list is None:
        raise NotFound("服务事项清单")
    return service_list
