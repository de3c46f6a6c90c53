"""Notices between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import notice_pb2
from sifa.legal_aid.v1 import notice_service_pb2 as pb

from chassis.kernel.identity_number import masked_identity_number
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.notice import (
    MOVES,
    Notice,
    NoticeAnswer,
    NoticeDraft,
    NoticeFilter,
    NoticeQuery,
    NotifiedPerson,
)
from services.legal_aid.translate.deadline import deadline_to_proto

OUTPUT_ONLY = (
    "name", "number", "state", "flags", "query", "answer", "assignment", "deadlines", "division", "sender",
    "allowed_actions", "create_time", "etag", "mandatory",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_person_to_proto = to_message(NotifiedPerson, notice_pb2.NotifiedPerson)


def person_to_proto(person: NotifiedPerson) -> notice_pb2.NotifiedPerson:
    """The person with the identity number masked (P-01)."""
    message = _person_to_proto(person)
    message.identity_number = masked_identity_number(person.identity_number)
    return message


_to_proto = to_message(
    Notice,
    notice_pb2.Notice,
    left_out=("allowed_actions", "mandatory"),
    parts={"person": person_to_proto, "deadlines": deadline_to_proto},
)
_read_draft = from_message(notice_pb2.Notice, NoticeDraft, left_out=OUTPUT_ONLY)
read_notice_filter = from_message(pb.ListNoticesRequest, NoticeFilter, left_out=("page_size", "page_token"))
read_query = from_message(pb.QueryNoticeRequest, NoticeQuery, left_out=ENVELOPE)
read_answer = from_message(pb.AnswerNoticeRequest, NoticeAnswer, left_out=ENVELOPE)


def notice_to_proto(notice: Notice) -> notice_pb2.Notice:
    """The notice, with what may be done next."""
    message = _to_proto(notice)
    message.mandatory = notice.mandatory
    message.allowed_actions.extend(allowed_actions(MOVES, notice.state))
    return message


def read_notice_draft(message: notice_pb2.Notice) -> NoticeDraft:
    """What was sent; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "notice")
