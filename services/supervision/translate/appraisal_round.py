"""Appraisal rounds between proto and domain. It must not know rows."""

from __future__ import annotations

from collections.abc import Iterator

from sifa.supervision.v1 import appraisal_round_pb2
from sifa.supervision.v1 import appraisal_round_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.appraisal_round import (
    MOVES,
    AppraisalRound,
    AppraisalRoundDraft,
    AppraisalRoundFilter,
    OpinionAnswer,
    OpinionDraft,
    RoundEnd,
    RoundReported,
)
from services.supervision.domain.documented import Documented

ENVELOPE = ("name", "request_id", "etag")
MADE = (
    "name", "reports", "opinions", "opened_date", "closed_date", "asked_count", "returned_count", "state",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
OPINION_MADE = ("number", "received_date", "answer", "answered_date", "answer_document", "overdue")
_to_proto = to_message(AppraisalRound, appraisal_round_pb2.AppraisalRound, left_out=("allowed_actions",))
read_draft = from_message(appraisal_round_pb2.AppraisalRound, AppraisalRoundDraft, left_out=MADE)
read_filter = from_message(pb.ListAppraisalRoundsRequest, AppraisalRoundFilter, left_out=("page_size", "page_token"))
read_report = from_message(pb.ReportAppraisalRoundRequest, RoundReported, left_out=ENVELOPE)
read_opening = from_message(pb.OpenAppraisalRoundRequest, Documented, left_out=ENVELOPE)
read_receipt = from_message(pb.AddRoundOpinionRequest, Documented, left_out=(*ENVELOPE, "opinion"))
read_opinion = from_message(appraisal_round_pb2.RoundOpinion, OpinionDraft, left_out=OPINION_MADE)
read_answer = from_message(pb.AnswerRoundOpinionRequest, OpinionAnswer, left_out=ENVELOPE)
read_end = from_message(pb.CloseAppraisalRoundRequest, RoundEnd, left_out=ENVELOPE)


def round_to_proto(found: AppraisalRound) -> appraisal_round_pb2.AppraisalRound:
    """The round, with what may be done next."""
    message = _to_proto(found)
    message.allowed_actions.extend(allowed_actions(MOVES, found.state))
    return message


def answers_to_proto(found: AppraisalRound) -> Iterator[appraisal_round_pb2.RoundAnswer]:
    """What everybody reads of its opinions."""
    for one in found.opinions:
        if one.answered_date is not None:
            yield appraisal_round_pb2.RoundAnswer(
                appraisal_round=found.name, title=found.title, unit_title=found.unit_title, summary=one.summary,
                answer=one.answer, answered_date=one.answered_date.isoformat(),
            )  # fmt: skip
