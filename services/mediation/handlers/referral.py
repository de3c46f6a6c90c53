"""Use cases of referrals to legal aid's front desk (MD-11). It must not decide."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.mediation.domain.referral import (
    Referral,
    ReferralDraft,
    ReferralFilter,
    allow,
    declined,
    referred,
    taken,
    told_answered,
    told_referred,
)
from services.mediation.handlers.dispute import get_dispute
from services.mediation.persistence import referral as rows

BATCH = 50


def create_referral(tx: Tx, draft: ReferralDraft) -> Referral:
    """Refer a party, with what the front desk needs, and tell of it (MD-11)."""
    dispute = get_dispute(tx, draft.dispute, lock=True)
    id_ = tx.new_id()
    made = referred(draft, dispute, name=f"referrals/{id_}", request_id=id_, today=tx.today, now=tx.now)
    rows.insert_referral(tx.session, tx.seal, made)
    tx.emit(told_referred(made), subject=made.name)
    tx.note("referral.create", made.name, rules=("MD-11",), document=dispute.number)
    return made


def get_referral(tx: Tx, name: str, *, lock: bool = False) -> Referral:
    """One within the caller's divisions."""
    found = rows.load_referral(tx.session, tx.seal, name, tx.principal, lock=lock)
    if found is None:
        raise NotFound("转办")
    return found


def list_referrals(tx: Tx, wanted: ReferralFilter, page: Page) -> tuple[list[Referral], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_referrals(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def waiting_referrals(tx: Tx) -> list[Referral]:
    """What the worker hands over next (MD-11)."""
    return rows.find_waiting(tx.session, tx.seal, limit=BATCH)


def keep_contact(tx: Tx, name: str, contact: str) -> None:
    """The front desk has it (MD-11). Nothing when somebody answered meanwhile."""
    waiting = rows.lock_waiting(tx.session, tx.seal, name)
    if waiting is not None:
        _answered(tx, taken(waiting, contact, today=tx.today), "take")


def take_referral(tx: Tx, name: str, contact: str, *, etag: str) -> Referral:
    """The front desk registered a contact for it (MD-11)."""
    return _answered(tx, taken(_opened(tx, name, "take", etag), contact, today=tx.today), "take")


def decline_referral(tx: Tx, name: str, reason: str, *, etag: str) -> Referral:
    """The front desk does not take it (MD-11)."""
    return _answered(tx, declined(_opened(tx, name, "decline", etag), reason, today=tx.today), "decline")


def _opened(tx: Tx, name: str, action: str, etag: str) -> Referral:
    present = get_referral(tx, name, lock=True)
    allow(present, action, etag=etag)
    return present


def _answered(tx: Tx, after: Referral, action: str) -> Referral:
    rows.update_referral(tx.session, tx.seal, after)
    tx.emit(told_answered(after, on=tx.today), subject=after.name)
    tx.note(f"referral.{action}", after.name, rules=("MD-11",))
    return after
