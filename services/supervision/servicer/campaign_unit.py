"""gRPC doors of units and papers of campaigns. They must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import campaign_paper_service_pb2 as papers
from sifa.supervision.v1 import campaign_unit_pb2
from sifa.supervision.v1 import campaign_unit_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import campaign_paper, campaign_unit, late_start
from services.supervision.translate import campaign_unit as translate


class CampaignUnitService(Servicer):
    """sifa.supervision.v1.CampaignUnitService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CampaignUnitService"]

    def GetCampaignUnit(self, tx: Tx, request: pb.GetCampaignUnitRequest) -> campaign_unit_pb2.CampaignUnit:
        """One of them."""
        return translate.unit_to_proto(campaign_unit.get_campaign_unit(tx, request.name))

    def ListCampaignUnits(self, tx: Tx, request: pb.ListCampaignUnitsRequest) -> pb.ListCampaignUnitsResponse:
        """A page of the matrix."""
        wanted = translate.read_filter(request, "")
        found, after = campaign_unit.list_campaign_units(tx, wanted, self.pager.read(request))
        return pb.ListCampaignUnitsResponse(
            campaign_units=map(translate.unit_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ConfirmNotice(self, tx: Tx, request: pb.ConfirmNoticeRequest) -> pb.ConfirmNoticeResponse:
        """A confirmation."""
        told = translate.read_confirmation(request, "")
        done = campaign_unit.confirm_notice(tx, request.name, request.person, told, etag=request.etag)
        return pb.ConfirmNoticeResponse(campaign_unit=translate.unit_to_proto(done))

    def EnterCheck(self, tx: Tx, request: pb.EnterCheckRequest) -> pb.EnterCheckResponse:
        """The record of a check."""
        done = campaign_unit.enter_check(tx, request.name, translate.read_check(request, ""), etag=request.etag)
        return pb.EnterCheckResponse(campaign_unit=translate.unit_to_proto(done))

    def BeginCampaignWork(self, tx: Tx, request: pb.BeginCampaignWorkRequest) -> pb.BeginCampaignWorkResponse:
        """It began its work."""
        done = late_start.begin_work(tx, request.name, translate.read_beginning(request, ""), etag=request.etag)
        return pb.BeginCampaignWorkResponse(campaign_unit=translate.unit_to_proto(done))

    def ReleaseCampaignUnit(self, tx: Tx, request: pb.ReleaseCampaignUnitRequest) -> pb.ReleaseCampaignUnitResponse:
        """A unit leaves."""
        told = translate.read_release(request, "")
        done = campaign_unit.release_unit(tx, request.name, request.reason, told, etag=request.etag)
        return pb.ReleaseCampaignUnitResponse(campaign_unit=translate.unit_to_proto(done))


class CampaignPaperService(Servicer):
    """sifa.supervision.v1.CampaignPaperService."""

    DESCRIPTOR = papers.DESCRIPTOR.services_by_name["CampaignPaperService"]

    def ListCampaignPapers(
        self, tx: Tx, request: papers.ListCampaignPapersRequest
    ) -> papers.ListCampaignPapersResponse:
        """Who has to hand in what."""
        wanted = translate.read_paper_filter(request, "")
        found, after = campaign_paper.list_papers(tx, wanted, self.pager.read(request))
        return papers.ListCampaignPapersResponse(
            campaign_papers=map(translate.paper_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReceivePaper(self, tx: Tx, request: papers.ReceivePaperRequest) -> papers.ReceivePaperResponse:
        """A paper is there."""
        told = translate.read_receipt(request, "")
        done = campaign_paper.receive_paper(tx, request.name, told, etag=request.etag)
        return papers.ReceivePaperResponse(campaign_paper=translate.paper_to_proto(done))
