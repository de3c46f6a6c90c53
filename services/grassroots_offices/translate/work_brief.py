"""Work briefs and typical cases between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import work_brief_pb2
from sifa.grassroots_offices.v1 import work_brief_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.monthly_filing import MonthAsked, UnfiledMonth
from services.grassroots_offices.domain.work_brief import (
    MOVES,
    Adoption,
    BriefAdoption,
    BriefReturn,
    RewardLine,
    WorkBrief,
    WorkBriefDraft,
    WorkBriefFilter,
)

OUTPUT_ONLY = (
    "name", "state", "late", "state_date", "return_ground", "return_reason", "adoptions", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
ASKED = ("name", "request_id", "etag")
_to_proto = to_message(
    WorkBrief, work_brief_pb2.WorkBrief, left_out=("allowed_actions",),
    parts={"adoptions": to_message(BriefAdoption, work_brief_pb2.BriefAdoption)},
)  # fmt: skip
_read_draft = from_message(work_brief_pb2.WorkBrief, WorkBriefDraft, left_out=OUTPUT_ONLY)
read_work_brief_filter = from_message(
    pb.ListWorkBriefsRequest, WorkBriefFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_return = from_message(pb.ReturnWorkBriefRequest, BriefReturn, left_out=ASKED)
read_acceptance = from_message(pb.AcceptWorkBriefRequest, Happening, left_out=ASKED)
read_reward = from_message(pb.PayBriefRewardRequest, Adoption, left_out=ASKED)
reward_line_to_proto = to_message(RewardLine, work_brief_pb2.RewardLine)
unfiled_month_to_proto = to_message(UnfiledMonth, work_brief_pb2.UnfiledMonth)
read_month = from_message(pb.CheckMonthRequest, MonthAsked, left_out=("page_size", "page_token"))
read_adoption = from_message(pb.AdoptWorkBriefRequest, Adoption, left_out=ASKED)


def work_brief_to_proto(brief: WorkBrief) -> work_brief_pb2.WorkBrief:
    """The brief, with what may be done next."""
    message = _to_proto(brief)
    message.allowed_actions.extend(allowed_actions(MOVES, brief.state))
    return message


def read_work_brief_draft(message: work_brief_pb2.WorkBrief) -> WorkBriefDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "work_brief")
