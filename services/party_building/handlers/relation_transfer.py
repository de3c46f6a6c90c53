"""Use cases of relation transfers: ask, letter, confirmation, another letter; with a practitioner's move they begin by
themselves. It must not decide about a licence.
"""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry, Happening
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.party_building.domain.member import IN_PARTY, Member, RelationState, changed
from services.party_building.domain.member_refusals import organisation_unknown
from services.party_building.domain.organisation import ENDED
from services.party_building.domain.relation_transfer import (
    OPEN,
    AnotherLetter,
    Letter,
    Receipt,
    RelationTransfer,
    RelationTransferReceived,
    RelationTransferRefused,
    RelationTransferStarted,
    TransferDraft,
    TransferFilter,
    TransferState,
    allow,
    destination_of,
    received,
    refuse_no_destination,
    reissued,
    side_of,
    started,
    withdrawn,
)
from services.party_building.domain.transfer_refusals import member_unknown, member_without_relation, other_side
from services.party_building.handlers.coverage import look_at
from services.party_building.handlers.entry import enter_happening
from services.party_building.handlers.letter_expiry import back_home
from services.party_building.handlers.touched import offices_touched
from services.party_building.persistence import relation_transfer as rows
from services.party_building.persistence.member import load_member, load_named, member_of, update_member
from services.party_building.persistence.organisation import load_organisation

VALIDITY = "pb.letter_validity"


def create_transfer(tx: Tx, draft: TransferDraft) -> RelationTransfer:
    """Ask for a transfer that goes together with no move (PB-14). Raises TRANSFER_RUNNING.

    Whoever keeps the register where the member practises may ask, and whoever keeps that of his organisation.
    """
    member = load_member(tx.session, tx.seal, draft.member, tx.principal, lock=True)
    if member is None:
        raise member_unknown()
    if member.standing not in IN_PARTY:
        raise member_without_relation()
    refuse_no_destination(draft.to_organisation, draft.to_elsewhere, "relation_transfer.to_organisation")
    made = _requested(tx, member, draft, application="")
    tx.note("relation_transfer.create", made.name, rules=("PB-14",), document=draft.document_number)
    return made


def begin_with_move(tx: Tx, *, application: str, practitioner: str) -> None:
    """A practitioner's application or move was accepted (XF-04): a member's transfer is asked for.

    Whoever is no member needs none and the gate opens at once (PB-14); so it does when the transfer is under way.
    """
    member = member_of(tx.session, tx.seal, practitioner, lock=True)
    if member is None or member.standing not in IN_PARTY:
        return _open_gate(tx, application, "", tx.today)
    running = rows.open_transfer_of(tx.session, member.name)
    if running is None:
        draft = TransferDraft(member=member.name, to_organisation="", to_elsewhere="", document_number=application)
        made = _requested(tx, member, draft, application=application)
        tx.note("relation_transfer.begin", made.name, rules=("PB-14",), document=application)
    elif running.state is TransferState.STARTED:
        _open_gate(tx, application, running.name, running.issued_date or tx.today)
    return None


def end_with_move(tx: Tx, application: str, *, granted: bool) -> None:
    """The move ended (XF-04): what began together with one that did not come about is taken back (PB-14).

    A relation that has arrived meanwhile stays where it is: only another transfer brings it back.
    """
    found = rows.transfer_for(tx.session, application)
    if found is None or granted or found.state not in OPEN:
        return
    member = load_named(tx.session, tx.seal, [found.member])[found.member]
    entry = Entry(happened_date=tx.today, late=False, reason="")
    _take_back(tx, found, member, entry, document="")


def withdraw_transfer(tx: Tx, name: str, receipt: Receipt, *, etag: str) -> RelationTransfer:
    """The relation will not be transferred (PB-14): an application that waits for it is told (XF-04)."""
    before, member, entry = _open(tx, name, "withdraw", receipt, etag=etag)
    after = _take_back(tx, before, member, entry, document=receipt.document_number)
    if after.application:
        fact = RelationTransferRefused(
            application=after.application, relation_transfer=after.name, refused_date=entry.happened_date
        )
        tx.emit(fact, subject=after.name)
    return after


def get_transfer(tx: Tx, name: str) -> RelationTransfer:
    """One transfer within the caller's divisions."""
    return _found(rows.load_transfer(tx.session, name, tx.principal))


def list_transfers(tx: Tx, wanted: TransferFilter, page: Page) -> tuple[list[RelationTransfer], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_transfers(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def start_transfer(tx: Tx, name: str, letter: Letter, *, etag: str) -> RelationTransfer:
    """The old organisation issued the letter (PB-14, PB-15): the gate opens, the member is on his way (PB-06)."""
    before, member, entry = _open(tx, name, "start", letter, etag=etag)
    to, _ = destination_of(before, letter)
    after = started(
        before, letter, entry, due=_due(tx, before, entry.happened_date),
        to_division=_require_destination(tx, to) or before.from_division,
    )  # fmt: skip
    on_his_way = changed(member, organisation=after.to_organisation, relation_state=RelationState.IN_TRANSIT)
    _save(tx, "start", after, member, on_his_way, entry, letter.letter_number)
    if after.application:
        _open_gate(tx, after.application, after.name, entry.happened_date)
    return after


def reissue_letter(tx: Tx, name: str, letter: AnotherLetter, *, etag: str) -> RelationTransfer:
    """Another letter after the first one expired (PB-15): the member is on his way again (PB-06)."""
    before, member, entry = _open(tx, name, "reissue", letter, etag=etag)
    after = reissued(before, letter, entry, due=_due(tx, before, entry.happened_date))
    again = changed(member, organisation=after.to_organisation, relation_state=RelationState.IN_TRANSIT)
    _save(tx, "reissue", after, member, again, entry, letter.letter_number)
    return after


def receive_transfer(tx: Tx, name: str, receipt: Receipt, *, etag: str) -> RelationTransfer:
    """The new organisation confirms (PB-15): the member is attached to it (PB-06)."""
    before, member, entry = _open(tx, name, "receive", receipt, etag=etag)
    after = received(before, receipt, entry)
    state = RelationState.ATTACHED if after.to_organisation else RelationState.ELSEWHERE
    there = changed(member, organisation=after.to_organisation, relation_state=state)
    _save(tx, "receive", after, member, there, entry, receipt.document_number)
    if after.application:
        fact = RelationTransferReceived(
            application=after.application, relation_transfer=after.name, received_date=entry.happened_date
        )
        tx.emit(fact, subject=after.name)
    return after


def _requested(tx: Tx, member: Member, draft: TransferDraft, *, application: str) -> RelationTransfer:
    to_division = _require_destination(tx, draft.to_organisation)
    old = load_organisation(tx.session, member.organisation) if member.organisation else None
    from_division = old.division if old is not None else member.division
    made = RelationTransfer(
        member=member.name, to_organisation=draft.to_organisation, to_elsewhere=draft.to_elsewhere,
        document_number=draft.document_number, name=f"relationTransfers/{tx.new_id()}",
        from_organisation=member.organisation, application=application, state=TransferState.REQUESTED,
        letter_number="", issued_date=None, valid_until=None, received_date=None, reissue_reason="", dues_until="",
        division=member.division, from_division=from_division,
        to_division=from_division if draft.to_elsewhere else to_division, create_time=tx.now, etag="1",
    )  # fmt: skip
    rows.insert_transfer(tx.session, made)
    return made


def _take_back(
    tx: Tx, before: RelationTransfer, member: Member, entry: Entry, *, document: str
) -> RelationTransfer:  # fmt: skip
    """The transfer is withdrawn; a member who was on his way is back where he was."""
    on_his_way = before.state is TransferState.STARTED
    back = back_home(tx, before, member) if on_his_way else member
    after = withdrawn(before)
    _save(tx, "withdraw", after, member, back, entry, document)
    return after


def _save(
    tx: Tx, action: str, after: RelationTransfer, before: Member, member: Member, entry: Entry, document: str
) -> None:
    """Write the transfer and the member, and look at every office that loses or gains him."""
    rows.update_transfer(tx.session, after)
    touched = offices_touched(tx, before)
    if member != before:
        update_member(tx.session, member)
    look_at(tx, [*touched, *offices_touched(tx, member)], on=entry.happened_date)
    tx.note(f"relation_transfer.{action}", after.name, rules=("PB-06", "PB-14", "PB-15"), document=document)


def _open(
    tx: Tx, name: str, action: str, happening: Happening, *, etag: str
) -> tuple[RelationTransfer, Member, Entry]:  # fmt: skip
    """The transfer and its member, both locked, if the state of today allows the action, and when it happened.

    Each organisation's own division does its part (PB-14, PB-15). Raises OTHER_SIDE.
    """
    seen = get_transfer(tx, name)
    member = load_named(tx.session, tx.seal, [seen.member], lock=True)[seen.member]
    before = _found(rows.load_transfer(tx.session, name, tx.principal, lock=True))
    allow(before, action, today=tx.today, etag=etag)
    if not tx.principal.covers(side_of(before, action)):
        raise other_side()
    return before, member, enter_happening(tx, happening, division=before.division, not_before=before.issued_date)


def _due(tx: Tx, transfer: RelationTransfer, on: dt.date) -> dt.date:
    """The last day on which a letter of that day can be valid (PB-15). Raises CalendarNotLoaded."""
    return tx.calendar.due(on, tx.policy(VALIDITY, division=transfer.division, on=on).limit)


def _open_gate(tx: Tx, application: str, transfer: str, on: dt.date) -> None:
    """Tell that the licence may be handed over (XF-05, PB-14)."""
    fact = RelationTransferStarted(application=application, relation_transfer=transfer, started_date=on)
    tx.emit(fact, subject=transfer or application)


def _require_destination(tx: Tx, name: str) -> str:
    """The division of a destination, empty without one; another county's will do.

    Raises ORGANISATION_UNKNOWN for an organisation of the register that is not at work.
    """
    if not name:
        return ""
    found = load_organisation(tx.session, name)
    if found is None or found.state in ENDED:
        raise organisation_unknown()
    return found.division


def _found(transfer: RelationTransfer | None) -> RelationTransfer:
    if transfer is None:
        raise NotFound("组织关系转接")
    return transfer
