"""gRPC door of incidents. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import incident_pb2
from sifa.legal_aid.v1 import incident_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.incident import (
    close_an_incident,
    create_incident,
    get_incident,
    list_incidents,
    record_incident_progress,
    report_incident,
)
from services.legal_aid.translate.incident import (
    incident_to_proto,
    read_incident_draft,
    read_incident_ending,
    read_incident_filter,
    read_progress,
    read_report,
)


class IncidentService(Servicer):
    """sifa.legal_aid.v1.IncidentService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["IncidentService"]

    def CreateIncident(self, tx: Tx, request: pb.CreateIncidentRequest) -> incident_pb2.Incident:
        """Enter an incident."""
        return incident_to_proto(create_incident(tx, read_incident_draft(request.incident)))

    def GetIncident(self, tx: Tx, request: pb.GetIncidentRequest) -> incident_pb2.Incident:
        """One incident."""
        return incident_to_proto(get_incident(tx, request.name))

    def ListIncidents(self, tx: Tx, request: pb.ListIncidentsRequest) -> pb.ListIncidentsResponse:
        """A page of incidents."""
        found, after = list_incidents(tx, read_incident_filter(request, ""), self.pager.read(request))
        return pb.ListIncidentsResponse(
            incidents=map(incident_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReportIncident(self, tx: Tx, request: pb.ReportIncidentRequest) -> pb.ReportIncidentResponse:
        """Head and bureau have been told."""
        done = report_incident(tx, request.name, read_report(request, ""), etag=request.etag)
        return pb.ReportIncidentResponse(incident=incident_to_proto(done))

    def RecordIncidentProgress(
        self, tx: Tx, request: pb.RecordIncidentProgressRequest
    ) -> pb.RecordIncidentProgressResponse:
        """What was done today."""
        done = record_incident_progress(tx, request.name, read_progress(request, ""), etag=request.etag)
        return pb.RecordIncidentProgressResponse(incident=incident_to_proto(done))

    def CloseIncident(self, tx: Tx, request: pb.CloseIncidentRequest) -> pb.CloseIncidentResponse:
        """It is over."""
        done = close_an_incident(tx, request.name, read_incident_ending(request, ""), etag=request.etag)
        return pb.CloseIncidentResponse(incident=incident_to_proto(done))
