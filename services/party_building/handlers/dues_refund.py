"""Use cases of periods of dues: collect, hand on, give back, close, tell what was not given back in time.

It must not split money: `domain.dues_refund` does.
"""

from __future__ import annotations

from chassis.deadlines import finish_deadline
from chassis.kernel.entry import Entry
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.time_limits import start_limit
from chassis.tx import Tx
from services.party_building.domain.dues_refund import (
    DuesPaper,
    DuesRefund,
    DuesRefundDraft,
    DuesRefundFilter,
    allow,
    collect,
    first_month,
    last_month,
    reconciled,
    refuse_running_period,
    remitted,
    returned,
    short,
)
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.time_limit import DeadlineKind
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import dues_refund as rows
from services.party_building.persistence.dues_line import lines_to_collect, put_into
from services.party_building.persistence.organisation import load_organisation

BATCH = 100


def create_refund(tx: Tx, draft: DuesRefundDraft) -> DuesRefund:
    """Gather the paid dues of a quarter that is over (PB-24). Raises DUES_PERIOD_TAKEN, NOTHING_COLLECTED."""
    refuse_running_period(draft.period, tx.today)
    organisation = load_organisation(tx.session, draft.organisation, tx.principal, lock=True)
    if organisation is None:
        raise organisation_unknown()
    rows.refuse_taken(tx.session, draft.organisation, draft.period)
    first, last = first_month(draft.period), last_month(draft.period)
    lines = lines_to_collect(tx.session, tx.seal, draft.organisation, first, last)
    name = f"duesRefunds/{tx.new_id()}"
    made = collect(draft, lines, name=name, division=organisation.division, now=tx.now)
    rows.insert_refund(tx.session, made)
    put_into(tx.session, name, [line.name for line in lines if line.paid_date is not None])
    tx.note("dues_refund.create", name, rules=("PB-24", "PB-41"), document=draft.document_number)
    return made


def get_refund(tx: Tx, name: str) -> DuesRefund:
    """One period within the caller's divisions."""
    return _found(rows.load_refund(tx.session, name, tx.principal))


def list_refunds(tx: Tx, wanted: DuesRefundFilter, page: Page) -> tuple[list[DuesRefund], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_refunds(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def remit(tx: Tx, name: str, amount_fen: int, paper: DuesPaper, *, etag: str) -> DuesRefund:
    """Hand the dues on; the clock of the superior organisation, which owes the return, starts (PB-24)."""
    before, entry = _open(tx, name, "remit", paper, etag=etag)
    organisation = load_organisation(tx.session, before.organisation)
    after = remitted(before, amount_fen, organisation.parent if organisation else "", entry)
    rows.update_refund(tx.session, after)
    if after.difference_fen:
        start_limit(
            tx, DeadlineKind.REFUND_DUES, subject=name, owner=after.owed_by, division=after.division,
            start=entry.happened_date,
        )  # fmt: skip
    tx.note("dues_refund.remit", name, rules=("PB-24", "PB-41"), document=paper.document_number)
    return get_refund(tx, name)


def record_return(tx: Tx, name: str, amount_fen: int, paper: DuesPaper, *, etag: str) -> DuesRefund:
    """Record what came back (PB-24); the clock is met when everything did."""
    before, entry = _open(tx, name, "recordReturn", paper, etag=etag)
    after = returned(before, amount_fen, paper, entry)
    rows.update_refund(tx.session, after)
    if not after.difference_fen:
        finish_deadline(tx, name, DeadlineKind.REFUND_DUES.name, on=entry.happened_date)
    tx.note("dues_refund.recordReturn", name, rules=("PB-24", "PB-41"), document=paper.document_number)
    return get_refund(tx, name)


def reconcile(tx: Tx, name: str, paper: DuesPaper, *, etag: str) -> DuesRefund:
    """Close a period at difference 0 (PB-24). Raises DIFFERENCE_OPEN."""
    before, _ = _open(tx, name, "reconcile", paper, etag=etag)
    after = reconciled(before)
    rows.update_refund(tx.session, after)
    tx.note("dues_refund.reconcile", name, rules=("PB-24",), document=paper.document_number)
    return after


def tell_short(tx: Tx) -> int:
    """Tell what did not come back in time, once for each period, at most a batch (XF-10)."""
    found = rows.untold_refunds(tx.session, limit=BATCH)
    for refund in found:
        due = next(one.due_date for one in refund.deadlines if one.kind == DeadlineKind.REFUND_DUES.name)
        if due is not None:
            told = rows.mark_told(tx.session, refund)
            tx.emit(short(told, due), subject=told.name)
            tx.note("dues_refund.tellShort", told.name, rules=("PB-24",))
    return len(found)


def _open(tx: Tx, name: str, action: str, paper: DuesPaper, *, etag: str) -> tuple[DuesRefund, Entry]:
    """The period, locked, if its state allows the action, and when it happened."""
    found = _found(rows.load_refund(tx.session, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    before = found.refunded_date or found.remitted_date
    return found, enter_happening(tx, paper, division=found.division, not_before=before)


def _found(refund: DuesRefund | None) -> DuesRefund:
    if refund is None:
        raise NotFound("党费返还")
    return refund
