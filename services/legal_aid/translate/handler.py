"""Handling units and handlers between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import handler_pb2, handler_service_pb2, handling_unit_service_pb2

from chassis.mapping import from_message, to_message
from chassis.messages.notifier import shown_address
from services.legal_aid.domain.handler import Handler, HandlerDraft, HandlerFilter
from services.legal_aid.domain.handling_unit import HandlingUnit, HandlingUnitDraft, HandlingUnitFilter
from services.legal_aid.domain.pick_directory import DirectoryEntry
from services.legal_aid.domain.qualification import CaseFacts, Obstacle

PAGE = ("page_size", "page_token")
unit_to_proto = to_message(HandlingUnit, handler_pb2.HandlingUnit)
read_unit_draft = from_message(handler_pb2.HandlingUnit, HandlingUnitDraft, left_out=("name", "create_time", "etag"))
read_unit_filter = from_message(handling_unit_service_pb2.ListHandlingUnitsRequest, HandlingUnitFilter, left_out=PAGE)
_handler_to_proto = to_message(Handler, handler_pb2.Handler)
read_handler_draft = from_message(
    handler_pb2.Handler, HandlerDraft, left_out=("name", "division", "create_time", "etag")
)
read_handler_filter = from_message(handler_service_pb2.ListHandlersRequest, HandlerFilter, left_out=PAGE)
read_case_facts = from_message(handler_service_pb2.CheckQualificationRequest, CaseFacts, left_out=("name",))
entry_to_proto = to_message(DirectoryEntry, handler_service_pb2.DirectoryEntry)
_obstacle_to_proto = to_message(Obstacle, handler_service_pb2.QualificationObstacle, left_out=("citation",))


def handler_to_proto(handler: Handler) -> handler_pb2.Handler:
    """The handler with his address masked (P-01)."""
    message = _handler_to_proto(handler)
    message.contact_address = shown_address(handler.contact_address)
    return message


def qualification_to_proto(
    found: tuple[tuple[Obstacle, str], ...],
) -> handler_service_pb2.CheckQualificationResponse:
    """The obstacles, each with its citation."""
    reply = handler_service_pb2.CheckQualificationResponse(qualified=not found)
    for obstacle, citation in found:
        message = _obstacle_to_proto(obstacle)
        message.citation = citation
        reply.obstacles.append(message)
    return reply
