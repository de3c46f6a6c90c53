"""gRPC door of practitioners. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practitioner_pb2
from sifa.grassroots_offices.v1 import practitioner_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.practice_measure import (
    check_acceptance,
    record_leave,
    resume_practitioner,
    suspend_practitioner,
)
from services.grassroots_offices.handlers.practitioner import (
    cancel_practitioner,
    create_intern,
    create_practitioner,
    end_contract,
    get_practitioner,
    hire_practitioner,
    list_practitioners,
    record_public_office,
)
from services.grassroots_offices.handlers.year_import import import_practitioners
from services.grassroots_offices.translate.practitioner import (
    acceptance_bar_to_proto,
    practitioner_to_proto,
    read_cancellation,
    read_end,
    read_hiring,
    read_intern,
    read_leave,
    read_matter,
    read_practitioner_draft,
    read_practitioner_filter,
    read_public_office,
    read_resumption,
    read_suspension,
)


class PractitionerService(Servicer):
    """sifa.grassroots_offices.v1.PractitionerService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PractitionerService"]

    def CreatePractitioner(self, tx: Tx, request: pb.CreatePractitionerRequest) -> practitioner_pb2.Practitioner:
        """Take a practitioner into the register."""
        return practitioner_to_proto(create_practitioner(tx, read_practitioner_draft(request.practitioner)))

    def GetPractitioner(self, tx: Tx, request: pb.GetPractitionerRequest) -> practitioner_pb2.Practitioner:
        """One practitioner."""
        return practitioner_to_proto(get_practitioner(tx, request.name))

    def ListPractitioners(self, tx: Tx, request: pb.ListPractitionersRequest) -> pb.ListPractitionersResponse:
        """A page of practitioners."""
        found, after = list_practitioners(tx, read_practitioner_filter(request, ""), self.pager.read(request))
        return pb.ListPractitionersResponse(
            practitioners=map(practitioner_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndContract(self, tx: Tx, request: pb.EndContractRequest) -> pb.EndContractResponse:
        """Enter the end of a contract."""
        done = end_contract(tx, request.name, read_end(request, ""), etag=request.etag)
        return pb.EndContractResponse(practitioner=practitioner_to_proto(done))

    def HirePractitioner(self, tx: Tx, request: pb.HirePractitionerRequest) -> pb.HirePractitionerResponse:
        """Agree that another office hires."""
        done = hire_practitioner(tx, request.name, read_hiring(request, ""), etag=request.etag)
        return pb.HirePractitionerResponse(practitioner=practitioner_to_proto(done))

    def CancelPractitioner(self, tx: Tx, request: pb.CancelPractitionerRequest) -> pb.CancelPractitionerResponse:
        """Cancel the practice."""
        done = cancel_practitioner(tx, request.name, read_cancellation(request, ""), etag=request.etag)
        return pb.CancelPractitionerResponse(practitioner=practitioner_to_proto(done))

    def RegisterIntern(self, tx: Tx, request: pb.RegisterInternRequest) -> pb.RegisterInternResponse:
        """Enter an intern."""
        made = create_intern(tx, read_intern(request, ""))
        return pb.RegisterInternResponse(practitioner=practitioner_to_proto(made))

    def SuspendPractitioner(self, tx: Tx, request: pb.SuspendPractitionerRequest) -> pb.SuspendPractitionerResponse:
        """Carry a suspension out."""
        done = suspend_practitioner(tx, request.name, read_suspension(request, ""), etag=request.etag)
        return pb.SuspendPractitionerResponse(practitioner=practitioner_to_proto(done))

    def ResumePractitioner(self, tx: Tx, request: pb.ResumePractitionerRequest) -> pb.ResumePractitionerResponse:
        """End a suspension."""
        done = resume_practitioner(tx, request.name, read_resumption(request, ""), etag=request.etag)
        return pb.ResumePractitionerResponse(practitioner=practitioner_to_proto(done))

    def RecordLeave(self, tx: Tx, request: pb.RecordLeaveRequest) -> pb.RecordLeaveResponse:
        """Enter a certified leave."""
        done = record_leave(tx, request.name, read_leave(request, ""), etag=request.etag)
        return pb.RecordLeaveResponse(practitioner=practitioner_to_proto(done))

    def RecordPublicOffice(self, tx: Tx, request: pb.RecordPublicOfficeRequest) -> pb.RecordPublicOfficeResponse:
        """Enter a personnel notice."""
        done = record_public_office(tx, request.name, read_public_office(request, ""), etag=request.etag)
        return pb.RecordPublicOfficeResponse(practitioner=practitioner_to_proto(done))

    def CheckAcceptance(self, tx: Tx, request: pb.CheckAcceptanceRequest) -> pb.CheckAcceptanceResponse:
        """Tell what stands against a matter."""
        found = check_acceptance(tx, request.name, read_matter(request, ""))
        return pb.CheckAcceptanceResponse(bars=map(acceptance_bar_to_proto, found))

    def ImportPractitioners(self, tx: Tx, request: pb.ImportPractitionersRequest) -> pb.ImportPractitionersResponse:
        """Take a roster into the register."""
        made = import_practitioners(tx, request.content, validate_only=request.validate_only)
        return pb.ImportPractitionersResponse(practitioners=map(practitioner_to_proto, made))
