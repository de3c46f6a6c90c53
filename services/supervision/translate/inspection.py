"""Inspections between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import inspection_pb2, inspection_record_pb2
from sifa.supervision.v1 import inspection_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.documented import Documented
from services.supervision.domain.inspection import (
    MOVES,
    Inspection,
    InspectionFilter,
    InspectionPlan,
    InspectionSignature,
    StoredEvidence,
    UnitResponse,
)
from services.supervision.domain.inspection_capture import Capture, InspectionProof
from services.supervision.domain.inspection_record import InspectionRecord
from services.supervision.domain.mutual_check import MutualCheck

ENVELOPE = ("name", "request_id", "etag")
OUTPUT_ONLY = (
    "name", "number", "checklist_version", "planned_by", "approved_date", "approved_by", "approval_document",
    "started_date", "unit_title", "evidence", "record", "record_sha256", "signatures", "response", "conflicts",
    "rectifications", "closed_date", "closed_late", "state", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(Inspection, inspection_pb2.Inspection, left_out=("allowed_actions",))
proof_to_proto = to_message(InspectionProof, inspection_pb2.InspectionProof)
mutual_to_proto = to_message(MutualCheck, inspection_pb2.MutualCheck)
read_plan = from_message(inspection_pb2.Inspection, InspectionPlan, left_out=OUTPUT_ONLY)
read_filter = from_message(pb.ListInspectionsRequest, InspectionFilter, left_out=("page_size", "page_token"))
read_approval = from_message(pb.ApproveInspectionRequest, Documented, left_out=ENVELOPE)
read_start = from_message(pb.StartInspectionRequest, Happening, left_out=(*ENVELOPE, "unit", "secret"))
read_record = from_message(inspection_record_pb2.InspectionRecord, InspectionRecord)
read_signature = from_message(inspection_pb2.InspectionSignature, InspectionSignature)
read_response = from_message(inspection_pb2.UnitResponse, UnitResponse)
read_closing = from_message(pb.CloseInspectionRequest, Happening, left_out=ENVELOPE)
read_capture = from_message(pb.ReplayInspectionRequest, Capture, left_out=ENVELOPE)


def read_evidence(request: pb.AddInspectionEvidenceRequest) -> StoredEvidence:
    """What is told of a content; size and key are the service's."""
    return StoredEvidence(
        title=request.title, media_type=request.media_type, sha256=request.sha256, size_bytes=0, storage_key=""
    )


def inspection_to_proto(inspection: Inspection) -> inspection_pb2.Inspection:
    """The inspection, with what may be done next."""
    message = _to_proto(inspection)
    message.allowed_actions.extend(allowed_actions(MOVES, inspection.state))
    return message
