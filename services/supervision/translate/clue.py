"""Clues between proto and domain, and what a list asks for. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import clue_pb2
from sifa.supervision.v1 import clue_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain import clue_life as life
from services.supervision.domain.clue import Clue, ClueFilter
from services.supervision.domain.clue_report import ClueReport

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    Clue, clue_pb2.Clue, left_out=("allowed_actions",), parts={"deadlines": deadline_to_message}
)  # fmt: skip
read_filter = from_message(pb.ListCluesRequest, ClueFilter, left_out=("page_size", "page_token"))
read_report = from_message(pb.ReportClueRequest, ClueReport, left_out=("request_id",))
read_assignment = from_message(pb.AssignClueRequest, life.Assignment, left_out=ENVELOPE)
read_verification = from_message(pb.VerifyClueRequest, life.ClueVerification, left_out=ENVELOPE)
read_disposition = from_message(pb.DisposeClueRequest, life.Disposition, left_out=ENVELOPE)
read_test = from_message(pb.PassClueTestRequest, life.TestPassed, left_out=ENVELOPE)
read_closing = from_message(pb.CloseClueRequest, life.Closing, left_out=ENVELOPE)


def clue_to_proto(clue: Clue) -> clue_pb2.Clue:
    """The message, with what may be done next."""
    message = _to_proto(clue)
    message.allowed_actions.extend(allowed_actions(life.MOVES, clue.state))
    return message
