"""Send what waits: claim it, send it without a transaction, mark it. At least once, always under the same id.

It must not be run from a request, nor log an address or a text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import structlog

from chassis.alarms import clear_alarm, raise_alarm
from chassis.failpoints import failpoint
from chassis.messages.choose import notifier_for
from chassis.messages.notifier import AddressRefused, ChannelDown, Message, Notifier, masked_address
from chassis.messages.outgoing import (
    Content,
    MessageState,
    OutgoingMessage,
    claim_message,
    content_of,
    due_messages,
    end_message,
)
from chassis.service import Service

BATCH = 50
# How long to wait after the first, second, … attempt; longer than one attempt can last.
PAUSES = tuple(dt.timedelta(minutes=minutes) for minutes in (5, 30, 120, 480, 1440))
MOST_ATTEMPTS = len(PAUSES) + 1
UNDELIVERABLE = "MESSAGES_UNDELIVERABLE"
_log = structlog.get_logger()


class MessageRunner:
    """The outgoing messages of one service."""

    def __init__(self, service: Service, notifiers: Sequence[Notifier]) -> None:
        """`notifiers` in the order in which they are asked whether they take an address."""
        self._service = service
        self._notifiers = notifiers

    def turn(self) -> int:
        """Send what is due; how many a channel took."""
        service = self._service
        with service.database.read() as session:
            due = due_messages(session, now=service.clock.now(), limit=BATCH)
        return sum(self._try(name) for name in due)

    def _try(self, name: str) -> bool:
        claimed = self._claim(name)
        if claimed is None:
            return False
        message, content = claimed
        notifier = notifier_for(self._notifiers, content.address)
        if notifier is None or message.attempts > MOST_ATTEMPTS:
            self._end(message, MessageState.UNREACHED)
            return False
        sent = Message(
            id=name.removeprefix("messages/"), address=content.address, title=content.title, text=content.text
        )
        told = {"message": name, "channel": notifier.name, "to": masked_address(content.address)}
        try:
            notifier.send(sent)
        except AddressRefused:
            self._end(message, MessageState.UNREACHED)
            _log.warning("address refused", service=self._service.name, **told)
            return False
        except ChannelDown as error:
            self._failed(message, notifier.name, str(error))
            _log.warning("message waits", service=self._service.name, fault=str(error), **told)
            return False
        failpoint("after_send")
        self._end(message, MessageState.SENT, works=notifier.name)
        _log.info("message sent", service=self._service.name, **told)
        return True

    def _claim(self, name: str) -> tuple[OutgoingMessage, Content] | None:
        """Count the attempt before it is made, so that a message that kills its sender does not do so for ever."""
        service = self._service
        with service.database.write() as session:
            message = claim_message(session, name, now=service.clock.now(), pauses=PAUSES)
            seal = service.sealing.of(session)
        return None if message is None else (message, content_of(message, seal))

    def _end(self, message: OutgoingMessage, state: MessageState, *, works: str = "") -> None:
        """Mark it; a channel that works again ends its alarm."""
        with self._service.database.write() as session:
            end_message(session, message.name, state, now=self._service.clock.now())
            clear_alarm(session, kind=UNDELIVERABLE, subject=works)

    def _failed(self, message: OutgoingMessage, channel: str, fault: str) -> None:
        """Wait for the next attempt, or give up: onto the printed list, with an alarm that counts."""
        if message.attempts < MOST_ATTEMPTS:
            return
        with self._service.database.write() as session:
            now, detail = self._service.clock.now(), f"gave up after {message.attempts} attempts: {fault}"
            end_message(session, message.name, MessageState.UNREACHED, now=now)
            raise_alarm(session, kind=UNDELIVERABLE, subject=channel, detail=detail, now=now)
