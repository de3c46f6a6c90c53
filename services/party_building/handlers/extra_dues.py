"""Use cases of one-off dues: receive, hand on, receipt, read. It must not touch a period of dues."""

from __future__ import annotations

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.dues_refund import superior_unknown
from services.party_building.domain.extra_dues import (
    ExtraDuesDraft,
    ExtraDuesFilter,
    ExtraDuesPaper,
    ExtraDuesPayment,
    allow,
    handed_on,
    receipted,
    receive,
)
from services.party_building.handlers.dues_line import collector_of
from services.party_building.handlers.entry import enter_happening
from services.party_building.persistence import extra_dues as rows
from services.party_building.persistence.organisation import load_organisation

LARGE = "pb.large_dues_fen"


def create_payment(tx: Tx, draft: ExtraDuesDraft) -> ExtraDuesPayment:
    """A member gave something beside his dues (PB-24). Raises MEMBER_UNKNOWN, NO_DUES_OWED, LARGE_DUES_TOO_SMALL."""
    _, home, division = collector_of(tx, draft.member, draft.paid_date.isoformat()[:7])
    happening = Happening(happened_date=draft.paid_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=division, field="extra_dues_payment.paid_date")
    made = receive(
        draft, entry, name=f"extraDuesPayments/{tx.new_id()}", organisation=home.organisation, division=division,
        large_fen=int(tx.policy(LARGE, division=division, on=draft.paid_date).value), now=tx.now,
    )  # fmt: skip
    rows.insert_payment(tx.session, tx.seal, made)
    tx.note("extra_dues.create", made.name, rules=("PB-24",), document=draft.document_number)
    return made


def get_payment(tx: Tx, name: str) -> ExtraDuesPayment:
    """One payment within the caller's divisions."""
    return _found(rows.load_payment(tx.session, tx.seal, name, tx.principal))


def list_payments(tx: Tx, wanted: ExtraDuesFilter, page: Page) -> tuple[list[ExtraDuesPayment], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_payments(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def remit_payment(tx: Tx, name: str, paper: ExtraDuesPaper, *, etag: str) -> ExtraDuesPayment:
    """It goes up whole and does not come back (PB-24). Raises SUPERIOR_UNKNOWN."""
    before, entry = _open(tx, name, "remit", paper, etag=etag)
    organisation = load_organisation(tx.session, before.organisation)
    if organisation is None or not organisation.parent:
        raise superior_unknown()
    after = handed_on(before, organisation.parent, paper, entry)
    rows.update_payment(tx.session, after)
    tx.note("extra_dues.remit", name, rules=("PB-24",), document=paper.document_number)
    return after


def record_receipt(tx: Tx, name: str, paper: ExtraDuesPaper, *, etag: str) -> ExtraDuesPayment:
    """The receipt from above was handed to the member."""
    before, entry = _open(tx, name, "recordReceipt", paper, etag=etag)
    after = receipted(before, paper, entry)
    rows.update_payment(tx.session, after)
    tx.note("extra_dues.recordReceipt", name, rules=("PB-24",), document=paper.document_number)
    return after


def _open(
    tx: Tx, name: str, action: str, paper: ExtraDuesPaper, *, etag: str
) -> tuple[ExtraDuesPayment, Entry]:  # fmt: skip
    """The payment, locked, if its state allows the action, and when it happened."""
    found = _found(rows.load_payment(tx.session, tx.seal, name, tx.principal, lock=True))
    allow(found, action, etag=etag)
    before = found.remitted_date or found.paid_date
    return found, enter_happening(tx, paper, division=found.division, not_before=before)


def _found(payment: ExtraDuesPayment | None) -> ExtraDuesPayment:
    if payment is None:
        raise NotFound("大额和特殊党费")
    return payment
