"""Incidents between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import incident_pb2
from sifa.legal_aid.v1 import incident_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.incident import (
    MOVES,
    Incident,
    IncidentDraft,
    IncidentEnding,
    IncidentFilter,
    IncidentReport,
    ProgressEntry,
)

OUTPUT_ONLY = (
    "name", "contacts", "raised_date", "state", "reported_date", "reported_late", "document_number", "lead",
    "progress_due_date", "progress", "conclusion", "closed_date", "division", "allowed_actions", "create_time",
    "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Incident, incident_pb2.Incident, left_out=("allowed_actions",))
_read_draft = from_message(incident_pb2.Incident, IncidentDraft, left_out=OUTPUT_ONLY)
read_incident_filter = from_message(pb.ListIncidentsRequest, IncidentFilter, left_out=("page_size", "page_token"))
read_report = from_message(pb.ReportIncidentRequest, IncidentReport, left_out=ENVELOPE)
read_progress = from_message(pb.RecordIncidentProgressRequest, ProgressEntry, left_out=ENVELOPE)
read_incident_ending = from_message(pb.CloseIncidentRequest, IncidentEnding, left_out=ENVELOPE)


def incident_to_proto(incident: Incident) -> incident_pb2.Incident:
    """The incident, with what may be done next."""
    message = _to_proto(incident)
    message.allowed_actions.extend(allowed_actions(MOVES, incident.state))
    return message


def read_incident_draft(message: incident_pb2.Incident) -> IncidentDraft:
    """What was entered; output-only fields are ignored."""
    return _read_draft(message, "incident")
