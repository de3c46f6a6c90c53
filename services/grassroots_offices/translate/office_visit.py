"""Visits to offices between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_visit_pb2
from sifa.grassroots_offices.v1 import office_visit_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.office_visit import (
    MOVES,
    GivenRecheck,
    OfficeVisit,
    OfficeVisitDraft,
    OfficeVisitFilter,
)

OUTPUT_ONLY = ("name", "state", "late", "rechecks", "void_reason", "division", "create_time", "etag", "allowed_actions")
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(OfficeVisit, office_visit_pb2.OfficeVisit, left_out=("allowed_actions",))
_read_draft = from_message(office_visit_pb2.OfficeVisit, OfficeVisitDraft, left_out=OUTPUT_ONLY)
read_office_visit_filter = from_message(
    pb.ListOfficeVisitsRequest, OfficeVisitFilter, left_out=("page_size", "page_token")
)
read_recheck = from_message(pb.RecheckOfficeVisitRequest, GivenRecheck, left_out=ENVELOPE)


def office_visit_to_proto(visit: OfficeVisit) -> office_visit_pb2.OfficeVisit:
    """The message, with what may be done next."""
    message = _to_proto(visit)
    message.allowed_actions.extend(allowed_actions(MOVES, visit.state))
    return message


def read_office_visit_draft(message: office_visit_pb2.OfficeVisit) -> OfficeVisitDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "office_visit")
