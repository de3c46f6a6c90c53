"""Service lists between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import service_list_pb2
from sifa.legal_aid.v1 import service_list_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.service_list import (
    MOVES,
    ListPublication,
    Posting,
    ServiceList,
    ServiceListDraft,
    ServiceListFilter,
)

WRITTEN = {"institution", "items", "duty_lawyers", "supervision", "telephone", "promise"}
ASKED = ("name", "request_id", "etag")
_to_proto = to_message(
    ServiceList, service_list_pb2.ServiceList, left_out=("allowed_actions",), parts={"deadline": deadline_to_message}
)
_read_draft = from_message(
    service_list_pb2.ServiceList, ServiceListDraft,
    left_out=tuple(set(service_list_pb2.ServiceList.DESCRIPTOR.fields_by_name) - WRITTEN),
)  # fmt: skip
read_list_filter = from_message(pb.ListServiceListsRequest, ServiceListFilter, left_out=("page_size", "page_token"))
read_publication = from_message(pb.PublishServiceListRequest, ListPublication, left_out=ASKED)
read_posting = from_message(pb.RecordPostingRequest, Posting, left_out=ASKED)


def service_list_to_proto(service_list: ServiceList) -> service_list_pb2.ServiceList:
    """The version, with what may be done next."""
    message = _to_proto(service_list)
    message.allowed_actions.extend(allowed_actions(MOVES, service_list.state))
    return message


def read_list_draft(message: service_list_pb2.ServiceList) -> ServiceListDraft:
    """What is written; output-only fields are ignored."""
    return _read_draft(message, "service_list")
