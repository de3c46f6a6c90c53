"""Units and papers of campaigns between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import campaign_paper_pb2, campaign_unit_pb2
from sifa.supervision.v1 import campaign_paper_service_pb2 as papers
from sifa.supervision.v1 import campaign_unit_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain import campaign_paper, campaign_unit
from services.supervision.domain.campaign_check import Check
from services.supervision.domain.campaign_paper import CampaignPaper, CampaignPaperFilter, Receipt
from services.supervision.domain.campaign_unit import CampaignUnit, CampaignUnitFilter
from services.supervision.domain.documented import Documented

ENVELOPE = ("name", "request_id", "etag")
PAGE = ("page_size", "page_token")
_unit_to_proto = to_message(
    CampaignUnit, campaign_unit_pb2.CampaignUnit, left_out=("notice_share", "allowed_actions")
)  # fmt: skip
_paper_to_proto = to_message(CampaignPaper, campaign_paper_pb2.CampaignPaper, left_out=("allowed_actions",))
read_filter = from_message(pb.ListCampaignUnitsRequest, CampaignUnitFilter, left_out=PAGE)
read_confirmation = from_message(pb.ConfirmNoticeRequest, Happening, left_out=(*ENVELOPE, "person"))
read_check = from_message(pb.EnterCheckRequest, Check, left_out=ENVELOPE)
read_beginning = from_message(pb.BeginCampaignWorkRequest, Documented, left_out=ENVELOPE)
read_release = from_message(pb.ReleaseCampaignUnitRequest, Documented, left_out=(*ENVELOPE, "reason"))
read_paper_filter = from_message(papers.ListCampaignPapersRequest, CampaignPaperFilter, left_out=PAGE)
read_receipt = from_message(papers.ReceivePaperRequest, Receipt, left_out=ENVELOPE)


def unit_to_proto(unit: CampaignUnit) -> campaign_unit_pb2.CampaignUnit:
    """The unit, with the share of its people who confirmed the notice and what may be done next."""
    message = _unit_to_proto(unit)
    message.notice_share = unit.notice_share
    actions = allowed_actions(campaign_unit.MOVES, unit.state)
    message.allowed_actions.extend(one for one in actions if one not in campaign_unit.MADE_ELSEWHERE)
    return message


def paper_to_proto(paper: CampaignPaper) -> campaign_paper_pb2.CampaignPaper:
    """The paper, with what may be done next."""
    message = _paper_to_proto(paper)
    message.allowed_actions.extend(allowed_actions(campaign_paper.MOVES, paper.state))
    return message
