"""Start a real in-process server of one service on a profile's database, and call it as anybody one likes.

It must not know a noun of any service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc import error_details_pb2
from grpc_status import rpc_status

from chassis import clients, database, rpc
from chassis.addresses import publish_address
from chassis.auth.keys import ISSUER, ensure_keys
from chassis.auth.tokens import make_user_token
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.server import ServiceServer
from chassis.service import Service, open_service
from chassis.settings import Settings, load_settings
from tests.servers.profiles import Profile

NOW = "2026-06-15T09:00+08:00"
HOME = "990102"
SECONDS = 60.0
LONGEST_STATEMENT = "-c statement_timeout=5000 "
Identity = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What a caller sees of a refused call; `wire` is every byte of it."""

    code: grpc.StatusCode
    reason: str
    metadata: Mapping[str, str]
    violations: Mapping[str, str]
    message: str
    wire: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A running server of one service and a channel to it."""

    service: Service
    target: str
    channel: grpc.Channel

    def person(self, *roles: str, divisions: tuple[str, ...] = (HOME,), subject: str = "zhang") -> Identity:
        """Call metadata of a signed-in person."""
        token = make_user_token(
            self.service.settings.keys_dir, subject=subject, name="张工", roles=list(roles), divisions=list(divisions)
        )
        return bearer(token)

    def call(self, method: MethodDescriptor, request: Message, identity: Identity, seconds: float = SECONDS) -> Any:
        """Call any rpc by its descriptor."""
        return self.raw(method, request.SerializeToString(), identity, seconds)

    def raw(self, method: MethodDescriptor, body: bytes, identity: Identity, seconds: float = SECONDS) -> Any:
        """Call any rpc with bytes of one's own making."""
        path = f"/{method.containing_service.full_name}/{method.name}"
        reply = GetMessageClass(method.output_type)
        rpc = self.channel.unary_unary(
            path, request_serializer=lambda given: given, response_deserializer=reply.FromString
        )
        return rpc(body, metadata=identity, timeout=seconds)


def bearer(token: str) -> Identity:
    """Call metadata that carries a token."""
    return (("authorization", f"Bearer {token}"),)


def settings_of(profile: Profile, *names: str, **further: str) -> Settings:
    """Settings of the profile without a broker: a pinned clock, free ports, keys of everybody."""
    environ = {"SIFA_VAR": str(profile.var), "SIFA_NOW": NOW, "SIFA_BROKER_URL": "none:", **further}
    for name in names:
        environ[f"SIFA_{name.upper()}_GRPC_PORT"] = "0"
        key = f"SIFA_{name.upper()}_DATABASE_URL"
        environ[key] = further.get(key) or profile.database_url(name)
    settings = load_settings(environ)
    ensure_keys(settings.keys_dir, [ISSUER, *installed_services()])
    return settings


def migrated(settings: Settings, name: str, *, wiring: str = "") -> Service:
    """The service on a database that fits it. `wiring` puts other doors in place of its own."""
    manifest = installed_services()[name]
    with pytest.MonkeyPatch.context() as patient:
        # How long a statement takes says something about the machine and nothing about the code.
        assert LONGEST_STATEMENT in database.PG_OPTIONS
        patient.setattr(database, "PG_OPTIONS", database.PG_OPTIONS.replace(LONGEST_STATEMENT, ""))
        service = open_service(replace(manifest, wiring=wiring) if wiring else manifest, settings)
    migrate(service)
    return service


@contextmanager
def serving(service: Service) -> Iterator[Door]:
    """Serve until the block ends; the address is told to peers as `sifa serve` does.

    A machine that stands still for longer than a call may last is no finding of a test: the server and who
    asks it in its own name are patient here.
    """
    server = ServiceServer(service)
    target = f"{service.settings.host}:{server.start()}"
    publish_address(service.settings.addresses_file, service.name, target)
    with pytest.MonkeyPatch.context() as patient, grpc.insecure_channel(target) as channel:
        patient.setattr(rpc, "LONGEST_SECONDS", SECONDS)
        patient.setattr(clients, "SECONDS", SECONDS)
        try:
            yield Door(service=service, target=target, channel=channel)
        finally:
            server.stop()


def refused(call: Callable[[], object]) -> Refused:
    """Make a call that must fail and tell how it did."""
    with pytest.raises(grpc.RpcError) as caught:
        call()
    return _told(caught.value)


def reason_of(error: grpc.RpcError) -> str:
    """Why a call failed, as its refusal says."""
    return _told(error).reason


def _told(error: Any) -> Refused:
    trailing = error.trailing_metadata() or ()
    values = [value if isinstance(value, bytes) else str(value).encode() for _, value in trailing]
    wire = b"\n".join([str(error.details()).encode(), *values])
    info, bad, text = (
        error_details_pb2.ErrorInfo(),
        error_details_pb2.BadRequest(),
        error_details_pb2.LocalizedMessage(),
    )
    status = rpc_status.from_call(error)
    for detail in status.details if status else ():
        for kind in (info, bad, text):
            if detail.Is(kind.DESCRIPTOR):
                detail.Unpack(kind)
    return Refused(
        code=error.code(), reason=info.reason, metadata=dict(info.metadata), message=text.message, wire=wire,
        violations={item.field: item.reason for item in bad.field_violations},
    )  # fmt: skip
