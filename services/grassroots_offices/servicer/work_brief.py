"""gRPC door of work briefs. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import work_brief_pb2
from sifa.grassroots_offices.v1 import work_brief_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.monthly_filing import check_month
from services.grassroots_offices.handlers.work_brief import (
    accept_work_brief,
    adopt_work_brief,
    create_work_brief,
    get_work_brief,
    list_rewards,
    list_work_briefs,
    pay_reward,
    return_work_brief,
)
from services.grassroots_offices.handlers.year_import import import_work_briefs
from services.grassroots_offices.translate.work_brief import (
    read_acceptance,
    read_adoption,
    read_month,
    read_return,
    read_reward,
    read_work_brief_draft,
    read_work_brief_filter,
    reward_line_to_proto,
    unfiled_month_to_proto,
    work_brief_to_proto,
)


class WorkBriefService(Servicer):
    """sifa.grassroots_offices.v1.WorkBriefService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["WorkBriefService"]

    def CreateWorkBrief(self, tx: Tx, request: pb.CreateWorkBriefRequest) -> work_brief_pb2.WorkBrief:
        """Enter one."""
        return work_brief_to_proto(create_work_brief(tx, read_work_brief_draft(request.work_brief)))

    def GetWorkBrief(self, tx: Tx, request: pb.GetWorkBriefRequest) -> work_brief_pb2.WorkBrief:
        """One of them."""
        return work_brief_to_proto(get_work_brief(tx, request.name))

    def ListWorkBriefs(self, tx: Tx, request: pb.ListWorkBriefsRequest) -> pb.ListWorkBriefsResponse:
        """A page of them."""
        found, after = list_work_briefs(tx, read_work_brief_filter(request, ""), self.pager.read(request))
        return pb.ListWorkBriefsResponse(
            work_briefs=map(work_brief_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReturnWorkBrief(self, tx: Tx, request: pb.ReturnWorkBriefRequest) -> pb.ReturnWorkBriefResponse:
        """Send it back."""
        done = return_work_brief(tx, request.name, read_return(request, ""), etag=request.etag)
        return pb.ReturnWorkBriefResponse(work_brief=work_brief_to_proto(done))

    def AcceptWorkBrief(self, tx: Tx, request: pb.AcceptWorkBriefRequest) -> pb.AcceptWorkBriefResponse:
        """Take it."""
        done = accept_work_brief(tx, request.name, read_acceptance(request, ""), etag=request.etag)
        return pb.AcceptWorkBriefResponse(work_brief=work_brief_to_proto(done))

    def AdoptWorkBrief(self, tx: Tx, request: pb.AdoptWorkBriefRequest) -> pb.AdoptWorkBriefResponse:
        """Note who used it."""
        done = adopt_work_brief(tx, request.name, read_adoption(request, ""), etag=request.etag)
        return pb.AdoptWorkBriefResponse(work_brief=work_brief_to_proto(done))

    def PayBriefReward(self, tx: Tx, request: pb.PayBriefRewardRequest) -> pb.PayBriefRewardResponse:
        """A reward was paid."""
        done = pay_reward(tx, request.name, read_reward(request, ""), etag=request.etag)
        return pb.PayBriefRewardResponse(work_brief=work_brief_to_proto(done))

    def ListBriefRewards(self, tx: Tx, request: pb.ListBriefRewardsRequest) -> pb.ListBriefRewardsResponse:
        """What was earned in a year."""
        return pb.ListBriefRewardsResponse(lines=map(reward_line_to_proto, list_rewards(tx, request.year)))

    def CheckMonth(self, tx: Tx, request: pb.CheckMonthRequest) -> pb.CheckMonthResponse:
        """Who has not handed in a month."""
        found, after = check_month(tx, read_month(request, ""), self.pager.read(request))
        return pb.CheckMonthResponse(
            unfiled=map(unfiled_month_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ImportWorkBriefs(self, tx: Tx, request: pb.ImportWorkBriefsRequest) -> pb.ImportWorkBriefsResponse:
        """Enter a table."""
        made = import_work_briefs(tx, request.content, validate_only=request.validate_only)
        return pb.ImportWorkBriefsResponse(work_briefs=map(work_brief_to_proto, made))
