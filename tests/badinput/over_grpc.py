"""Send a row to the service's own port and tell what came back. It must not judge it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

import grpc
from google.protobuf import descriptor_pb2, json_format
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, application_service_pb2_grpc

from chassis.clock import random_id
from chassis.contract import image_of
from chassis.manifest import installed_services
from services.legal_aid.journeys.requests import application
from tests.badinput.over_http import Answer
from tests.badinput.rows import FILL, Row, changed, fill
from tests.badinput.watched import Watched
from tests.doors import refused

APPLICATIONS = application_service_pb2.DESCRIPTOR.services_by_name["ApplicationService"]
CREATE = "/sifa.legal_aid.v1.ApplicationService/CreateApplication"
SECONDS = 20
# Fields of an application from this number on are unknown to the older client.
NEWEST = 20


def send(watched: Watched, row: Row) -> Answer:
    """The answer to one row."""
    given = fill(row.given, {**FILL, **watched.names, "uuid": random_id()})
    rpc = given.get("rpc", CREATE)
    who = given.get("who", "clerk")
    metadata = [*given.get("metadata", {}).items()]
    metadata += [] if who == "nobody" else [("authorization", f"Bearer {watched.tokens[who]}")]
    body = _body(rpc, given) + bytes.fromhex(given.get("append", ""))
    with grpc.insecure_channel(watched.target) as channel:
        call: Any = channel.unary_unary(rpc)
        answer = refused(lambda: call(body, metadata=metadata, timeout=SECONDS))
    return Answer(
        status=0, code=answer.code.name, reason=answer.reason, fields=list(answer.violations), message=answer.message,
        body={}, whole=answer.wire.decode("utf-8", errors="replace"),
    )  # fmt: skip


def _body(rpc: str, given: Mapping[str, Any]) -> bytes:
    if "hex" in given:
        return bytes.fromhex(given["hex"])
    request = GetMessageClass(APPLICATIONS.methods_by_name[rpc.rpartition("/")[2]].input_type)()
    text = given.get("body") or changed(_sound(), given.get("change", {}))
    made: bytes = json_format.Parse(text, request).SerializeToString()
    return made


def _sound() -> dict[str, Any]:
    """A sound request in the proto's own spelling."""
    request = application_service_pb2.CreateApplicationRequest()
    json_format.ParseDict({"application": application(1), "requestId": random_id()}, request)
    text = json_format.MessageToJson(request, preserving_proto_field_name=True)
    found: dict[str, Any] = json.loads(text)
    return found


def create(watched: Watched, request_id: str, *, seconds: float | None) -> str:
    """Receive an application; its name, or the code of the failure. The same id always sends the same bytes."""
    opponents = [f"虚构公司{request_id}"]
    body = changed(_sound(), {"request_id": json.dumps(request_id), "application.opponents": json.dumps(opponents)})
    request = json_format.Parse(body, application_service_pb2.CreateApplicationRequest())
    with grpc.insecure_channel(watched.target) as channel:
        stub = application_service_pb2_grpc.ApplicationServiceStub(channel)
        try:
            return stub.CreateApplication(request, timeout=seconds, metadata=_clerk(watched)).name
        except grpc.RpcError as error:
            return error.code().name


def many_at_once(watched: Watched, count: int) -> Counter[str]:
    """How often which code came when so many lists were asked for before the first was answered."""
    request = application_service_pb2.ListApplicationsRequest(page_size=20)
    with grpc.insecure_channel(watched.target) as channel:
        stub = application_service_pb2_grpc.ApplicationServiceStub(channel)
        asked = [stub.ListApplications.future(request, timeout=60, metadata=_clerk(watched)) for _ in range(count)]
        return Counter(one.code().name for one in asked)


def read_application(watched: Watched, name: str) -> dict[str, Any]:
    """An application as today's client reads it."""
    return _as_dict(application_pb2.Application.FromString(_bytes_of(watched, name)))


def read_as_the_version_before(watched: Watched, name: str) -> dict[str, Any]:
    """The same application as a client reads it whose contract lacks the newest fields."""
    images = descriptor_pb2.FileDescriptorSet.FromString(image_of(installed_services()["legal_aid"]))
    pool = DescriptorPool()
    for file in images.file:
        for message in file.message_type if file.name.endswith("/application.proto") else ():
            if message.name == "Application":
                newest = [field for field in message.field if field.number >= NEWEST]
                for field in newest:
                    message.field.remove(field)
        pool.AddSerializedFile(file.SerializeToString())
    older = GetMessageClass(pool.FindMessageTypeByName("sifa.legal_aid.v1.Application"))
    return _as_dict(older.FromString(_bytes_of(watched, name)))


def _bytes_of(watched: Watched, name: str) -> bytes:
    request = application_service_pb2.GetApplicationRequest(name=name).SerializeToString()
    with grpc.insecure_channel(watched.target) as channel:
        call: Any = channel.unary_unary(CREATE.replace("Create", "Get"))
        found: bytes = call(request, metadata=_clerk(watched), timeout=SECONDS)
    return found


def _clerk(watched: Watched) -> tuple[tuple[str, str]]:
    return (("authorization", f"Bearer {watched.tokens['clerk']}"),)


def _as_dict(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = json_format.MessageToDict(message, preserving_proto_field_name=True)
    return found
