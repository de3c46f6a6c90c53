"""Purchases between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import purchase_contract_pb2
from sifa.grassroots_offices.v1 import purchase_contract_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.purchase_contract import (
    MOVES,
    Covering,
    PurchaseAcceptance,
    PurchaseContract,
    PurchaseContractDraft,
    PurchaseContractFilter,
    PurchaseEnd,
    PurchasePaying,
    Signing,
)

OUTPUT_ONLY = (
    "name",
    "state",
    "state_date",
    "office",
    "price_fen",
    "from_date",
    "until_date",
    "contract_document",
    "accepted_fen",
    "opinion",
    "covered",
    "payments",
    "create_time",
    "etag",
    "allowed_actions",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(PurchaseContract, purchase_contract_pb2.PurchaseContract, left_out=("allowed_actions",))
_read_draft = from_message(purchase_contract_pb2.PurchaseContract, PurchaseContractDraft, left_out=OUTPUT_ONLY)
read_purchase_contract_filter = from_message(
    pb.ListPurchaseContractsRequest, PurchaseContractFilter, left_out=("page_size", "page_token")
)
read_sign = from_message(pb.SignPurchaseContractRequest, Signing, left_out=ENVELOPE)
read_cover = from_message(pb.CoverActivityRequest, Covering, left_out=ENVELOPE)
read_accept = from_message(pb.AcceptPurchaseContractRequest, PurchaseAcceptance, left_out=ENVELOPE)
read_pay = from_message(pb.PayPurchaseContractRequest, PurchasePaying, left_out=ENVELOPE)
read_end = from_message(pb.EndPurchaseContractRequest, PurchaseEnd, left_out=ENVELOPE)


def purchase_contract_to_proto(contract: PurchaseContract) -> purchase_contract_pb2.PurchaseContract:
    """The message, with what may be done next."""
    message = _to_proto(contract)
    message.allowed_actions.extend(allowed_actions(MOVES, contract.state))
    return message


def read_purchase_contract_draft(message: purchase_contract_pb2.PurchaseContract) -> PurchaseContractDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "purchase_contract")
