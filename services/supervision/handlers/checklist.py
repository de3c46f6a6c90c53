"""Use cases of checklists: draft, revise, publish, read (SV-53, SV-66). It must not inspect."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain.checklist import (
    Checklist,
    ChecklistDraft,
    ChecklistFilter,
    ChecklistItem,
    allow,
    drafted,
    published,
    revised,
)
from services.supervision.persistence import checklist as rows


def create_checklist(tx: Tx, draft: ChecklistDraft) -> Checklist:
    """Draft the next version of a title (SV-53)."""
    require_division(tx.principal, draft.division)
    version = rows.next_version(tx.session, draft.division, draft.title)
    checklist = drafted(draft, name=f"checklists/{tx.new_id()}", version=version, now=tx.now)
    rows.insert_checklist(tx.session, checklist)
    tx.note("checklist.create", checklist.name, rules=("SV-53",), document=draft.document_number)
    return checklist


def get_checklist(tx: Tx, name: str) -> Checklist:
    """One version within the caller's divisions."""
    return _found(rows.load_checklist(tx.session, name, tx.principal))


def list_checklists(tx: Tx, wanted: ChecklistFilter, page: Page) -> tuple[list[Checklist], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_checklists(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def revise_checklist(tx: Tx, name: str, items: tuple[ChecklistItem, ...], *, etag: str) -> Checklist:
    """Other items, while it is a draft (SV-53)."""
    return _saved(tx, revised(_opened(tx, name, "revise", etag=etag), items), "revise", document="")


def publish_checklist(tx: Tx, name: str, *, document: str, etag: str) -> Checklist:
    """From now on it never changes (SV-66)."""
    checklist = _opened(tx, name, "publish", etag=etag)
    return _saved(tx, published(checklist, document, on=tx.today), "publish", document=document)


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> Checklist:
    checklist = _found(rows.load_checklist(tx.session, name, tx.principal, lock=True))
    allow(checklist, action, etag=etag)
    return checklist


def _saved(tx: Tx, checklist: Checklist, action: str, *, document: str) -> Checklist:
    rows.update_checklist(tx.session, checklist)
    tx.note(f"checklist.{action}", checklist.name, rules=("SV-66",), document=document)
    return checklist


def _found(checklist: Checklist | None) -> Checklist:
    if checklist is None:
        raise NotFound("检查清单")
    return checklist
