"""Fund sources, their movements and entries between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import fund_source_pb2
from sifa.legal_aid.v1 import fund_source_service_pb2 as pb

from chassis.kernel.ledger import Draft, Entry
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.fund_goals import FundGoals
from services.legal_aid.domain.fund_movement import (
    MOVES,
    Allotment,
    CarryOver,
    FundMovement,
    FundMovementFilter,
    TakingBack,
)
from services.legal_aid.domain.fund_source import MOVES as SOURCE_MOVES
from services.legal_aid.domain.fund_source import Freezing, FundSource, FundSourceDraft, FundSourceFilter

PAGE, ENVELOPE = ("page_size", "page_token"), ("name", "request_id", "etag")
OUTPUT_ONLY = ("name", "state", "misuse", "balances", "division", "allowed_actions", "create_time", "etag", "goals")
_source_to_proto = to_message(FundSource, fund_source_pb2.FundSource, left_out=("allowed_actions",))
_read_draft = from_message(fund_source_pb2.FundSource, FundSourceDraft, left_out=OUTPUT_ONLY)
_movement_to_proto = to_message(FundMovement, fund_source_pb2.FundMovement, left_out=("allowed_actions",))
_draft_to_proto = to_message(Draft, fund_source_pb2.FundEntry, left_out=("name", "number", "create_time"))
read_source_filter = from_message(pb.ListFundSourcesRequest, FundSourceFilter, left_out=PAGE)
read_movement_filter = from_message(pb.ListFundMovementsRequest, FundMovementFilter, left_out=PAGE)
read_appropriation = from_message(pb.AppropriateFundSourceRequest, Allotment, left_out=ENVELOPE)
read_arrival = from_message(pb.RecordArrivalRequest, Allotment, left_out=ENVELOPE)
read_carry_over = from_message(pb.CarryOverFundSourceRequest, CarryOver, left_out=ENVELOPE)
read_taking_back = from_message(pb.ReverseFundEntryRequest, TakingBack, left_out=ENVELOPE)
read_goals = from_message(fund_source_pb2.FundGoals, FundGoals)
read_freezing = from_message(pb.FreezeFundSourceRequest, Freezing, left_out=ENVELOPE)


def source_to_proto(source: FundSource) -> fund_source_pb2.FundSource:
    """The source, with what may be done next."""
    message = _source_to_proto(source)
    message.allowed_actions.extend(allowed_actions(SOURCE_MOVES, source.state))
    return message


def read_source_draft(message: fund_source_pb2.FundSource) -> FundSourceDraft:
    """What is opened; output-only fields are ignored."""
    return _read_draft(message, "fund_source")


def movement_to_proto(movement: FundMovement) -> fund_source_pb2.FundMovement:
    """The movement, with what may be done next."""
    message = _movement_to_proto(movement)
    message.allowed_actions.extend(allowed_actions(MOVES, movement.state))
    return message


def entry_to_proto(entry: Entry) -> fund_source_pb2.FundEntry:
    """One entry of a ledger."""
    message = _draft_to_proto(entry.draft)
    message.name, message.number = entry.name, entry.number
    message.create_time.FromDatetime(entry.created)
    return message
