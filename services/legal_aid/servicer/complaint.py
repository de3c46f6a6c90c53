"""gRPC door of complaints. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import complaint_pb2
from sifa.legal_aid.v1 import complaint_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.complaint import create_complaint, get_complaint, list_complaints, list_ledger
from services.legal_aid.handlers.complaint_intake import (
    accept_complaint,
    merge_complaint,
    reject_complaint,
    reply_to_supplement,
    request_supplement,
)
from services.legal_aid.handlers.complaint_investigation import (
    answer_complaint,
    conclude_complaint,
    extend_complaint,
    investigate_complaint,
)
from services.legal_aid.translate.complaint import (
    complaint_to_proto,
    line_to_proto,
    read_acceptance,
    read_complaint_draft,
    read_complaint_filter,
    read_extension,
    read_findings,
    read_investigation,
    read_ledger_filter,
    read_merging,
    read_rejection,
    read_supplement_reply,
    read_supplement_wish,
    read_telling,
)


class ComplaintService(Servicer):
    """sifa.legal_aid.v1.ComplaintService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ComplaintService"]

    def CreateComplaint(self, tx: Tx, request: pb.CreateComplaintRequest) -> complaint_pb2.Complaint:
        """Receive a complaint."""
        return complaint_to_proto(create_complaint(tx, read_complaint_draft(request.complaint)))

    def GetComplaint(self, tx: Tx, request: pb.GetComplaintRequest) -> complaint_pb2.Complaint:
        """One complaint."""
        return complaint_to_proto(get_complaint(tx, request.name))

    def ListComplaints(self, tx: Tx, request: pb.ListComplaintsRequest) -> pb.ListComplaintsResponse:
        """A page of complaints."""
        found, after = list_complaints(tx, read_complaint_filter(request, ""), self.pager.read(request))
        return pb.ListComplaintsResponse(
            complaints=map(complaint_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListComplaintLedger(self, tx: Tx, request: pb.ListComplaintLedgerRequest) -> pb.ListComplaintLedgerResponse:
        """A page of form F-20."""
        found, after = list_ledger(tx, read_ledger_filter(request, ""), self.pager.read(request))
        return pb.ListComplaintLedgerResponse(
            lines=map(line_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RequestComplaintSupplement(
        self, tx: Tx, request: pb.RequestComplaintSupplementRequest
    ) -> pb.RequestComplaintSupplementResponse:
        """Ask for what is missing."""
        done = request_supplement(tx, request.name, read_supplement_wish(request, ""), etag=request.etag)
        return pb.RequestComplaintSupplementResponse(complaint=complaint_to_proto(done))

    def ReplyToComplaintSupplement(
        self, tx: Tx, request: pb.ReplyToComplaintSupplementRequest
    ) -> pb.ReplyToComplaintSupplementResponse:
        """Log the reply."""
        done = reply_to_supplement(tx, request.name, read_supplement_reply(request, ""), etag=request.etag)
        return pb.ReplyToComplaintSupplementResponse(complaint=complaint_to_proto(done))

    def AcceptComplaint(self, tx: Tx, request: pb.AcceptComplaintRequest) -> pb.AcceptComplaintResponse:
        """Take it."""
        done = accept_complaint(tx, request.name, read_acceptance(request, ""), etag=request.etag)
        return pb.AcceptComplaintResponse(complaint=complaint_to_proto(done))

    def RejectComplaint(self, tx: Tx, request: pb.RejectComplaintRequest) -> pb.RejectComplaintResponse:
        """Do not take it."""
        done = reject_complaint(tx, request.name, read_rejection(request, ""), etag=request.etag)
        return pb.RejectComplaintResponse(complaint=complaint_to_proto(done))

    def InvestigateComplaint(self, tx: Tx, request: pb.InvestigateComplaintRequest) -> pb.InvestigateComplaintResponse:
        """Name the investigators."""
        done = investigate_complaint(tx, request.name, read_investigation(request, ""), etag=request.etag)
        return pb.InvestigateComplaintResponse(complaint=complaint_to_proto(done))

    def ExtendComplaint(self, tx: Tx, request: pb.ExtendComplaintRequest) -> pb.ExtendComplaintResponse:
        """Give more time."""
        done = extend_complaint(tx, request.name, read_extension(request, ""), etag=request.etag)
        return pb.ExtendComplaintResponse(complaint=complaint_to_proto(done))

    def ConcludeComplaint(self, tx: Tx, request: pb.ConcludeComplaintRequest) -> pb.ConcludeComplaintResponse:
        """Record finding and handling."""
        done = conclude_complaint(tx, request.name, read_findings(request, ""), etag=request.etag)
        return pb.ConcludeComplaintResponse(complaint=complaint_to_proto(done))

    def AnswerComplaint(self, tx: Tx, request: pb.AnswerComplaintRequest) -> pb.AnswerComplaintResponse:
        """Record that the complainant was told."""
        done = answer_complaint(tx, request.name, read_telling(request, ""), etag=request.etag)
        return pb.AnswerComplaintResponse(complaint=complaint_to_proto(done))

    def MergeComplaint(self, tx: Tx, request: pb.MergeComplaintRequest) -> pb.MergeComplaintResponse:
        """Let it go on in another one."""
        done = merge_complaint(tx, request.name, read_merging(request, ""), etag=request.etag)
        return pb.MergeComplaintResponse(complaint=complaint_to_proto(done))
