"""gRPC door of applications. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2
from sifa.legal_aid.v1 import application_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.application import (
    create_application,
    get_application,
    get_receipt,
    list_applications,
)
from services.legal_aid.handlers.assessment import assess_application
from services.legal_aid.handlers.correction import correct_application, recuse_from_application
from services.legal_aid.handlers.decision import decide_application, grant_provisional_aid
from services.legal_aid.handlers.ending import (
    continue_application,
    record_applicant_death,
    refer_application,
    withdraw_application,
)
from services.legal_aid.handlers.supplement import request_supplement, submit_papers
from services.legal_aid.translate.application import (
    application_to_proto,
    assessment_to_proto,
    read_application_draft,
    read_application_filter,
    read_assessment_draft,
    receipt_to_proto,
)
from services.legal_aid.translate.command import (
    read_correction,
    read_death,
    read_decide,
    read_provisional,
    read_recusal,
    read_referral,
    read_submission,
    read_succession,
    read_supplement_request,
    read_withdrawal,
)


class ApplicationService(Servicer):
    """sifa.legal_aid.v1.ApplicationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ApplicationService"]

    def CreateApplication(self, tx: Tx, request: pb.CreateApplicationRequest) -> application_pb2.Application:
        """Receive an application."""
        return application_to_proto(create_application(tx, read_application_draft(request.application)))

    def GetApplication(self, tx: Tx, request: pb.GetApplicationRequest) -> application_pb2.Application:
        """One application."""
        return application_to_proto(get_application(tx, request.name))

    def ListApplications(self, tx: Tx, request: pb.ListApplicationsRequest) -> pb.ListApplicationsResponse:
        """A page of applications."""
        found, after = list_applications(tx, read_application_filter(request, ""), self.pager.read(request))
        return pb.ListApplicationsResponse(
            applications=map(application_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def GetReceipt(self, tx: Tx, request: pb.GetReceiptRequest) -> pb.Receipt:
        """The voucher for the papers."""
        return receipt_to_proto(get_receipt(tx, request.name))

    def AssessApplication(self, tx: Tx, request: pb.AssessApplicationRequest) -> pb.AssessApplicationResponse:
        """What a decision would be."""
        return assessment_to_proto(assess_application(tx, read_assessment_draft(request, "")))

    def RequestSupplement(self, tx: Tx, request: pb.RequestSupplementRequest) -> pb.RequestSupplementResponse:
        """Issue the one notice."""
        done = request_supplement(tx, request.name, read_supplement_request(request, ""), etag=request.etag)
        return pb.RequestSupplementResponse(application=application_to_proto(done))

    def SubmitPapers(self, tx: Tx, request: pb.SubmitPapersRequest) -> pb.SubmitPapersResponse:
        """Log papers and statements."""
        done = submit_papers(tx, request.name, read_submission(request, ""), etag=request.etag)
        return pb.SubmitPapersResponse(application=application_to_proto(done))

    def ReferApplication(self, tx: Tx, request: pb.ReferApplicationRequest) -> pb.ReferApplicationResponse:
        """Tell the right institution."""
        done = refer_application(tx, request.name, read_referral(request, ""), etag=request.etag)
        return pb.ReferApplicationResponse(application=application_to_proto(done))

    def GrantProvisionalAid(self, tx: Tx, request: pb.GrantProvisionalAidRequest) -> pb.GrantProvisionalAidResponse:
        """Begin aid before the review."""
        done = grant_provisional_aid(tx, request.name, read_provisional(request, ""), etag=request.etag)
        return pb.GrantProvisionalAidResponse(application=application_to_proto(done))

    def DecideApplication(self, tx: Tx, request: pb.DecideApplicationRequest) -> pb.DecideApplicationResponse:
        """Decide."""
        done = decide_application(tx, request.name, read_decide(request, ""), etag=request.etag)
        return pb.DecideApplicationResponse(application=application_to_proto(done))

    def WithdrawApplication(self, tx: Tx, request: pb.WithdrawApplicationRequest) -> pb.WithdrawApplicationResponse:
        """The applicant withdraws."""
        done = withdraw_application(tx, request.name, read_withdrawal(request, ""), etag=request.etag)
        return pb.WithdrawApplicationResponse(application=application_to_proto(done))

    def RecordDeath(self, tx: Tx, request: pb.RecordDeathRequest) -> pb.RecordDeathResponse:
        """The applicant died."""
        done = record_applicant_death(tx, request.name, read_death(request, ""), etag=request.etag)
        return pb.RecordDeathResponse(application=application_to_proto(done))

    def ContinueApplication(self, tx: Tx, request: pb.ContinueApplicationRequest) -> pb.ContinueApplicationResponse:
        """A successor continues."""
        done = continue_application(tx, request.name, read_succession(request, ""), etag=request.etag)
        return pb.ContinueApplicationResponse(application=application_to_proto(done))

    def CorrectApplication(self, tx: Tx, request: pb.CorrectApplicationRequest) -> pb.CorrectApplicationResponse:
        """Enter a correction."""
        done = correct_application(tx, request.name, read_correction(request, ""), etag=request.etag)
        return pb.CorrectApplicationResponse(application=application_to_proto(done))

    def RecuseFromApplication(
        self, tx: Tx, request: pb.RecuseFromApplicationRequest
    ) -> pb.RecuseFromApplicationResponse:
        """The caller has an interest."""
        done = recuse_from_application(tx, request.name, read_recusal(request, ""), etag=request.etag)
        return pb.RecuseFromApplicationResponse(application=application_to_proto(done))
