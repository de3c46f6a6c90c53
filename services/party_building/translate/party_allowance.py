"""Allowances between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import party_allowance_pb2
from sifa.party_building.v1 import party_allowance_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.party_allowance import PartyAllowance, PartyAllowanceDraft, PartyAllowanceFilter

DRAFT = {"member", "office", "month", "amount_fen", "source", "document_number"}
_FIELDS = party_allowance_pb2.PartyAllowance.DESCRIPTOR.fields_by_name
allowance_to_proto = to_message(PartyAllowance, party_allowance_pb2.PartyAllowance)
_read_draft = from_message(
    party_allowance_pb2.PartyAllowance, PartyAllowanceDraft, left_out=tuple(set(_FIELDS) - DRAFT)
)
read_allowance_filter = from_message(
    pb.ListPartyAllowancesRequest, PartyAllowanceFilter, left_out=("page_size", "page_token")
)


def read_allowance_draft(message: party_allowance_pb2.PartyAllowance) -> PartyAllowanceDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "party_allowance")
