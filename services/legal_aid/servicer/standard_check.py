"""gRPC door of standard checks. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import standard_check_pb2
from sifa.legal_aid.v1 import standard_check_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.standard_check import (
    build_standard_check,
    compare_townships,
    create_standard_check,
    get_standard_check,
    list_standard_checks,
    review_standard_check,
)
from services.legal_aid.translate.standard_check import (
    read_building,
    read_standard_check_draft,
    read_standard_check_filter,
    read_standard_review,
    standard_check_to_proto,
    township_to_proto,
)


class StandardCheckService(Servicer):
    """sifa.legal_aid.v1.StandardCheckService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["StandardCheckService"]

    def CreateStandardCheck(self, tx: Tx, request: pb.CreateStandardCheckRequest) -> standard_check_pb2.StandardCheck:
        """Enter one."""
        return standard_check_to_proto(create_standard_check(tx, read_standard_check_draft(request.standard_check)))

    def GetStandardCheck(self, tx: Tx, request: pb.GetStandardCheckRequest) -> standard_check_pb2.StandardCheck:
        """One of them."""
        return standard_check_to_proto(get_standard_check(tx, request.name))

    def ListStandardChecks(self, tx: Tx, request: pb.ListStandardChecksRequest) -> pb.ListStandardChecksResponse:
        """A page."""
        found, after = list_standard_checks(tx, read_standard_check_filter(request, ""), self.pager.read(request))
        return pb.ListStandardChecksResponse(
            standard_checks=map(standard_check_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def BuildStandardCheck(self, tx: Tx, request: pb.BuildStandardCheckRequest) -> pb.BuildStandardCheckResponse:
        """It is built."""
        done = build_standard_check(tx, request.name, read_building(request, ""), etag=request.etag)
        return pb.BuildStandardCheckResponse(standard_check=standard_check_to_proto(done))

    def ReviewStandardCheck(self, tx: Tx, request: pb.ReviewStandardCheckRequest) -> pb.ReviewStandardCheckResponse:
        """Every item is reviewed."""
        done = review_standard_check(tx, request.name, read_standard_review(request, ""), etag=request.etag)
        return pb.ReviewStandardCheckResponse(standard_check=standard_check_to_proto(done))

    def CompareTownships(self, tx: Tx, request: pb.CompareTownshipsRequest) -> pb.CompareTownshipsResponse:
        """What the townships have."""
        found = compare_townships(tx, request.institution, request.year, request.seat)
        return pb.CompareTownshipsResponse(townships=map(township_to_proto, found))
