"""Holds of practice between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import practice_hold_pb2
from sifa.supervision.v1 import practice_hold_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.documented import Documented
from services.supervision.domain.practice_hold import MOVES, LegalCheck, PracticeHold, PracticeHoldFilter

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    PracticeHold, practice_hold_pb2.PracticeHold, left_out=("allowed_actions",),
    parts={"deadlines": deadline_to_message},
)  # fmt: skip
read_filter = from_message(pb.ListPracticeHoldsRequest, PracticeHoldFilter, left_out=("page_size", "page_token"))
read_legal_check = from_message(pb.CheckPracticeHoldRequest, LegalCheck, left_out=ENVELOPE)
read_signature = from_message(pb.SignPracticeHoldRequest, Documented, left_out=ENVELOPE)
read_lifting = from_message(pb.LiftPracticeHoldRequest, Documented, left_out=ENVELOPE)


def practice_hold_to_proto(hold: PracticeHold) -> practice_hold_pb2.PracticeHold:
    """The message, with what may be done next."""
    message = _to_proto(hold)
    message.allowed_actions.extend(allowed_actions(MOVES, hold.state))
    return message
