"""Receipts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import fee_receipt_pb2
from sifa.grassroots_offices.v1 import fee_receipt_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.fee_receipt import MOVES, FeeReceipt, FeeReceiptDraft, FeeReceiptFilter
from services.grassroots_offices.domain.receipt_check import ReceiptCheck

OUTPUT_ONLY = (
    "name", "year", "state", "late", "void_reason", "division", "allowed_actions", "create_time", "etag"
)  # fmt: skip
_to_proto = to_message(FeeReceipt, fee_receipt_pb2.FeeReceipt, left_out=("allowed_actions",))
_read_draft = from_message(fee_receipt_pb2.FeeReceipt, FeeReceiptDraft, left_out=OUTPUT_ONLY)
read_fee_receipt_filter = from_message(
    pb.ListFeeReceiptsRequest, FeeReceiptFilter, left_out=("page_size", "page_token")
)  # fmt: skip
receipt_check_to_proto = to_message(ReceiptCheck, fee_receipt_pb2.ReceiptCheck)


def fee_receipt_to_proto(receipt: FeeReceipt) -> fee_receipt_pb2.FeeReceipt:
    """The receipt, with what may be done next."""
    message = _to_proto(receipt)
    message.allowed_actions.extend(allowed_actions(MOVES, receipt.state))
    return message


def read_fee_receipt_draft(message: fee_receipt_pb2.FeeReceipt) -> FeeReceiptDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "fee_receipt")
