"""Use cases of files on impostures: open, decide, read (LA-104). It must not decide how high a fine may be."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.legal_aid.domain.imposture import (
    Imposture,
    ImpostureDecision,
    ImpostureDraft,
    ImpostureFilter,
    allow,
    decided,
    open_file,
)
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import imposture as rows


def create_imposture(tx: Tx, draft: ImpostureDraft) -> Imposture:
    """Open a file on a finding (LA-104)."""
    require_division(tx.principal, draft.division)
    made = open_file(draft, name=f"impostures/{tx.new_id()}", now=tx.now, today=tx.today)
    rows.insert_imposture(tx.session, made)
    tx.note("imposture.create", made.name, rules=("LA-104",), document=made.document_number)
    return made


def get_imposture(tx: Tx, name: str) -> Imposture:
    """One file within the caller's divisions."""
    return _found(rows.load_imposture(tx.session, name, tx.principal))


def list_impostures(tx: Tx, wanted: ImpostureFilter, page: Page) -> tuple[list[Imposture], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_impostures(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def decide_imposture(tx: Tx, name: str, decision: ImpostureDecision, *, etag: str) -> Imposture:
    """Confiscate the gain and impose a fine (LA-104); somebody else than who opened the file (P-04)."""
    before = _found(rows.load_imposture(tx.session, name, tx.principal, lock=True))
    allow(before, "decide", etag=etag)
    entry = enter_happening(tx, decision, division=before.division, not_before=before.found_date)
    times = tx.policy("la.imposture_fine", division=before.division, on=entry.happened_date).value
    after = decided(before, decision, entry.happened_date, least=times["least"], most=times["most"])
    rows.update_imposture(tx.session, after)
    tx.note("imposture.decide", name, rules=("LA-104",), document=decision.document_number)
    return after


def _found(file: Imposture | None) -> Imposture:
    if file is None:
        raise NotFound("冒用法律援助名义案卷")
    return file
