"""The daily assessment between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import daily_entry_pb2
from sifa.grassroots_offices.v1 import daily_entry_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.daily_entry import (
    MOVES,
    DailyAnswer,
    DailyEntry,
    DailyEntryDraft,
    DailyEntryFilter,
)

OUTPUT_ONLY = (
    "name", "state", "late", "answer", "answered_date", "withdrawal_reason", "division", "allowed_actions",
    "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(DailyEntry, daily_entry_pb2.DailyEntry, left_out=("allowed_actions",))
_read_draft = from_message(daily_entry_pb2.DailyEntry, DailyEntryDraft, left_out=OUTPUT_ONLY)
read_daily_entry_filter = from_message(
    pb.ListDailyEntriesRequest, DailyEntryFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_answer = from_message(pb.AnswerDailyEntryRequest, DailyAnswer, left_out=("name", "request_id", "etag"))


def daily_entry_to_proto(noted: DailyEntry) -> daily_entry_pb2.DailyEntry:
    """The entry, with what may be done next."""
    message = _to_proto(noted)
    message.allowed_actions.extend(allowed_actions(MOVES, noted.state))
    return message


def read_daily_entry_draft(message: daily_entry_pb2.DailyEntry) -> DailyEntryDraft:
    """What is noted; output-only fields are ignored."""
    return _read_draft(message, "daily_entry")
