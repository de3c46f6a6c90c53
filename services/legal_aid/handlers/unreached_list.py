"""Use cases of messages that were written: how they stand, who is to be told by hand, and that he was.

It must not send anything.
"""

from __future__ import annotations

from chassis.clock import civil_day
from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound
from chassis.messages import outgoing
from chassis.messages.outgoing import OutgoingMessage
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.message import MessageKind
from services.legal_aid.domain.unreached_list import (
    MOST,
    MessageReport,
    MessageState,
    MessageStatus,
    UnreachedList,
    UnreachedPerson,
    allow_telling,
    printed,
)
from services.legal_aid.handlers.application import get_application
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.handlers.time_limit import enter_happening


def message_report(tx: Tx, name: str) -> MessageReport:
    """How the messages about an application within the caller's divisions stand."""
    application = get_application(tx, name.removesuffix("/messageReport"))
    found = outgoing.messages_of(tx.session, application.name)
    return MessageReport(name=name, messages=tuple(_status(one) for one in found))


def print_unreached(tx: Tx, name: str) -> UnreachedList:
    """Everybody whom no channel reached; that the caller looked is on record at each matter."""
    institution = chosen_institution(tx, name)
    page, state = Page(size=MOST, after=None), outgoing.MessageState.UNREACHED
    found = outgoing.find_messages(tx.session, page, tx.principal, owner=name, state=state)
    people, truncated = tuple(_opened(tx, one) for one in found[:MOST]), len(found) > MOST
    tx.note_each("message.print", sorted({one.subject for one in people}), document=institution.name)
    text = printed(institution.display_name, people, on=tx.today, truncated=truncated)
    return UnreachedList(people=people, truncated=truncated, page=text)


def tell_message(tx: Tx, name: str, happening: Happening) -> MessageStatus:
    """The caller told the person on the day; what was said is deleted."""
    before = _found(outgoing.load_message(tx.session, name, tx.principal, lock=True))
    allow_telling(_status(before))
    written = civil_day(before.create_time)
    entry = enter_happening(tx, happening, division=before.division, not_before=written)
    told, by, on = outgoing.MessageState.TOLD, tx.principal.subject, entry.happened_date
    outgoing.end_message(tx.session, name, told, now=tx.now, by=by, on=on)
    tx.note("message.tell", before.subject, document=name)
    return _status(_found(outgoing.load_message(tx.session, name, tx.principal)))


def _opened(tx: Tx, message: OutgoingMessage) -> UnreachedPerson:
    said = outgoing.content_of(message, tx.seal)
    return UnreachedPerson(
        message=_status(message), subject=message.subject, person=said.person, address=said.address, text=said.text,
        since_date=civil_day(message.create_time),
    )  # fmt: skip


def _status(message: OutgoingMessage) -> MessageStatus:
    return MessageStatus(
        name=message.name, kind=MessageKind[message.kind], state=MessageState[message.state.name],
        attempts=message.attempts, create_time=message.create_time, end_time=message.end_time,
        told_by=message.told_by, told_date=message.told_date,
    )  # fmt: skip


def _found(message: OutgoingMessage | None) -> OutgoingMessage:
    if message is None:
        raise NotFound("提醒")
    return message
