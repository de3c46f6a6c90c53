"""gRPC door of suspected violations. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import suspected_violation_pb2
from sifa.grassroots_offices.v1 import suspected_violation_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import suspected_violation as handlers
from services.grassroots_offices.translate import suspected_violation as translate
from services.grassroots_offices.translate.suspected_violation import suspected_violation_to_proto as shown


class SuspectedViolationService(Servicer):
    """sifa.grassroots_offices.v1.SuspectedViolationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["SuspectedViolationService"]

    def CreateSuspectedViolation(
        self, tx: Tx, request: pb.CreateSuspectedViolationRequest
    ) -> suspected_violation_pb2.SuspectedViolation:
        """Enter one."""
        draft = translate.read_suspected_violation_draft(request.suspected_violation)
        return shown(handlers.create_suspected_violation(tx, draft))

    def GetSuspectedViolation(
        self, tx: Tx, request: pb.GetSuspectedViolationRequest
    ) -> suspected_violation_pb2.SuspectedViolation:
        """One of them."""
        return shown(handlers.get_suspected_violation(tx, request.name))

    def ListSuspectedViolations(
        self, tx: Tx, request: pb.ListSuspectedViolationsRequest
    ) -> pb.ListSuspectedViolationsResponse:
        """A page of them."""
        wanted = translate.read_suspected_violation_filter(request, "")
        found, after = handlers.list_suspected_violations(tx, wanted, self.pager.read(request))
        return pb.ListSuspectedViolationsResponse(
            suspected_violations=map(shown, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecordViolationCase(self, tx: Tx, request: pb.RecordViolationCaseRequest) -> pb.RecordViolationCaseResponse:
        """A case was filed."""
        done = handlers.record_case(tx, request.name, translate.read_case(request, ""), etag=request.etag)
        return pb.RecordViolationCaseResponse(suspected_violation=shown(done))

    def DismissSuspectedViolation(
        self, tx: Tx, request: pb.DismissSuspectedViolationRequest
    ) -> pb.DismissSuspectedViolationResponse:
        """There is nothing to file."""
        done = handlers.dismiss(tx, request.name, translate.read_dismissal(request, ""), etag=request.etag)
        return pb.DismissSuspectedViolationResponse(suspected_violation=shown(done))
