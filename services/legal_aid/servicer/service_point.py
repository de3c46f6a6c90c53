"""gRPC door of service points. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import service_point_pb2
from sifa.legal_aid.v1 import service_point_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.service_point import (
    close_service_point,
    create_service_area,
    create_service_point,
    get_service_point,
    list_service_areas,
    list_service_points,
    register_point_key,
    resume_service_point,
    summarize_coverage,
    suspend_service_point,
)
from services.legal_aid.translate.service_point import (
    area_to_proto,
    coverage_to_proto,
    point_to_proto,
    read_area_draft,
    read_area_filter,
    read_point_closing,
    read_point_draft,
    read_point_filter,
    read_point_key,
    read_suspending,
)


class ServicePointService(Servicer):
    """sifa.legal_aid.v1.ServicePointService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ServicePointService"]

    def CreateServiceArea(self, tx: Tx, request: pb.CreateServiceAreaRequest) -> service_point_pb2.ServiceArea:
        """Enter an area."""
        return area_to_proto(create_service_area(tx, read_area_draft(request.service_area)))

    def ListServiceAreas(self, tx: Tx, request: pb.ListServiceAreasRequest) -> pb.ListServiceAreasResponse:
        """A page of areas."""
        found, after = list_service_areas(tx, read_area_filter(request, ""), self.pager.read(request))
        return pb.ListServiceAreasResponse(
            service_areas=map(area_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CreateServicePoint(self, tx: Tx, request: pb.CreateServicePointRequest) -> service_point_pb2.ServicePoint:
        """Open a point."""
        return point_to_proto(create_service_point(tx, read_point_draft(request.service_point)))

    def GetServicePoint(self, tx: Tx, request: pb.GetServicePointRequest) -> service_point_pb2.ServicePoint:
        """One point."""
        return point_to_proto(get_service_point(tx, request.name))

    def ListServicePoints(self, tx: Tx, request: pb.ListServicePointsRequest) -> pb.ListServicePointsResponse:
        """A page of points."""
        found, after = list_service_points(tx, read_point_filter(request, ""), self.pager.read(request))
        return pb.ListServicePointsResponse(
            service_points=map(point_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SummarizeCoverage(self, tx: Tx, request: pb.SummarizeCoverageRequest) -> pb.SummarizeCoverageResponse:
        """How many areas are covered."""
        levels = summarize_coverage(tx, request.institution)
        return pb.SummarizeCoverageResponse(levels=map(coverage_to_proto, levels))

    def SuspendServicePoint(self, tx: Tx, request: pb.SuspendServicePointRequest) -> pb.SuspendServicePointResponse:
        """Close it for a time."""
        done = suspend_service_point(tx, request.name, read_suspending(request, ""), etag=request.etag)
        return pb.SuspendServicePointResponse(service_point=point_to_proto(done))

    def ResumeServicePoint(self, tx: Tx, request: pb.ResumeServicePointRequest) -> pb.ResumeServicePointResponse:
        """Open it again."""
        done = resume_service_point(tx, request.name, etag=request.etag)
        return pb.ResumeServicePointResponse(service_point=point_to_proto(done))

    def CloseServicePoint(self, tx: Tx, request: pb.CloseServicePointRequest) -> pb.CloseServicePointResponse:
        """Close it for good."""
        done = close_service_point(tx, request.name, read_point_closing(request, ""), etag=request.etag)
        return pb.CloseServicePointResponse(service_point=point_to_proto(done))

    def RegisterPointKey(self, tx: Tx, request: pb.RegisterPointKeyRequest) -> pb.RegisterPointKeyResponse:
        """The key with which it signs what it captures."""
        done = register_point_key(tx, request.name, read_point_key(request, ""), etag=request.etag)
        return pb.RegisterPointKeyResponse(service_point=point_to_proto(done))
