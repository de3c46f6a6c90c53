"""Checklists between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import checklist_pb2
from sifa.supervision.v1 import checklist_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.checklist import (
    MOVES,
    Checklist,
    ChecklistDraft,
    ChecklistFilter,
    ChecklistItem,
)
from services.supervision.domain.checklist_template import ChecklistTemplate

OUTPUT_ONLY = (
    "name", "version", "state", "published_date", "publication_document", "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(Checklist, checklist_pb2.Checklist, left_out=("allowed_actions",))
_draft_to_proto = to_message(ChecklistDraft, checklist_pb2.Checklist, left_out=OUTPUT_ONLY)
template_to_proto = to_message(ChecklistTemplate, checklist_pb2.ChecklistTemplate, parts={"checklist": _draft_to_proto})
read_draft = from_message(checklist_pb2.Checklist, ChecklistDraft, left_out=OUTPUT_ONLY)
read_filter = from_message(pb.ListChecklistsRequest, ChecklistFilter, left_out=("page_size", "page_token"))
_read_item = from_message(checklist_pb2.ChecklistItem, ChecklistItem)


def read_items(request: pb.ReviseChecklistRequest) -> tuple[ChecklistItem, ...]:
    """The items as given."""
    return tuple(_read_item(one, f"items[{place}]") for place, one in enumerate(request.items))


def checklist_to_proto(checklist: Checklist) -> checklist_pb2.Checklist:
    """The version, with what may be done next."""
    message = _to_proto(checklist)
    message.allowed_actions.extend(allowed_actions(MOVES, checklist.state))
    return message
