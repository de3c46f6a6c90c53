"""gRPC door of secretaries' reports and awards. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import secretary_report_pb2
from sifa.party_building.v1 import secretary_report_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import award as awards
from services.party_building.handlers import secretary_report as reports
from services.party_building.translate.secretary_report import (
    award_to_proto,
    owed_to_proto,
    read_appraisal,
    read_award_draft,
    read_award_filter,
    read_report_draft,
    read_report_filter,
    report_to_proto,
)


class SecretaryReportService(Servicer):
    """sifa.party_building.v1.SecretaryReportService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["SecretaryReportService"]

    def CreateSecretaryReport(
        self, tx: Tx, request: pb.CreateSecretaryReportRequest
    ) -> secretary_report_pb2.SecretaryReport:
        """Enter a report."""
        return report_to_proto(reports.create_report(tx, read_report_draft(request.secretary_report)))

    def GetSecretaryReport(self, tx: Tx, request: pb.GetSecretaryReportRequest) -> secretary_report_pb2.SecretaryReport:
        """One report."""
        return report_to_proto(reports.get_report(tx, request.name))

    def ListSecretaryReports(self, tx: Tx, request: pb.ListSecretaryReportsRequest) -> pb.ListSecretaryReportsResponse:
        """A page of reports."""
        found, after = reports.list_reports(tx, read_report_filter(request, ""), self.pager.read(request))
        return pb.ListSecretaryReportsResponse(
            secretary_reports=map(report_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AppraiseSecretaryReport(
        self, tx: Tx, request: pb.AppraiseSecretaryReportRequest
    ) -> pb.AppraiseSecretaryReportResponse:
        """Enter the appraisal."""
        done = reports.appraise_report(tx, request.name, read_appraisal(request, ""), etag=request.etag)
        return pb.AppraiseSecretaryReportResponse(secretary_report=report_to_proto(done))

    def ListOwedReports(self, tx: Tx, request: pb.ListOwedReportsRequest) -> pb.ListOwedReportsResponse:
        """What is owed for a year."""
        return pb.ListOwedReportsResponse(owed_reports=map(owed_to_proto, reports.list_owed(tx, request.year)))

    def CreateAward(self, tx: Tx, request: pb.CreateAwardRequest) -> secretary_report_pb2.Award:
        """Record an award."""
        return award_to_proto(awards.create_award(tx, read_award_draft(request.award)))

    def GetAward(self, tx: Tx, request: pb.GetAwardRequest) -> secretary_report_pb2.Award:
        """One award."""
        return award_to_proto(awards.get_award(tx, request.name))

    def ListAwards(self, tx: Tx, request: pb.ListAwardsRequest) -> pb.ListAwardsResponse:
        """A page of awards."""
        found, after = awards.list_awards(tx, read_award_filter(request, ""), self.pager.read(request))
        return pb.ListAwardsResponse(
            awards=map(award_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
