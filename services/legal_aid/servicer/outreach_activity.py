"""gRPC door of outreach. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import outreach_activity_pb2
from sifa.legal_aid.v1 import outreach_activity_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.outreach_activity import (
    confirm_outreach_activity,
    create_outreach_activity,
    get_outreach_activity,
    list_outreach_activities,
    void_outreach_activity,
)
from services.legal_aid.translate.outreach_activity import (
    outreach_to_proto,
    read_confirming,
    read_outreach_draft,
    read_outreach_filter,
    read_voiding,
)


class OutreachActivityService(Servicer):
    """sifa.legal_aid.v1.OutreachActivityService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OutreachActivityService"]

    def CreateOutreachActivity(
        self, tx: Tx, request: pb.CreateOutreachActivityRequest
    ) -> outreach_activity_pb2.OutreachActivity:
        """Enter an activity."""
        return outreach_to_proto(create_outreach_activity(tx, read_outreach_draft(request.outreach_activity)))

    def GetOutreachActivity(
        self, tx: Tx, request: pb.GetOutreachActivityRequest
    ) -> outreach_activity_pb2.OutreachActivity:
        """One activity."""
        return outreach_to_proto(get_outreach_activity(tx, request.name))

    def ListOutreachActivities(
        self, tx: Tx, request: pb.ListOutreachActivitiesRequest
    ) -> pb.ListOutreachActivitiesResponse:
        """A page of activities."""
        found, after = list_outreach_activities(tx, read_outreach_filter(request, ""), self.pager.read(request))
        return pb.ListOutreachActivitiesResponse(
            outreach_activities=map(outreach_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ConfirmOutreachActivity(
        self, tx: Tx, request: pb.ConfirmOutreachActivityRequest
    ) -> pb.ConfirmOutreachActivityResponse:
        """It was done."""
        done = confirm_outreach_activity(tx, request.name, read_confirming(request, ""), etag=request.etag)
        return pb.ConfirmOutreachActivityResponse(outreach_activity=outreach_to_proto(done))

    def VoidOutreachActivity(self, tx: Tx, request: pb.VoidOutreachActivityRequest) -> pb.VoidOutreachActivityResponse:
        """Strike it out."""
        done = void_outreach_activity(tx, request.name, read_voiding(request, ""), etag=request.etag)
        return pb.VoidOutreachActivityResponse(outreach_activity=outreach_to_proto(done))
