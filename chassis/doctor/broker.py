"""Checks of the broker: it lets us in, it takes messages, nothing undecodable waits, somebody reads the inboxes.

It must not take, ack or keep a message.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import amqp
import kombu

from chassis.doctor.check import Check, Looks, failure, warning
from chassis.doctor.installation import Installation, Patient, without_secrets
from chassis.events.broker import dead_letter_queue
from chassis.settings import Settings

FILE_BROKER = "file:"
BLOCKED_SECONDS = 0.7


def look_at_broker(installation: Installation) -> Looks:
    """Whether it lets us in; for the file broker whether its folder can be written."""
    url = installation.settings.broker_url
    if url.startswith(FILE_BROKER):
        folder = Path(url.removeprefix(FILE_BROKER) or installation.settings.var / "broker").resolve()
        if folder.exists() and not (folder.is_dir() and os.access(folder, os.W_OK)):
            yield failure(f"cannot write to {folder}")
    if not url.startswith("amqp"):
        return
    try:
        with _channel(installation.settings):
            pass
    except amqp.AccessRefused:
        yield failure(f"{without_secrets(url)} refuses the user or the password")
    except amqp.NotAllowed:
        yield failure(f"{without_secrets(url)} does not give this user the virtual host")
    except (OSError, *kombu.Connection("memory://").connection_errors) as error:
        yield failure(f"{without_secrets(url)} does not answer: {type(error).__name__}")


def look_at_resources(installation: Installation) -> Looks:
    """Whether the broker holds publishers back: a probe goes to no queue, and a blocked broker says so."""
    if not installation.settings.broker_url.startswith("amqp"):
        return
    reasons: list[str] = []
    with _channel(installation.settings) as channel:
        channel.connection.on_blocked = reasons.append
        with suppress(TimeoutError, socket.timeout):
            channel.basic_publish(
                amqp.Message(""), exchange="", routing_key="sifa.doctor.nobody", timeout=BLOCKED_SECONDS
            )
            while not reasons:
                channel.connection.drain_events(timeout=BLOCKED_SECONDS)
    if reasons:
        yield failure("the broker takes no messages: memory or disk alarm")


def look_at_queues(patient: Patient) -> Looks:
    """The inbox that somebody must read, and the queue of what nobody could."""
    if not patient.settings.broker_url.startswith("amqp") or not patient.manifest.sources:
        return
    dead = _count(patient.settings, dead_letter_queue(patient.name).name)
    if dead is not None and dead.message_count:
        yield failure(f"{dead.message_count} messages that nobody could read wait in {dead.queue}")
    inbox = _count(patient.settings, f"{patient.name}.inbox")
    if inbox is None or not inbox.consumer_count:
        yield warning(f"nobody reads {patient.name}.inbox: no `sifa consume` runs for this service")


def _count(settings: Settings, queue: str) -> Any:
    """What the broker says of a queue; None when there is none. A refused question costs its channel."""
    with _channel(settings) as channel:
        try:
            return channel.queue_declare(queue, passive=True)
        except amqp.NotFound:
            return None


@contextmanager
def _channel(settings: Settings) -> Iterator[Any]:
    """A channel without confirms; the connection is dropped, for closing it may hang under an alarm."""
    options = {"connect_timeout": 2, "read_timeout": 2, "write_timeout": 2}
    connection = kombu.Connection(settings.broker_url, transport_options=options, connect_timeout=2, heartbeat=0)
    transport: Any = connection.transport.establish_connection()
    try:
        yield transport.channel()
    finally:
        transport.collect()


BROKER = Check(
    "broker", look_at_broker, "Facts travel late: listeners must ask for them, once every few seconds.",
    "See that RabbitMQ runs, and that user, password and virtual host in SIFA_BROKER_URL are right.",
)  # fmt: skip
RESOURCES = Check(
    "broker-resources", look_at_resources, "Publishers wait until the alarm is gone; others must ask for facts.",
    "`rabbitmqctl status` names the alarm; free memory or disk on the broker's machine.",
)  # fmt: skip
QUEUES = Check(
    "queues", look_at_queues, "What lies in a dead-letter queue had no effect; a queue that nobody reads grows.",
    "Start `sifa consume NAME`; look at dead letters, gap repair has brought their events already.",
)  # fmt: skip
