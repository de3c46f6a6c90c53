"""Advisers' logs between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import adviser_log_pb2
from sifa.grassroots_offices.v1 import adviser_log_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.adviser_log import MOVES, AdviserLog, AdviserLogDraft, AdviserLogFilter

OUTPUT_ONLY = (
    "name",
    "state",
    "late",
    "service_hours",
    "void_reason",
    "division",
    "create_time",
    "etag",
    "allowed_actions",
)

_to_proto = to_message(AdviserLog, adviser_log_pb2.AdviserLog, left_out=("allowed_actions",))
_read_draft = from_message(adviser_log_pb2.AdviserLog, AdviserLogDraft, left_out=OUTPUT_ONLY)
read_adviser_log_filter = from_message(
    pb.ListAdviserLogsRequest, AdviserLogFilter, left_out=("page_size", "page_token")
)


def adviser_log_to_proto(log: AdviserLog) -> adviser_log_pb2.AdviserLog:
    """The message, with what may be done next."""
    message = _to_proto(log)
    message.allowed_actions.extend(allowed_actions(MOVES, log.state))
    return message


def read_adviser_log_draft(message: adviser_log_pb2.AdviserLog) -> AdviserLogDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "adviser_log")
