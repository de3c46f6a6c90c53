"""Read another service's whole event log, from the first event to its head.

It must not be called inside a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from chassis.clients import PeerEventLog
from chassis.events.delivery import Delivery
from chassis.events.event_log import Head


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeLog:
    """Every event of one source up to a head, in order of position."""

    source: str
    head: Head
    events: list[Delivery]


def read_whole_log(peer: PeerEventLog, source: str) -> WholeLog:
    """Ask until the head is reached. Raises grpc.RpcError when the peer cannot be had."""
    head = peer.get_head()
    events: list[Delivery] = []
    while len(events) < head.position:
        found, _ = peer.list_events(head.log_id, len(events))
        if not found:
            break
        events += found
    return WholeLog(source=source, head=head, events=events[: head.position])
