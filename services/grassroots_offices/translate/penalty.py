"""Penalty cases between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import penalty_pb2
from sifa.grassroots_offices.v1 import penalty_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.licence_command import Reasoned
from services.grassroots_offices.domain.penalty import MOVES, Penalty, PenaltyDraft, PenaltyFilter
from services.grassroots_offices.domain.penalty_command import (
    AnnouncedHearing,
    Closing,
    CommissionSession,
    GivenNotice,
    GivenPenalty,
    GivenStatement,
    GivenWarning,
    HeldHearing,
    Payment,
)

OUTPUT_ONLY = (
    "name", "state", "notice", "statement", "hearing", "commission", "decision", "payment", "end", "division",
    "deadlines", "steps", "allowed_actions", "create_time", "etag",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Penalty, penalty_pb2.Penalty, left_out=("allowed_actions",), parts={"deadlines": deadline_to_message}
)
_read_draft = from_message(penalty_pb2.Penalty, PenaltyDraft, left_out=OUTPUT_ONLY)
read_penalty_filter = from_message(pb.ListPenaltiesRequest, PenaltyFilter, left_out=("page_size", "page_token"))
read_notice = from_message(pb.ServePenaltyNoticeRequest, GivenNotice, left_out=ENVELOPE)
read_statement = from_message(pb.RecordStatementRequest, GivenStatement, left_out=ENVELOPE)
read_request = from_message(pb.RequestHearingRequest, Documented, left_out=ENVELOPE)
read_announcement = from_message(pb.AnnounceHearingRequest, AnnouncedHearing, left_out=ENVELOPE)
read_hearing = from_message(pb.RecordHearingRequest, HeldHearing, left_out=ENVELOPE)
read_session = from_message(pb.RecordCommissionOpinionRequest, CommissionSession, left_out=ENVELOPE)
read_warning = from_message(pb.WarnPenaltyRequest, GivenWarning, left_out=ENVELOPE)
read_decision = from_message(pb.DecidePenaltyRequest, GivenPenalty, left_out=ENVELOPE)
read_closing = from_message(pb.ClosePenaltyRequest, Closing, left_out=ENVELOPE)
read_payment = from_message(pb.RecordPenaltyPaymentRequest, Payment, left_out=ENVELOPE)
read_revocation = from_message(pb.RevokePenaltyRequest, Reasoned, left_out=ENVELOPE)


def penalty_to_proto(penalty: Penalty) -> penalty_pb2.Penalty:
    """The case, with what may be done next."""
    message = _to_proto(penalty)
    message.allowed_actions.extend(allowed_actions(MOVES, penalty.state))
    return message


def read_penalty_draft(message: penalty_pb2.Penalty) -> PenaltyDraft:
    """What is filed; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "penalty")
