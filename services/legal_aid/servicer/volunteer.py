"""gRPC door of volunteers. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import volunteer_pb2
from sifa.legal_aid.v1 import volunteer_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.volunteer import (
    cancel_volunteer,
    create_volunteer,
    exit_volunteer,
    get_volunteer,
    list_volunteers,
    record_volunteer_fault,
    record_volunteer_hours,
    refuse_volunteer,
    register_volunteer,
    request_volunteer_exit,
    review_volunteer,
)
from services.legal_aid.translate.volunteer import (
    read_cancelling,
    read_fault,
    read_hours,
    read_registering,
    read_review,
    read_volunteer_draft,
    read_volunteer_filter,
    read_volunteer_refusal,
    volunteer_to_proto,
)


class VolunteerRegisterService(Servicer):
    """sifa.legal_aid.v1.VolunteerRegisterService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["VolunteerRegisterService"]

    def CreateVolunteer(self, tx: Tx, request: pb.CreateVolunteerRequest) -> volunteer_pb2.Volunteer:
        """Somebody applies."""
        return volunteer_to_proto(create_volunteer(tx, read_volunteer_draft(request.volunteer)))

    def GetVolunteer(self, tx: Tx, request: pb.GetVolunteerRequest) -> volunteer_pb2.Volunteer:
        """One volunteer."""
        return volunteer_to_proto(get_volunteer(tx, request.name))

    def ListVolunteers(self, tx: Tx, request: pb.ListVolunteersRequest) -> pb.ListVolunteersResponse:
        """A page of volunteers."""
        found, after = list_volunteers(tx, read_volunteer_filter(request, ""), self.pager.read(request))
        return pb.ListVolunteersResponse(
            volunteers=map(volunteer_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviewVolunteer(self, tx: Tx, request: pb.ReviewVolunteerRequest) -> pb.ReviewVolunteerResponse:
        """The papers are in order."""
        done = review_volunteer(tx, request.name, read_review(request, ""), etag=request.etag)
        return pb.ReviewVolunteerResponse(volunteer=volunteer_to_proto(done))

    def RegisterVolunteer(self, tx: Tx, request: pb.RegisterVolunteerRequest) -> pb.RegisterVolunteerResponse:
        """The volunteer may serve."""
        done = register_volunteer(tx, request.name, read_registering(request, ""), etag=request.etag)
        return pb.RegisterVolunteerResponse(volunteer=volunteer_to_proto(done))

    def RefuseVolunteer(self, tx: Tx, request: pb.RefuseVolunteerRequest) -> pb.RefuseVolunteerResponse:
        """Not registered."""
        done = refuse_volunteer(tx, request.name, read_volunteer_refusal(request, ""), etag=request.etag)
        return pb.RefuseVolunteerResponse(volunteer=volunteer_to_proto(done))

    def RecordVolunteerHours(self, tx: Tx, request: pb.RecordVolunteerHoursRequest) -> pb.RecordVolunteerHoursResponse:
        """Hours of a day."""
        done = record_volunteer_hours(tx, request.name, read_hours(request, ""), etag=request.etag)
        return pb.RecordVolunteerHoursResponse(volunteer=volunteer_to_proto(done))

    def RecordVolunteerFault(self, tx: Tx, request: pb.RecordVolunteerFaultRequest) -> pb.RecordVolunteerFaultResponse:
        """A missed service or a complaint."""
        done = record_volunteer_fault(tx, request.name, read_fault(request, ""), etag=request.etag)
        return pb.RecordVolunteerFaultResponse(volunteer=volunteer_to_proto(done))

    def RequestVolunteerExit(self, tx: Tx, request: pb.RequestVolunteerExitRequest) -> pb.RequestVolunteerExitResponse:
        """Ask to leave."""
        done = request_volunteer_exit(tx, request.name, etag=request.etag)
        return pb.RequestVolunteerExitResponse(volunteer=volunteer_to_proto(done))

    def ExitVolunteer(self, tx: Tx, request: pb.ExitVolunteerRequest) -> pb.ExitVolunteerResponse:
        """The volunteer has left."""
        done = exit_volunteer(tx, request.name, etag=request.etag)
        return pb.ExitVolunteerResponse(volunteer=volunteer_to_proto(done))

    def CancelVolunteer(self, tx: Tx, request: pb.CancelVolunteerRequest) -> pb.CancelVolunteerResponse:
        """The registration is cancelled."""
        done = cancel_volunteer(tx, request.name, read_cancelling(request, ""), etag=request.etag)
        return pb.CancelVolunteerResponse(volunteer=volunteer_to_proto(done))
