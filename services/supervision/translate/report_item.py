"""Items of the report lines between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import report_item_pb2
from sifa.supervision.v1 import report_item_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.report_item import (
    MOVES,
    AnswerToCaller,
    ReportItem,
    ReportItemDraft,
    ReportItemFilter,
    TriageOfItem,
)

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(ReportItem, report_item_pb2.ReportItem, left_out=("allowed_actions",))
read_draft = from_message(
    report_item_pb2.ReportItem, ReportItemDraft,
    left_out=(
        "name", "number", "caller_known", "state", "triage", "clue", "handed_to", "triaged_date", "answered_date",
        "allowed_actions", "create_time", "etag",
    ),
)  # fmt: skip
read_filter = from_message(pb.ListReportItemsRequest, ReportItemFilter, left_out=("page_size", "page_token"))
read_triage = from_message(pb.TriageReportItemRequest, TriageOfItem, left_out=ENVELOPE)
read_answer = from_message(pb.AnswerReportItemRequest, AnswerToCaller, left_out=ENVELOPE)


def item_to_proto(item: ReportItem) -> report_item_pb2.ReportItem:
    """The item, with what may be done next."""
    message = _to_proto(item)
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message
