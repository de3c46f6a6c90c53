"""Connections to the broker and the names of exchanges and queues, for publisher and consumer alike.

It must not be relied on: everything stays correct when the broker loses what it likes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import kombu
from kombu import Exchange, Queue, binding
from kombu.transport import TRANSPORT_ALIASES

from chassis.events.source_exchange import SourceExchange
from chassis.settings import Settings

FILE_SCHEME, NO_BROKER = "sifafile", "none:"
TRANSPORT_ALIASES[FILE_SCHEME] = "chassis.events.broker_file:Transport"
# A brake on consumer crash loops, not a retry: the only retry is the parked table.
DELIVERY_LIMIT = 1000


def broker_address(settings: Settings) -> tuple[str, dict[str, Any]]:
    """URL and transport options for kombu; the file broker lives below SIFA_VAR unless the URL names a folder."""
    url = settings.broker_url
    if url.startswith("file:"):
        folder = Path(url.removeprefix("file:") or settings.var / "broker").resolve()
        for name in ("queues", "control"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        options = {
            "data_folder_in": str(folder / "queues"), "data_folder_out": str(folder / "queues"),
            "control_folder": str(folder / "control"), "polling_interval": 0.02,
        }  # fmt: skip
        return f"{FILE_SCHEME}://localhost", options
    # NOTE: without read and write time-outs, close() hangs for ever under a memory alarm.
    return url, {"connect_timeout": 3, "read_timeout": 5, "write_timeout": 5, "max_retries": 1}


def open_connection(settings: Settings) -> kombu.Connection:
    """A lazy connection with bounded waiting everywhere."""
    url, options = broker_address(settings)
    return kombu.Connection(url, transport_options=options, connect_timeout=3, heartbeat=0)


def event_exchange(source: str) -> Exchange:
    """Where a service's relay publishes; the routing key is the full name of the event's type."""
    return Exchange(f"{source}.events", type="topic", durable=True)


def _source_exchange(source: str, *, quorum: bool) -> Exchange:
    """On RabbitMQ a consumer's user may not change its source's exchange."""
    if not quorum:
        return event_exchange(source)
    return SourceExchange(f"{source}.events", type="topic", durable=True)  # type: ignore[no-untyped-call]


def inbox_queue(service: str, sources: tuple[str, ...], *, quorum: bool) -> Queue:
    """The one queue of a consuming service, bound with `#`: a filtered event would look like a lost one."""
    arguments = {
        "x-queue-type": "quorum", "x-delivery-limit": DELIVERY_LIMIT, "x-dead-letter-exchange": f"{service}.dead",
    }  # fmt: skip
    return Queue(
        f"{service}.inbox",
        bindings=[binding(_source_exchange(source, quorum=quorum), routing_key="#") for source in sources],
        durable=True,
        queue_arguments=arguments if quorum else None,
    )


def dead_letter_queue(service: str) -> Queue:
    """Where undecodable messages go, and nothing else."""
    return Queue(f"{service}.dead", Exchange(f"{service}.dead", type="fanout", durable=True), durable=True)
