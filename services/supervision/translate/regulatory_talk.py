"""Regulatory talks between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import regulatory_talk_pb2
from sifa.supervision.v1 import regulatory_talk_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.documented import Documented
from services.supervision.domain.regulatory_talk import (
    MOVES,
    RegulatoryTalk,
    RegulatoryTalkDraft,
    RegulatoryTalkFilter,
    TalkRecord,
)

ENVELOPE = ("name", "request_id", "etag")
MADE = (
    "name", "state", "approval_document", "approved_date", "held_date", "record_document", "undertakings", "signed",
    "refusal_note", "cancel_reason", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(RegulatoryTalk, regulatory_talk_pb2.RegulatoryTalk, left_out=("allowed_actions",))
read_draft = from_message(regulatory_talk_pb2.RegulatoryTalk, RegulatoryTalkDraft, left_out=MADE)
read_filter = from_message(
    pb.ListRegulatoryTalksRequest, RegulatoryTalkFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_approval = from_message(pb.ApproveRegulatoryTalkRequest, Documented, left_out=ENVELOPE)
read_record = from_message(pb.RecordRegulatoryTalkRequest, TalkRecord, left_out=ENVELOPE)


def talk_to_proto(talk: RegulatoryTalk) -> regulatory_talk_pb2.RegulatoryTalk:
    """The talk, with what may be done next."""
    message = _to_proto(talk)
    message.allowed_actions.extend(allowed_actions(MOVES, talk.state))
    return message
