"""gRPC door of applications. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import application_pb2, application_service_pb2

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.domain.application import ApplicationFilter
from services.legal_aid.handlers.application import (
    create_application,
    decide_application,
    get_application,
    list_applications,
)
from services.legal_aid.translate.application import application_to_proto, read_application_draft, read_state


class ApplicationService(Servicer):
    """sifa.legal_aid.v1.ApplicationService."""

    DESCRIPTOR = application_service_pb2.DESCRIPTOR.services_by_name["ApplicationService"]

    def CreateApplication(
        self, tx: Tx, request: application_service_pb2.CreateApplicationRequest
    ) -> application_pb2.Application:
        """Receive an application."""
        return application_to_proto(create_application(tx, read_application_draft(request.application)))

    def GetApplication(
        self, tx: Tx, request: application_service_pb2.GetApplicationRequest
    ) -> application_pb2.Application:
        """One application."""
        return application_to_proto(get_application(tx, request.name))

    def ListApplications(
        self, tx: Tx, request: application_service_pb2.ListApplicationsRequest
    ) -> application_service_pb2.ListApplicationsResponse:
        """A page of applications."""
        wanted = ApplicationFilter(institution=request.institution, state=read_state(request.state))
        found, after = list_applications(tx, wanted, self.pager.read(request))
        return application_service_pb2.ListApplicationsResponse(
            applications=map(application_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def DecideApplication(
        self, tx: Tx, request: application_service_pb2.DecideApplicationRequest
    ) -> application_service_pb2.DecideApplicationResponse:
        """Decide a received application."""
        decided = decide_application(tx, request.name, etag=request.etag)
        return application_service_pb2.DecideApplicationResponse(application=application_to_proto(decided))
