"""Versions of charters between proto and domain. It must not know rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from sifa.party_building.v1 import charter_check_pb2
from sifa.party_building.v1 import charter_check_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.charter_check import (
    MOVES,
    CharterCheck,
    CharterDraft,
    CharterFilter,
    CharterPaper,
)
from services.party_building.domain.charter_comparison import CharterComparison

DRAFT = {"office", "lines", "relation_marks", "document_number"}
FOUND = ("missing_relations", "complete", "allowed_actions")
_FIELDS = charter_check_pb2.CharterCheck.DESCRIPTOR.fields_by_name
_to_proto = to_message(CharterCheck, charter_check_pb2.CharterCheck, left_out=FOUND)
_read_draft = from_message(charter_check_pb2.CharterCheck, CharterDraft, left_out=tuple(set(_FIELDS) - DRAFT))
read_charter_filter = from_message(pb.ListCharterChecksRequest, CharterFilter, left_out=("page_size", "page_token"))
comparison_to_proto = to_message(CharterComparison, pb.CompareCharterChecksResponse)


def charter_to_proto(check: CharterCheck) -> charter_check_pb2.CharterCheck:
    """The version with what is missing, and what may be done next."""
    message = _to_proto(check)
    message.complete = check.complete
    message.missing_relations.extend(
        charter_check_pb2.RelationClause.Value(f"RELATION_CLAUSE_{clause.name}") for clause in check.missing_relations
    )
    message.allowed_actions.extend(allowed_actions(MOVES, check.state))
    return message


def charter_in_list(check: CharterCheck) -> charter_check_pb2.CharterCheck:
    """The version without its lines."""
    message = charter_to_proto(check)
    message.ClearField("lines")
    return message


def read_charter_draft(message: charter_check_pb2.CharterCheck) -> CharterDraft:
    """What an office sent in; output-only fields are ignored."""
    return _read_draft(message, "charter_check")


def charter_paper_reader(request: type[Message], *beside: str) -> Callable[[Any, str], CharterPaper]:
    """Compile the reading of when, on which paper and with which words."""
    return from_message(request, CharterPaper, left_out=("name", "request_id", "etag", *beside))
