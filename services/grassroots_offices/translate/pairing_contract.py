"""Contracts of pairing with law firms between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import pairing_contract_pb2
from sifa.grassroots_offices.v1 import pairing_contract_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.pairing_contract import (
    MOVES,
    PairingContract,
    PairingContractDraft,
    PairingContractFilter,
    PairingEnd,
    PairingLine,
)

OUTPUT_ONLY = (
    "state", "ended_date", "end_reason", "division", "create_time", "etag", "allowed_actions", "name",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(PairingContract, pairing_contract_pb2.PairingContract, left_out=("allowed_actions",))
_read_draft = from_message(pairing_contract_pb2.PairingContract, PairingContractDraft, left_out=OUTPUT_ONLY)
read_pairing_contract_filter = from_message(
    pb.ListPairingContractsRequest, PairingContractFilter, left_out=("page_size", "page_token")
)
read_end_pairing_contract = from_message(pb.EndPairingContractRequest, PairingEnd, left_out=ENVELOPE)
pairing_line_to_proto = to_message(PairingLine, pairing_contract_pb2.PairingLine)


def pairing_contract_to_proto(one: PairingContract) -> pairing_contract_pb2.PairingContract:
    """The message, with what may be done next."""
    message = _to_proto(one)
    message.allowed_actions.extend(allowed_actions(MOVES, one.state))
    return message


def read_pairing_contract_draft(message: pairing_contract_pb2.PairingContract) -> PairingContractDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "pairing_contract")
