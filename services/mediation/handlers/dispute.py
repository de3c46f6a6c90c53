"""Use cases of disputes from the register to their end (MD-03 to MD-06, MD-11). It must not decide."""

from __future__ import annotations

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.mediation.domain.agreement import DisputeAgreement
from services.mediation.domain.dispute import (
    Dispute,
    DisputeDraft,
    DisputeFilter,
    DisputeSession,
    accepted,
    allow,
    dispute_number,
    failed,
    organisation_closed,
    refused,
    registered,
    with_session,
    withdrawn,
)
from services.mediation.domain.dispute_outcome import settled, told_ended, told_registered
from services.mediation.domain.mediation_organisation import MediationOrganisationState
from services.mediation.handlers.mediation_organisation import get_organisation
from services.mediation.persistence import dispute as rows


def create_dispute(tx: Tx, draft: DisputeDraft) -> Dispute:
    """Register a dispute with an organisation at work (MD-03)."""
    organisation = get_organisation(tx, draft.organisation, lock=True)
    if organisation.state is not MediationOrganisationState.ACTIVE:
        raise organisation_closed()
    made = registered(
        draft, name=f"disputes/{tx.new_id()}", division=organisation.division, today=tx.today, now=tx.now,
        number=dispute_number(tx.today.year, rows.next_count(tx.session, organisation.name, tx.today.year)),
    )  # fmt: skip
    rows.insert_dispute(tx.session, tx.seal, made)
    tx.emit(told_registered(made), subject=made.name)
    tx.note("dispute.create", made.name, rules=("MD-03",), document=made.number)
    return made


def get_dispute(tx: Tx, name: str, *, lock: bool = False) -> Dispute:
    """One within the caller's divisions."""
    found = rows.load_dispute(tx.session, tx.seal, name, tx.principal, lock=lock)
    if found is None:
        raise NotFound("纠纷")
    return found


def list_disputes(tx: Tx, wanted: DisputeFilter, page: Page) -> tuple[list[Dispute], str | None]:
    """A page, and the key behind which the next one begins."""
    found = rows.find_disputes(tx.session, tx.seal, wanted, page, tx.principal)
    return page.cut(found, key=lambda item: item.name)


def accept_dispute(tx: Tx, name: str, mediators: tuple[str, ...], *, etag: str) -> Dispute:
    """Take it up (MD-04)."""
    before = opened(tx, name, "accept", etag)
    organisation = get_organisation(tx, before.organisation)
    return saved(tx, accepted(before, organisation, mediators, today=tx.today), "accept", "MD-04")


def refuse_dispute(tx: Tx, name: str, reason: str, *, etag: str) -> Dispute:
    """Do not take it up (MD-03)."""
    return _ended(tx, refused(opened(tx, name, "refuse", etag), reason, today=tx.today), "refuse", "MD-03")


def withdraw_dispute(tx: Tx, name: str, reason: str, *, etag: str) -> Dispute:
    """The parties give it up (MD-03)."""
    return _ended(tx, withdrawn(opened(tx, name, "withdraw", etag), reason, today=tx.today), "withdraw", "MD-03")


def record_session(tx: Tx, name: str, session: DisputeSession, *, etag: str) -> Dispute:
    """Write down a session (MD-05)."""
    after = with_session(opened(tx, name, "recordSession", etag), session, today=tx.today)
    return saved(tx, after, "record_session", "MD-05")


def settle_dispute(tx: Tx, name: str, agreement: DisputeAgreement, *, etag: str) -> Dispute:
    """The parties agreed (MD-06)."""
    return _ended(tx, settled(opened(tx, name, "settle", etag), agreement, today=tx.today), "settle", "MD-06")


def fail_dispute(tx: Tx, name: str, reason: str, *, etag: str) -> Dispute:
    """It ends without an agreement (MD-11)."""
    return _ended(tx, failed(opened(tx, name, "fail", etag), reason, today=tx.today), "fail", "MD-11")


def opened(tx: Tx, name: str, action: str, etag: str) -> Dispute:
    """The locked dispute, if its state allows the action."""
    present = get_dispute(tx, name, lock=True)
    allow(present, action, etag=etag)
    return present


def saved(tx: Tx, after: Dispute, action: str, rule: str) -> Dispute:
    """Write it, with its audit entry."""
    rows.update_dispute(tx.session, tx.seal, after)
    tx.note(f"dispute.{action}", after.name, rules=(rule,), document=after.number)
    return after


def _ended(tx: Tx, after: Dispute, action: str, rule: str) -> Dispute:
    tx.emit(told_ended(after, on=after.ended_date or tx.today), subject=after.name)
    return saved(tx, after, action, rule)
