"""Spendings between proto and domain. It must not know rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.message import Message
from sifa.party_building.v1 import fund_spend_pb2
from sifa.party_building.v1 import fund_spend_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.fund_spend import MOVES, FundSpend, FundSpendDraft, FundSpendFilter, SpendPaper

DRAFT = {"office", "amount_fen", "purpose", "document_number"}
_FIELDS = fund_spend_pb2.FundSpend.DESCRIPTOR.fields_by_name
_to_proto = to_message(FundSpend, fund_spend_pb2.FundSpend, left_out=("allowed_actions",), hidden=("made_by",))
_read_draft = from_message(fund_spend_pb2.FundSpend, FundSpendDraft, left_out=tuple(set(_FIELDS) - DRAFT))
read_spend_filter = from_message(pb.ListFundSpendsRequest, FundSpendFilter, left_out=("page_size", "page_token"))


def spend_to_proto(spend: FundSpend) -> fund_spend_pb2.FundSpend:
    """The spending, with what may be done next."""
    message = _to_proto(spend)
    message.allowed_actions.extend(allowed_actions(MOVES, spend.state))
    return message


def read_spend_draft(message: fund_spend_pb2.FundSpend) -> FundSpendDraft:
    """What is proposed; output-only fields are ignored."""
    return _read_draft(message, "fund_spend")


def paper_reader(request: type[Message]) -> Callable[[Any, str], SpendPaper]:
    """Compile the reading of when and on which paper."""
    return from_message(request, SpendPaper, left_out=("name", "request_id", "etag"))
