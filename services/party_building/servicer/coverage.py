"""gRPC door of coverage and instructors. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import coverage_pb2
from sifa.party_building.v1 import coverage_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.coverage import count_coverages, get_coverage, list_coverages
from services.party_building.handlers.grouping import propose_in
from services.party_building.handlers.instructor import (
    create_instructor,
    end_instructor,
    get_instructor,
    list_instructors,
)
from services.party_building.translate.coverage import (
    count_to_proto,
    coverage_to_proto,
    instructor_to_proto,
    proposal_to_proto,
    read_coverage_filter,
    read_instructor_draft,
    read_instructor_end,
    read_instructor_filter,
)


class CoverageService(Servicer):
    """sifa.party_building.v1.CoverageService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CoverageService"]

    def GetCoverage(self, tx: Tx, request: pb.GetCoverageRequest) -> coverage_pb2.Coverage:
        """How one office stands."""
        return coverage_to_proto(get_coverage(tx, request.name))

    def ListCoverages(self, tx: Tx, request: pb.ListCoveragesRequest) -> pb.ListCoveragesResponse:
        """A page of offices."""
        found, after = list_coverages(tx, read_coverage_filter(request, ""), self.pager.read(request))
        return pb.ListCoveragesResponse(
            coverages=map(coverage_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def GetCoverageStatistics(
        self, tx: Tx, request: pb.GetCoverageStatisticsRequest
    ) -> pb.GetCoverageStatisticsResponse:
        """How many offices stand how."""
        counts, position = count_coverages(tx)
        return pb.GetCoverageStatisticsResponse(counts=map(count_to_proto, counts), event_position=position)

    def ProposeGroups(self, tx: Tx, request: pb.ProposeGroupsRequest) -> pb.ProposeGroupsResponse:
        """Groups that might be formed, and branches that might end."""
        return proposal_to_proto(*propose_in(tx, request.division))

    def CreateInstructor(self, tx: Tx, request: pb.CreateInstructorRequest) -> coverage_pb2.Instructor:
        """Record a sending."""
        return instructor_to_proto(create_instructor(tx, read_instructor_draft(request.instructor)))

    def GetInstructor(self, tx: Tx, request: pb.GetInstructorRequest) -> coverage_pb2.Instructor:
        """One sending."""
        return instructor_to_proto(get_instructor(tx, request.name))

    def ListInstructors(self, tx: Tx, request: pb.ListInstructorsRequest) -> pb.ListInstructorsResponse:
        """A page of sendings."""
        found, after = list_instructors(tx, read_instructor_filter(request, ""), self.pager.read(request))
        return pb.ListInstructorsResponse(
            instructors=map(instructor_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def EndInstructor(self, tx: Tx, request: pb.EndInstructorRequest) -> pb.EndInstructorResponse:
        """Enter the end of a sending."""
        done = end_instructor(tx, request.name, read_instructor_end(request, ""), etag=request.etag)
        return pb.EndInstructorResponse(instructor=instructor_to_proto(done))
