"""gRPC door of applications for licences. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import licence_application_pb2
from sifa.grassroots_offices.v1 import licence_application_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.licence_application import (
    accept_application,
    create_application,
    get_application,
    list_applications,
    request_papers,
    submit_papers,
)
from services.grassroots_offices.handlers.licence_decision import (
    decide_application,
    extend_decision,
    give_opinion,
    give_up_application,
    withdraw_application,
)
from services.grassroots_offices.translate.licence_application import (
    application_to_proto,
    read_acceptance,
    read_application_draft,
    read_application_filter,
    read_decision,
    read_end,
    read_extension,
    read_notice,
    read_opinion,
    read_submission,
    read_withdrawal,
)


class LicenceApplicationService(Servicer):
    """sifa.grassroots_offices.v1.LicenceApplicationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["LicenceApplicationService"]

    def CreateLicenceApplication(
        self, tx: Tx, request: pb.CreateLicenceApplicationRequest
    ) -> licence_application_pb2.LicenceApplication:
        """File an application."""
        return application_to_proto(create_application(tx, read_application_draft(request.licence_application)))

    def GetLicenceApplication(
        self, tx: Tx, request: pb.GetLicenceApplicationRequest
    ) -> licence_application_pb2.LicenceApplication:
        """One application."""
        return application_to_proto(get_application(tx, request.name))

    def ListLicenceApplications(
        self, tx: Tx, request: pb.ListLicenceApplicationsRequest
    ) -> pb.ListLicenceApplicationsResponse:
        """A page of applications."""
        found, after = list_applications(tx, read_application_filter(request, ""), self.pager.read(request))
        return pb.ListLicenceApplicationsResponse(
            licence_applications=map(application_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RequestPapers(self, tx: Tx, request: pb.RequestPapersRequest) -> pb.RequestPapersResponse:
        """Ask for missing papers."""
        done = request_papers(tx, request.name, read_notice(request, ""), etag=request.etag)
        return pb.RequestPapersResponse(licence_application=application_to_proto(done))

    def SubmitLicencePapers(self, tx: Tx, request: pb.SubmitLicencePapersRequest) -> pb.SubmitLicencePapersResponse:
        """Enter papers that came."""
        done = submit_papers(tx, request.name, read_submission(request, ""), etag=request.etag)
        return pb.SubmitLicencePapersResponse(licence_application=application_to_proto(done))

    def AcceptLicenceApplication(
        self, tx: Tx, request: pb.AcceptLicenceApplicationRequest
    ) -> pb.AcceptLicenceApplicationResponse:
        """Accept as of the receipt."""
        done = accept_application(tx, request.name, read_acceptance(request, ""), etag=request.etag)
        return pb.AcceptLicenceApplicationResponse(licence_application=application_to_proto(done))

    def GiveOpinion(self, tx: Tx, request: pb.GiveOpinionRequest) -> pb.GiveOpinionResponse:
        """Enter the county bureau's opinion."""
        done = give_opinion(tx, request.name, read_opinion(request, ""), etag=request.etag)
        return pb.GiveOpinionResponse(licence_application=application_to_proto(done))

    def ExtendDecision(self, tx: Tx, request: pb.ExtendDecisionRequest) -> pb.ExtendDecisionResponse:
        """Extend the time for the decision."""
        done = extend_decision(tx, request.name, read_extension(request, ""), etag=request.etag)
        return pb.ExtendDecisionResponse(licence_application=application_to_proto(done))

    def DecideLicenceApplication(
        self, tx: Tx, request: pb.DecideLicenceApplicationRequest
    ) -> pb.DecideLicenceApplicationResponse:
        """Enter the city bureau's decision."""
        done = decide_application(tx, request.name, read_decision(request, ""), etag=request.etag)
        return pb.DecideLicenceApplicationResponse(licence_application=application_to_proto(done))

    def GiveUpLicenceApplication(
        self, tx: Tx, request: pb.GiveUpLicenceApplicationRequest
    ) -> pb.GiveUpLicenceApplicationResponse:
        """Give up what cannot be completed."""
        done = give_up_application(tx, request.name, read_end(request, ""), etag=request.etag)
        return pb.GiveUpLicenceApplicationResponse(licence_application=application_to_proto(done))

    def WithdrawLicenceApplication(
        self, tx: Tx, request: pb.WithdrawLicenceApplicationRequest
    ) -> pb.WithdrawLicenceApplicationResponse:
        """Enter that it was taken back."""
        done = withdraw_application(tx, request.name, read_withdrawal(request, ""), etag=request.etag)
        return pb.WithdrawLicenceApplicationResponse(licence_application=application_to_proto(done))
