"""Evidence between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import evidence_pb2

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.evidence import Evidence, EvidenceDraft, EvidenceView

OUTPUT_ONLY = ("name", "state", "part_count", "late", "division", "create_time", "etag")
_to_proto = to_message(Evidence, evidence_pb2.Evidence, left_out=("part_count",), hidden=("parts",))
view_to_proto = to_message(EvidenceView, evidence_pb2.EvidenceView)
_read_draft = from_message(evidence_pb2.Evidence, EvidenceDraft, left_out=OUTPUT_ONLY)


def evidence_to_proto(evidence: Evidence) -> evidence_pb2.Evidence:
    """The evidence, with how many parts there are."""
    message = _to_proto(evidence)
    message.part_count = len(evidence.parts)
    return message


def read_evidence_draft(message: evidence_pb2.Evidence) -> EvidenceDraft:
    """What was captured; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "evidence")
