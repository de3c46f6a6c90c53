"""Consultations between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import consultation_pb2

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.consultation import Consultation, ConsultationDraft

OUTPUT_ONLY = ("name", "number", "division", "create_time", "etag")
consultation_to_proto = to_message(Consultation, consultation_pb2.Consultation)
_read_draft = from_message(consultation_pb2.Consultation, ConsultationDraft, left_out=OUTPUT_ONLY)


def read_consultation_draft(message: consultation_pb2.Consultation) -> ConsultationDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "consultation")
