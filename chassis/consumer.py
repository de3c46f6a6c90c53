"""The only file that knows nameko: it receives messages, stores them in the inbox, and acks after the commit.

It must not import grpc, call another service, or open a database session in a dependency.
"""

import os

os.environ["PSYCOPG_WAIT_FUNC"] = "wait_selector"

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import eventlet

    eventlet.monkey_patch()

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

import sqlalchemy as sa
import structlog
from amqp.exceptions import AMQPError
from nameko.messaging import Consumer, QueueConsumer
from nameko.runners import ServiceRunner

from chassis.addresses import publish_address
from chassis.alarms import raise_alarm
from chassis.events.arrivals import Arrivals
from chassis.events.broker import NO_BROKER, broker_address, dead_letter_queue, event_exchange, inbox_queue
from chassis.events.delivery import BadDelivery
from chassis.events.envelope import unwrap_event
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from chassis.manifest import ServiceManifest, installed_services, select_services, unheard_promises
from chassis.observe import configure_logging
from chassis.service import Service, open_service
from chassis.settings import Settings, load_settings
from chassis.stop_signal import await_stop_signal, hold_stop_signals

PREFETCH, ENCODING = 50, "utf-8"
# NOTE: more workers than messages in hand. When a spawner has to wait for a worker, eventlet's GreenPool.waitall never
# returns once the pool has run empty in between, and nameko's stop hangs in it. `Arrivals` lets them work in turn.
WORKERS = PREFETCH + 1
SQLITE_BUSY_MS, STOP_SECONDS = 500, 3.0
PATIENCE = {"interval_start": 0.5, "interval_step": 0.5, "interval_max": 3}
_log = structlog.get_logger()


class InboxQueueConsumer(QueueConsumer):
    """nameko's queue consumer with a bounded prefetch that is not the size of the worker pool."""

    @property
    def prefetch_count(self) -> int:
        """Unacked messages the broker may hand to this process."""
        return PREFETCH

    @contextmanager
    def establish_connection(self) -> Iterator[Any]:
        """Kombu would wait two seconds longer before each attempt, up to thirty."""
        with self.create_connection() as connection:
            connection.ensure_connection(self.on_connection_error, **PATIENCE)
            yield connection

    def get_consumers(self, consumer_cls: Any, channel: Any) -> Any:
        """Make the dead-letter queue at every connection: a broker that lost it would drop what is rejected."""
        if self.amqp_uri.startswith("amqp"):
            dead_letter_queue(self.container.service_name).bind(channel).declare()
        return super().get_consumers(consumer_cls, channel)

    def ack_message(self, message: Any) -> None:
        """Ack, unless the connection has just gone: raised in a worker, that would end the container.

        The broker delivers the message again, and the inbox knows it.
        """
        with suppress(OSError, AMQPError):
            super().ack_message(message)

    def requeue_message(self, message: Any) -> None:
        """Give back what a broken connection has given back already."""
        with suppress(OSError, AMQPError):
            super().requeue_message(message)

    def on_decode_error(self, message: Any, exc: Exception) -> None:
        """Kombu would ack what it cannot decode; such a message belongs into the dead-letter exchange."""
        self._bury(message, type(exc).__name__)

    def handle_message(self, provider: Any, body: Any, message: Any) -> None:
        """Turn the message into a delivery before a worker is spent on it."""
        try:
            if (message.content_encoding or ENCODING).lower() != ENCODING:
                raise BadDelivery("content encoding is not UTF-8")  # noqa: TRY301 - one place rejects
            delivery = unwrap_event(message.headers or {}, message.content_type, message.body)
            # The broker lets each user publish to its own exchange alone; what it says there is said in its own name.
            if message.delivery_info.get("exchange") != event_exchange(delivery.source).name:
                raise BadDelivery("another service's exchange")  # noqa: TRY301 - one place rejects
        except BadDelivery as error:
            self._bury(message, str(error))
            return
        super().handle_message(provider, delivery, message)

    def _bury(self, message: Any, fault: str) -> None:
        """Send the message to the dead-letter exchange and tell people."""
        message.reject()
        self.container.service_cls.report_dead_letter(fault)


class InboxEntrypoint(Consumer):
    """Hands deliveries to the service class and acks when its method has returned, and only then."""

    queue_consumer = InboxQueueConsumer()

    def handle_result(self, message: Any, worker_ctx: Any, result: Any = None, exc_info: Any = None) -> Any:
        """Ack after the commit; a failure here is a bug, and the message goes back to the broker."""
        if exc_info is None:
            self.queue_consumer.ack_message(message)
        else:
            _log.error("consumer failed", error=exc_info[0].__name__)
            self.queue_consumer.requeue_message(message)
        return result, exc_info


receive_events = InboxEntrypoint.decorator


def build_consumer(manifest: ServiceManifest, settings: Settings) -> type:
    """The nameko service of one of our services: one queue, one method."""
    service = open_service(manifest, settings, busy_ms=SQLITE_BUSY_MS)
    inbox = Inbox(load_reactor(service))
    quorum = settings.broker_url.startswith("amqp")
    arrivals = Arrivals(inbox)

    class InboxConsumer:
        name = manifest.name
        report_dead_letter = staticmethod(partial(report_dead_letter, service))

        @receive_events(queue=inbox_queue(manifest.name, manifest.sources, quorum=quorum))
        def receive(self, delivery: Any) -> None:
            """Store and apply; nothing is acked before."""
            arrivals.take(delivery)

    return InboxConsumer


def report_dead_letter(service: Service, fault: str) -> None:
    """Raise the alarm; without a database the log line must do."""
    _log.error("dead letter", service=service.name, fault=fault)
    try:
        with service.database.write() as session:
            raise_alarm(session, kind="DEAD_LETTER", subject=service.name, detail=fault, now=service.clock.now())
    except sa.exc.SQLAlchemyError as error:
        _log.warning("alarm not stored", error=type(error).__name__)


def main(names: list[str]) -> None:
    """Consume for the named services until SIGTERM."""
    settings = load_settings()
    configure_logging(settings)
    listening = [manifest for manifest in select_services(names) if manifest.listens]
    if settings.broker_url.startswith(NO_BROKER) or not listening:
        hold_stop_signals()
        _log.info("nothing to consume")
        await_stop_signal()
        return
    url, options = broker_address(settings)
    runner = ServiceRunner(
        config={
            "AMQP_URI": url,
            "TRANSPORT_OPTIONS": options,
            "max_workers": WORKERS,
            "HEARTBEAT": 30,
            "ACCEPT": ["json"],
        }
    )
    for manifest in listening:
        runner.add_service(build_consumer(manifest, settings))
    signal.signal(signal.SIGTERM, lambda *_: _stop(runner))
    runner.start()
    publish_address(settings.addresses_file, "consume", f"pid {os.getpid()}")
    _log.info("consuming", services=[manifest.name for manifest in listening])
    warn_of_promises(listening)
    runner.wait()


def warn_of_promises(listening: list[ServiceManifest]) -> None:
    """Say at every start which facts are waited for that their source only plans: nobody shall rely on silence."""
    names = {manifest.name for manifest in listening}
    for listener, event, source in unheard_promises(installed_services().values()):
        if listener in names:
            _log.warning("listens to a planned event", service=listener, event_type=event, source=source)


def _stop(runner: ServiceRunner) -> None:
    """Stop in good order, or at once when nameko cannot: what is not committed is not acked, so nothing is lost."""
    eventlet.spawn_n(runner.stop)
    eventlet.spawn_after(STOP_SECONDS, os._exit, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
