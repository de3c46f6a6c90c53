"""gRPC door of activities. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import activity_pb2
from sifa.grassroots_offices.v1 import activity_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import activity as handlers
from services.grassroots_offices.translate import activity as translate
from services.grassroots_offices.translate.activity import activity_to_proto


class ActivityService(Servicer):
    """sifa.grassroots_offices.v1.ActivityService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ActivityService"]

    def CreateActivity(self, tx: Tx, request: pb.CreateActivityRequest) -> activity_pb2.Activity:
        """Enter one."""
        draft = translate.read_activity_draft(request.activity)
        return activity_to_proto(handlers.create_activity(tx, draft))

    def GetActivity(self, tx: Tx, request: pb.GetActivityRequest) -> activity_pb2.Activity:
        """One of them."""
        return activity_to_proto(handlers.get_activity(tx, request.name))

    def ListActivities(self, tx: Tx, request: pb.ListActivitiesRequest) -> pb.ListActivitiesResponse:
        """A page of them."""
        wanted = translate.read_activity_filter(request, "")
        found, after = handlers.list_activities(tx, wanted, self.pager.read(request))
        return pb.ListActivitiesResponse(
            activities=map(activity_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListOpenResolutions(
        self,
        tx: Tx,
        request: pb.ListOpenResolutionsRequest,
    ) -> pb.ListOpenResolutionsResponse:
        """What the next joint meeting takes up."""
        found = handlers.list_open_resolutions(tx)
        return pb.ListOpenResolutionsResponse(open_resolutions=map(translate.open_resolution_to_proto, found))

    def ListUnpairedOffices(self, tx: Tx, request: pb.ListUnpairedOfficesRequest) -> pb.ListUnpairedOfficesResponse:
        """Offices without a law firm this year."""
        return pb.ListUnpairedOfficesResponse(offices=handlers.list_unpaired_offices(tx, request.year))

    def FinishResolution(self, tx: Tx, request: pb.FinishResolutionRequest) -> pb.FinishResolutionResponse:
        """A resolution was done."""
        done = handlers.finish_resolution(
            tx, request.name, translate.read_finish_resolution(request, ""), etag=request.etag
        )
        return pb.FinishResolutionResponse(activity=activity_to_proto(done))

    def VoidActivity(self, tx: Tx, request: pb.VoidActivityRequest) -> pb.VoidActivityResponse:
        """It was entered by mistake."""
        done = handlers.void(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidActivityResponse(activity=activity_to_proto(done))
