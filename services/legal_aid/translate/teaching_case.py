"""Teaching cases between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import teaching_case_pb2
from sifa.legal_aid.v1 import teaching_case_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.teaching_case import (
    MOVES,
    TeachingCase,
    TeachingCaseDraft,
    TeachingCaseFilter,
    TeachingNote,
    TeachingUse,
    TeachingWords,
)

OUTPUT_ONLY = (
    "name",
    "state",
    "state_date",
    "note",
    "uses",
    "audience_total",
    "division",
    "allowed_actions",
    "create_time",
    "etag",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    TeachingCase,
    teaching_case_pb2.TeachingCase,
    left_out=(
        "allowed_actions",
        "audience_total",
    ),
)
_read_draft = from_message(teaching_case_pb2.TeachingCase, TeachingCaseDraft, left_out=OUTPUT_ONLY)
read_teaching_case_filter = from_message(
    pb.ListTeachingCasesRequest, TeachingCaseFilter, left_out=("page_size", "page_token")
)
read_teaching_words = from_message(pb.ReviseTeachingCaseRequest, TeachingWords, left_out=ENVELOPE)
read_teaching_approval = from_message(pb.ApproveTeachingCaseRequest, TeachingNote, left_out=ENVELOPE)
read_teaching_use = from_message(pb.RecordTeachingUseRequest, TeachingUse, left_out=ENVELOPE)
read_teaching_withdrawal = from_message(pb.WithdrawTeachingCaseRequest, TeachingNote, left_out=ENVELOPE)


def teaching_case_to_proto(item: TeachingCase) -> teaching_case_pb2.TeachingCase:
    """The message, with what may be done next."""
    message = _to_proto(item)
    message.audience_total = item.audience_total
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message


def read_teaching_case_draft(message: teaching_case_pb2.TeachingCase) -> TeachingCaseDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "teaching_case")
