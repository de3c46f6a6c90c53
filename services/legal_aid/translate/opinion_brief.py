"""Public-opinion briefs between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import opinion_brief_pb2
from sifa.legal_aid.v1 import opinion_brief_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.opinion_brief import (
    MOVES,
    OpinionBrief,
    OpinionBriefDraft,
    OpinionBriefFilter,
    OpinionSending,
    OpinionWords,
)

OUTPUT_ONLY = (
    "name",
    "counts",
    "state",
    "state_date",
    "document_number",
    "division",
    "allowed_actions",
    "create_time",
    "etag",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    OpinionBrief,
    opinion_brief_pb2.OpinionBrief,
    left_out=("allowed_actions",),
)
_read_draft = from_message(opinion_brief_pb2.OpinionBrief, OpinionBriefDraft, left_out=OUTPUT_ONLY)
read_opinion_brief_filter = from_message(
    pb.ListOpinionBriefsRequest, OpinionBriefFilter, left_out=("page_size", "page_token")
)
read_opinion_words = from_message(pb.ReviseOpinionBriefRequest, OpinionWords, left_out=ENVELOPE)
read_opinion_sending = from_message(pb.SendOpinionBriefRequest, OpinionSending, left_out=ENVELOPE)


def opinion_brief_to_proto(item: OpinionBrief) -> opinion_brief_pb2.OpinionBrief:
    """The message, with what may be done next."""
    message = _to_proto(item)
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message


def read_opinion_brief_draft(message: opinion_brief_pb2.OpinionBrief) -> OpinionBriefDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "opinion_brief")
