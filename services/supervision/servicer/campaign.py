"""gRPC door of campaigns. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import campaign_pb2, look_back_report_pb2
from sifa.supervision.v1 import campaign_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import campaign as use
from services.supervision.handlers.campaign_template import campaign_templates
from services.supervision.translate import campaign as translate


class CampaignService(Servicer):
    """sifa.supervision.v1.CampaignService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CampaignService"]

    def CreateCampaign(self, tx: Tx, request: pb.CreateCampaignRequest) -> campaign_pb2.Campaign:
        """Plan one."""
        return translate.campaign_to_proto(use.create_campaign(tx, translate.read_plan(request.campaign, "campaign")))

    def GetCampaign(self, tx: Tx, request: pb.GetCampaignRequest) -> campaign_pb2.Campaign:
        """One of them."""
        return translate.campaign_to_proto(use.get_campaign(tx, request.name))

    def ListCampaigns(self, tx: Tx, request: pb.ListCampaignsRequest) -> pb.ListCampaignsResponse:
        """A page of them."""
        found, after = use.list_campaigns(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListCampaignsResponse(
            campaigns=map(translate.campaign_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListCampaignTemplates(
        self, _tx: Tx, request: pb.ListCampaignTemplatesRequest
    ) -> pb.ListCampaignTemplatesResponse:
        """All templates."""
        found = campaign_templates(request.year)
        return pb.ListCampaignTemplatesResponse(campaign_templates=map(translate.template_to_proto, found))

    def StartCampaign(self, tx: Tx, request: pb.StartCampaignRequest) -> pb.StartCampaignResponse:
        """Fix the units."""
        done = use.start_campaign(tx, request.name, translate.read_start(request, ""), etag=request.etag)
        return pb.StartCampaignResponse(campaign=translate.campaign_to_proto(done))

    def PublishHotline(self, tx: Tx, request: pb.PublishHotlineRequest) -> pb.PublishHotlineResponse:
        """The number of the report line is public."""
        told = translate.read_hotline(request, "")
        done = use.publish_hotline(tx, request.name, request.number, request.place, told, etag=request.etag)
        return pb.PublishHotlineResponse(campaign=translate.campaign_to_proto(done))

    def BeginLookBack(self, tx: Tx, request: pb.BeginLookBackRequest) -> pb.BeginLookBackResponse:
        """The last phase is over."""
        done = use.begin_look_back(tx, request.name, translate.read_look_back(request, ""), etag=request.etag)
        return pb.BeginLookBackResponse(campaign=translate.campaign_to_proto(done))

    def ReportCampaign(self, tx: Tx, request: pb.ReportCampaignRequest) -> pb.ReportCampaignResponse:
        """Collate and report up."""
        told, text = translate.read_report(request, ""), translate.read_text(request.text, "text")
        done = use.report_campaign(tx, request.name, told, text, etag=request.etag)
        return pb.ReportCampaignResponse(campaign=translate.campaign_to_proto(done))

    def GetLookBackReport(self, tx: Tx, request: pb.GetLookBackReportRequest) -> look_back_report_pb2.LookBackReport:
        """The report F-22."""
        return translate.report_to_proto(use.get_look_back(tx, request.name))
