"""Hand logged events to the broker in order, with confirms and bounded waiting.

It must not be used inside a transaction, and publishing twice is harmless.
"""

from __future__ import annotations

import amqp
import kombu
from amqp.exceptions import AMQPError
from kombu.exceptions import OperationalError

from chassis.events.broker import NO_BROKER, event_exchange, open_connection
from chassis.events.confirms import Confirms
from chassis.events.envelope import wrap_event
from chassis.events.event_log import LoggedEvent
from chassis.failpoints import strikes
from chassis.settings import Settings

CONFIRM_SECONDS = 5


class BrokerUnavailable(Exception):
    """The broker did not confirm in time; the connection is dropped and the events stay above the mark."""


class Publisher:
    """One connection of one relay to the exchange of one service."""

    def __init__(self, settings: Settings, service: str) -> None:
        """Connect at the first publish; with `none:` never."""
        self._settings = settings
        self._service = service
        self._producer: kombu.Producer | None = None
        self._confirms: Confirms | None = None

    def publish(self, log_id: str, events: list[LoggedEvent]) -> None:
        """Publish in order. Raises BrokerUnavailable; nothing is known then about the events of this call."""
        if self._settings.broker_url.startswith(NO_BROKER):
            return
        try:
            producer = self._producer or self._connect()
            for event in events:
                if strikes("lose_message"):
                    continue
                message = wrap_event(self._service, log_id, event)
                if self._confirms is not None:
                    self._confirms.expect_one()
                # NOTE: not mandatory: an event nobody listens to is normal, and late listeners pull from the log.
                producer.publish(
                    message.body.decode(), routing_key=event.type, headers=message.headers,
                    content_type=message.content_type, content_encoding="utf-8", delivery_mode=2,
                    message_id=event.id, timeout=2,
                )  # fmt: skip
            if self._confirms is not None:
                self._confirms.await_all(CONFIRM_SECONDS)
        # NOTE: AMQPError holds those of the channel as well: an exchange that somebody deleted is made again.
        except (OperationalError, OSError, AMQPError) as error:
            self.close()
            raise BrokerUnavailable(type(error).__name__) from error

    def close(self) -> None:
        """Drop the connection; the next publish opens another."""
        if self._producer is not None:
            producer, self._producer = self._producer, None
            connection = producer.connection
            try:
                connection.release()
            except OSError:
                connection.collapse()

    def _connect(self) -> kombu.Producer:
        connection = open_connection(self._settings)
        connection.ensure_connection(max_retries=1, timeout=3)
        channel = connection.channel()
        self._producer = kombu.Producer(channel, exchange=event_exchange(self._service), auto_declare=True)
        self._confirms = Confirms(channel) if isinstance(channel, amqp.Channel) else None
        return self._producer
