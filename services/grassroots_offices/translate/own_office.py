"""What an office's own people ask for, between proto and domain. It must not know rows."""

from __future__ import annotations

from dataclasses import dataclass

from sifa.grassroots_offices.v1 import own_office_service_pb2 as pb

from chassis.mapping import from_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office_case import CaseApproval, CaseEnd, CaseFiling, OfficeCaseState

ENVELOPE = ("name", "request_id", "etag")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCases:
    """Which matters of his office somebody asks for; None means any."""

    state: OfficeCaseState | None


read_own_cases = from_message(pb.ListOwnOfficeCasesRequest, OwnCases, left_out=("page_size", "page_token"))
read_approval = from_message(pb.ApproveOwnOfficeCaseRequest, CaseApproval, left_out=ENVELOPE)
read_declining = from_message(pb.DeclineOwnOfficeCaseRequest, CaseEnd, left_out=ENVELOPE)
read_discussion = from_message(pb.RecordOwnDiscussionRequest, Documented, left_out=ENVELOPE)
read_closing = from_message(pb.CloseOwnOfficeCaseRequest, CaseEnd, left_out=ENVELOPE)
read_filing = from_message(pb.ArchiveOwnOfficeCaseRequest, CaseFiling, left_out=ENVELOPE)
