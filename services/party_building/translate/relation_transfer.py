"""Relation transfers between proto and domain. It must not know rows."""

from __future__ import annotations

import datetime as dt

from sifa.party_building.v1 import relation_transfer_pb2
from sifa.party_building.v1 import relation_transfer_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.relation_transfer import (
    MOVES,
    AnotherLetter,
    Letter,
    Receipt,
    RelationTransfer,
    TransferDraft,
    TransferFilter,
    TransferState,
    state_on,
)

ASKED = ("name", "request_id", "etag")
ENTERED = {"member", "to_organisation", "to_elsewhere", "document_number"}
_to_proto = to_message(RelationTransfer, relation_transfer_pb2.RelationTransfer, left_out=("allowed_actions",))
_read_draft = from_message(
    relation_transfer_pb2.RelationTransfer, TransferDraft,
    left_out=tuple(set(relation_transfer_pb2.RelationTransfer.DESCRIPTOR.fields_by_name) - ENTERED),
)  # fmt: skip
read_transfer_filter = from_message(
    pb.ListRelationTransfersRequest, TransferFilter, left_out=("page_size", "page_token")
)
read_letter = from_message(pb.StartRelationTransferRequest, Letter, left_out=ASKED)
read_receipt = from_message(pb.ReceiveRelationTransferRequest, Receipt, left_out=ASKED)
read_withdrawal = from_message(pb.WithdrawRelationTransferRequest, Receipt, left_out=ASKED)
read_another_letter = from_message(pb.ReissueLetterRequest, AnotherLetter, left_out=ASKED)
_STATES = {state: relation_transfer_pb2.TransferState.Value(f"TRANSFER_STATE_{state.name}") for state in TransferState}


def transfer_to_proto(transfer: RelationTransfer, today: dt.date) -> relation_transfer_pb2.RelationTransfer:
    """The transfer as it stands today, and what may be done next."""
    message = _to_proto(transfer)
    state = state_on(transfer, today)
    message.state = _STATES[state]
    message.allowed_actions.extend(allowed_actions(MOVES, state))
    return message


def read_transfer_draft(message: relation_transfer_pb2.RelationTransfer) -> TransferDraft:
    """What is asked for; output-only fields are ignored."""
    return _read_draft(message, "relation_transfer")
