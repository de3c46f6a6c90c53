"""Every rpc of supervision, asked by everybody there is. It must not assert anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import grpc
from google.protobuf.descriptor import FieldDescriptor, MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from sifa.platform.v1 import event_log_pb2

from chassis.auth.tokens import make_service_token
from chassis.clock import random_id
from chassis.events.event_log import read_head
from chassis.server import load_servicers
from tests.doors import Identity, bearer
from tests.services.supervision.bureau import Bureau

ROLES = (
    "supervision_officer", "bureau_chief", "draw_witness", "tip_reader", "grassroots_approver", "grassroots_clerk",
    "office_staff", "legal_aid_head", "audit_admin", "system_admin", "authority", "",
)  # fmt: skip


def callers(bureau: Bureau) -> Iterator[tuple[str, Identity]]:
    """Everybody: each role in the district and over the whole land, a service, and nobody at all."""
    for role in ROLES:
        for division in ("990102", "990000"):
            yield f"{role} of {division}", bureau.door.person(role, divisions=(division,), subject="section")
    keys = bureau.door.service.settings.keys_dir
    yield "grassroots_offices", bearer(make_service_token(keys, caller="grassroots_offices", callee="supervision"))
    yield "nobody", ()


def methods(bureau: Bureau) -> list[MethodDescriptor]:
    """Every rpc of the service; the one that ends a draw comes last."""
    found = [method for servicer in load_servicers(bureau.door.service) for method in servicer.DESCRIPTOR.methods]
    return sorted(found, key=lambda method: method.name == "FailDraw")


def asked(bureau: Bureau, method: MethodDescriptor, given: Mapping[str, Any]) -> Message:
    """A request with what is given of its fields, and what any of them needs."""
    made = GetMessageClass(method.input_type)()
    usual = {
        "request_id": random_id(), "page_size": 1000, "document_number": "抽查文书9号", "reason": "举报较多",
        "count": 1, **given,
    }  # fmt: skip
    for name, field in method.input_type.fields_by_name.items():
        if name in usual and field.type != FieldDescriptor.TYPE_MESSAGE and not field.is_repeated:
            setattr(made, name, str(usual[name]) if field.type == FieldDescriptor.TYPE_STRING else usual[name])
    if isinstance(made, event_log_pb2.ListEventsRequest):
        with bureau.door.service.database.read() as session:
            made.log_id = read_head(session).log_id
    return made


def said(bureau: Bureau, method: MethodDescriptor, request: Message, who: Identity) -> bytes:
    """Every byte of the answer."""
    try:
        reply: Message = bureau.door.call(method, request, who)
    except grpc.RpcError as error:
        return repr((error.details(), error.trailing_metadata())).encode()
    return reply.SerializeToString(deterministic=True)
