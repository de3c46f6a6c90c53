"""Call another service over gRPC in our own name.

It must not be called inside a transaction or from a reaction.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from sifa.platform.v1 import event_log_pb2

from chassis.auth.tokens import make_service_token
from chassis.events.delivery import Delivery
from chassis.events.event_log import Head
from chassis.settings import Settings

SECONDS = 2.0
_LOG = event_log_pb2.DESCRIPTOR.services_by_name["EventLog"].methods_by_name


class Peer:
    """One other service. Every call raises grpc.RpcError when the peer refuses or cannot be had within 2 s."""

    def __init__(self, settings: Settings, *, caller: str, peer: str, default_port: int) -> None:
        """The channel is opened at the first call and follows the peer when its address changes.

        `default_port` counts where SIFA_BACKENDS does not name the peer; 0 when it is not installed here.
        """
        self._settings = settings
        self._caller = caller
        self._peer = peer
        self._default_port = default_port
        self._target = ""
        self._channel: grpc.Channel | None = None

    def call(self, method: MethodDescriptor, request: Message) -> Any:
        """The peer's reply."""
        rpc = self._open().unary_unary(
            f"/{method.containing_service.full_name}/{method.name}",
            request_serializer=type(request).SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        return rpc(request, timeout=SECONDS, metadata=self._identity())

    def close(self) -> None:
        """Close the channel."""
        if self._channel is not None:
            self._channel.close()

    def _identity(self) -> tuple[tuple[str, str]]:
        token = make_service_token(self._settings.keys_dir, caller=self._caller, callee=self._peer)
        return (("authorization", f"Bearer {token}"),)

    def _open(self) -> grpc.Channel:
        target = self._settings.backend(self._peer, self._default_port)
        if self._channel is None or target != self._target:
            self.close()
            self._target, self._channel = target, grpc.insecure_channel(target)
        return self._channel


class PeerEventLog(Peer):
    """The event log of one other service."""

    def get_head(self) -> Head:
        """Where the peer's log stands."""
        return _head(self.call(_LOG["GetHead"], event_log_pb2.GetHeadRequest()))

    def list_events(self, log_id: str, after: int, size: int = 500) -> tuple[list[Delivery], Head]:
        """The events behind a position, and the head at that time."""
        request = event_log_pb2.ListEventsRequest(log_id=log_id, after_position=after, page_size=size)
        reply = self.call(_LOG["ListEvents"], request)
        found = [
            Delivery(
                source=self._peer, log_id=log_id, position=event.position, event_id=event.id, type=event.type,
                subject=event.subject, happened=event.time.ToDatetime(tzinfo=dt.UTC), body=event.data,
            )
            for event in reply.events
        ]  # fmt: skip
        return found, _head(reply.head)


def _head(head: event_log_pb2.Head) -> Head:
    return Head(log_id=head.log_id, position=head.position, continues=head.continues, forked_at=head.forked_at)
