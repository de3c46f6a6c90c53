"""Service points between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import service_point_pb2
from sifa.legal_aid.v1 import service_point_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.service_point import (
    MOVES,
    CoverageOfLevel,
    PointKey,
    PointReason,
    ServiceArea,
    ServiceAreaDraft,
    ServiceAreaFilter,
    ServicePoint,
    ServicePointDraft,
    ServicePointFilter,
)

ENVELOPE, PAGE = ("name", "request_id", "etag"), ("page_size", "page_token")
area_to_proto = to_message(ServiceArea, service_point_pb2.ServiceArea)
coverage_to_proto = to_message(CoverageOfLevel, service_point_pb2.CoverageOfLevel)
_point_to_proto = to_message(ServicePoint, service_point_pb2.ServicePoint, left_out=("allowed_actions",))
_read_area_draft = from_message(
    service_point_pb2.ServiceArea, ServiceAreaDraft, left_out=("name", "division", "create_time", "etag")
)
_read_point_draft = from_message(
    service_point_pb2.ServicePoint, ServicePointDraft,
    left_out=(
        "name", "institution", "level", "state", "state_date", "reason", "division", "allowed_actions",
        "create_time", "etag", "capture_key",
    ),
)  # fmt: skip
read_area_filter = from_message(pb.ListServiceAreasRequest, ServiceAreaFilter, left_out=PAGE)
read_point_filter = from_message(pb.ListServicePointsRequest, ServicePointFilter, left_out=PAGE)
read_suspending = from_message(pb.SuspendServicePointRequest, PointReason, left_out=ENVELOPE)
read_point_key = from_message(pb.RegisterPointKeyRequest, PointKey, left_out=ENVELOPE)
read_point_closing = from_message(pb.CloseServicePointRequest, PointReason, left_out=ENVELOPE)


def point_to_proto(point: ServicePoint) -> service_point_pb2.ServicePoint:
    """The point, with what may be done next."""
    message = _point_to_proto(point)
    message.allowed_actions.extend(allowed_actions(MOVES, point.state))
    return message


def read_area_draft(message: service_point_pb2.ServiceArea) -> ServiceAreaDraft:
    """What was entered of an area; output-only fields are ignored."""
    return _read_area_draft(message, "service_area")


def read_point_draft(message: service_point_pb2.ServicePoint) -> ServicePointDraft:
    """What was entered of a point; output-only fields are ignored."""
    return _read_point_draft(message, "service_point")
