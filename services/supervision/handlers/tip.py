"""Use cases of tips (RELIABILITY P7, XF-25). It must not note who called on the reporter's side, nor when."""

from __future__ import annotations

from chassis.clock import random_id
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain import tip as moves
from services.supervision.domain.clue import Clue
from services.supervision.domain.clue_report import refuse_nobody, tip_finding, told_tip
from services.supervision.domain.tip import (
    Mailbox,
    Tip,
    TipDraft,
    TipFilter,
    TipRecipient,
    TipRecipientDraft,
    TipTriage,
)
from services.supervision.handlers.clue import enter_clue
from services.supervision.persistence import tip as rows


def route_tip(tx: Tx, *, division: str, subject: str) -> tuple[TipRecipient, ...]:
    """To whom a tip is sealed (SV-82)."""
    return moves.routed(rows.every_recipient(tx.session), division=division, subject=subject)


def submit_tip(tx: Tx, draft: TipDraft) -> None:
    """Keep a tip; the same locator again changes nothing (SV-82). No entry says who or when."""
    rows.pass_gate(tx.session)
    digest = rows.digest_of(draft.locator)
    if rows.find_by_digest(tx.session, tx.seal, digest) is not None:
        return
    moves.check_copies(draft, route_tip(tx, division=draft.division, subject=draft.subject))
    # NOTE: the house's own ids tell the time; a random one tells nothing.
    tip = moves.received(draft, name=f"tips/{random_id()}", today=tx.today)
    rows.insert_shuffled(tx.session, tip, digest)


def open_mailbox(tx: Tx, locator: str) -> Mailbox:
    """What its reporter reads. An unknown code and a wrong one are the same."""
    tip = rows.find_by_digest(tx.session, tx.seal, rows.digest_of(locator))
    if tip is None:
        raise NotFound("举报")
    return Mailbox(state=tip.state, replies=tip.replies, closing_reason=tip.closing_reason)


def get_tip(tx: Tx, name: str) -> Tip:
    """One that was sealed to the caller."""
    return _load(tx, name)[0]


def list_tips(tx: Tx, wanted: TipFilter, page: Page) -> tuple[list[Tip], str | None]:
    """A page of those that were sealed to the caller."""
    mine = [one.name for one in rows.recipients_of(tx.session, tx.principal.subject)]
    found = rows.find_tips(tx.session, tx.seal, wanted, page, mine)
    shown, after = page.cut(found, key=lambda item: item.name)
    return [moves.shown_to(tip, mine) for tip in shown], after


def reply_tip(tx: Tx, name: str, sealed: str, *, etag: str) -> Tip:
    """Answer the reporter."""
    before, mine = _opened(tx, name, "reply", etag=etag)
    return _saved(tx, moves.replied(before, sealed, today=tx.today), mine, "reply")


def triage_tip(tx: Tx, name: str, told: TipTriage, *, etag: str) -> tuple[Tip, Clue]:
    """Open a clue from it (SV-82, XF-25)."""
    before, mine = _opened(tx, name, "triage", etag=etag)
    for one in mine:
        moves.refuse_concerned(one, told.subject)
    refuse_nobody(told.subject, is_complaint=told.is_complaint)
    finding = tip_finding(
        name, division=before.division, owner=told.subject, item=told.item, received=before.received_date
    )  # fmt: skip
    clue = enter_clue(tx, finding, summary=told.summary)
    if told.is_complaint:
        tx.emit(told_tip(clue, name), subject=clue.name)
    return _saved(tx, moves.triaged(before, clue.name), mine, "triage"), clue


def close_tip(tx: Tx, name: str, reason: str, *, etag: str) -> Tip:
    """Close it with a reason (SV-82)."""
    before, mine = _opened(tx, name, "close", etag=etag)
    return _saved(tx, moves.closed(before, reason, today=tx.today), mine, "close")


def create_recipient(tx: Tx, draft: TipRecipientDraft) -> TipRecipient:
    """Name somebody to whom tips are sealed (SV-82)."""
    require_division(tx.principal, draft.division)
    recipient = moves.named(draft, name=f"tipRecipients/{tx.new_id()}")
    rows.insert_recipient(tx.session, recipient)
    tx.note("tip_recipient.create", recipient.name, rules=("SV-82",), document=recipient.document_number)
    return recipient


def list_recipients(tx: Tx, page: Page) -> tuple[list[TipRecipient], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_recipients(tx.session, page, tx.principal), key=lambda item: item.name)


def withdraw_recipient(tx: Tx, name: str, *, document: str, etag: str) -> TipRecipient:
    """Seal nothing more to it (SV-82)."""
    before = rows.lock_recipient(tx.session, name, tx.principal)
    if before is None:
        raise NotFound("举报受理人")
    after = moves.withdrawn(before, etag=etag)
    rows.update_recipient(tx.session, after)
    tx.note("tip_recipient.withdraw", name, rules=("SV-82",), document=document)
    return after


def _load(tx: Tx, name: str) -> tuple[Tip, list[TipRecipient]]:
    """The tip with the caller's own copy, and under which names it was sealed to the caller."""
    mine = rows.recipients_of(tx.session, tx.principal.subject)
    names = [one.name for one in mine]
    tip = rows.load_tip(tx.session, tx.seal, name, names)
    if tip is None:
        raise NotFound("举报")
    return moves.shown_to(tip, names), mine


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> tuple[Tip, list[TipRecipient]]:
    """The whole tip, behind the gate."""
    rows.pass_gate(tx.session)
    mine = rows.recipients_of(tx.session, tx.principal.subject)
    tip = rows.load_tip(tx.session, tx.seal, name, [one.name for one in mine])
    if tip is None:
        raise NotFound("举报")
    moves.allow(tip, action, etag=etag)
    return tip, mine


def _saved(tx: Tx, after: Tip, mine: list[TipRecipient], action: str) -> Tip:
    rows.update_tip(tx.session, tx.seal, after)
    tx.note(f"tip.{action}", after.name, rules=("SV-82",))
    return moves.shown_to(after, [one.name for one in mine])
