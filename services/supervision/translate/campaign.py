"""Campaigns, their templates and reports between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import campaign_pb2, look_back_report_pb2
from sifa.supervision.v1 import campaign_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.campaign import MOVES, Campaign, CampaignFilter, CampaignPlan
from services.supervision.domain.campaign_template import CampaignTemplate
from services.supervision.domain.documented import Documented
from services.supervision.domain.look_back import LookBackReport, LookBackText

OUTPUT_ONLY = (
    "name", "state", "started_date", "unit_count", "person_count", "look_back_date", "reported_date",
    "reported_days_late", "allowed_actions", "create_time", "etag", "hotlines", "hotline_missing",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Campaign, campaign_pb2.Campaign, left_out=("allowed_actions", "hotline_missing"))
_plan_to_proto = to_message(CampaignPlan, campaign_pb2.Campaign, left_out=OUTPUT_ONLY)
template_to_proto = to_message(CampaignTemplate, campaign_pb2.CampaignTemplate, parts={"campaign": _plan_to_proto})
report_to_proto = to_message(LookBackReport, look_back_report_pb2.LookBackReport)
read_plan = from_message(campaign_pb2.Campaign, CampaignPlan, left_out=OUTPUT_ONLY)
read_filter = from_message(pb.ListCampaignsRequest, CampaignFilter, left_out=("page_size", "page_token"))
read_start = from_message(pb.StartCampaignRequest, Documented, left_out=ENVELOPE)
read_hotline = from_message(pb.PublishHotlineRequest, Documented, left_out=(*ENVELOPE, "number", "place"))
read_look_back = from_message(pb.BeginLookBackRequest, Documented, left_out=ENVELOPE)
read_report = from_message(pb.ReportCampaignRequest, Documented, left_out=(*ENVELOPE, "text"))
read_text = from_message(look_back_report_pb2.LookBackText, LookBackText)


def campaign_to_proto(campaign: Campaign) -> campaign_pb2.Campaign:
    """The campaign, with what may be done next and whether its report line is unpublished."""
    message = _to_proto(campaign)
    message.hotline_missing = campaign.hotline_missing
    message.allowed_actions.extend(allowed_actions(MOVES, campaign.state))
    return message
