"""Absences from practice between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practice_absence_pb2
from sifa.grassroots_offices.v1 import practice_absence_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.practice_absence import (
    MOVES,
    AbsenceEnd,
    PracticeAbsence,
    PracticeAbsenceDraft,
    PracticeAbsenceFilter,
)

OUTPUT_ONLY = (
    "state", "office", "dismiss_from_date", "end_date", "end_reason",
    "division", "create_time", "etag", "allowed_actions", "name",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(PracticeAbsence, practice_absence_pb2.PracticeAbsence, left_out=("allowed_actions",))
_read_draft = from_message(practice_absence_pb2.PracticeAbsence, PracticeAbsenceDraft, left_out=OUTPUT_ONLY)
read_practice_absence_filter = from_message(
    pb.ListPracticeAbsencesRequest, PracticeAbsenceFilter, left_out=("page_size", "page_token")
)
read_end_practice_absence = from_message(pb.EndPracticeAbsenceRequest, AbsenceEnd, left_out=ENVELOPE)
read_record_dismissal = from_message(pb.RecordDismissalRequest, Documented, left_out=ENVELOPE)


def practice_absence_to_proto(one: PracticeAbsence) -> practice_absence_pb2.PracticeAbsence:
    """The message, with what may be done next."""
    message = _to_proto(one)
    message.allowed_actions.extend(allowed_actions(MOVES, one.state))
    return message


def read_practice_absence_draft(message: practice_absence_pb2.PracticeAbsence) -> PracticeAbsenceDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "practice_absence")
