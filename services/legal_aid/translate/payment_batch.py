"""Payment files between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import payment_batch_pb2
from sifa.legal_aid.v1 import payment_batch_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.payment_batch import MOVES, PaymentBatch, PaymentBatchDraft, PaymentBatchFilter

ACTIONS, COMPUTED = ("allowed_actions",), (
    "name", "payment_count", "total_fen", "sha256", "state", "exported_by", "result_sha256", "institution", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(
    PaymentBatch, payment_batch_pb2.PaymentBatch, left_out=ACTIONS, hidden=("content", "signature", "exported_date")
)  # fmt: skip
read_batch_draft = from_message(payment_batch_pb2.PaymentBatch, PaymentBatchDraft, left_out=COMPUTED)
read_batch_filter = from_message(
    pb.ListPaymentBatchesRequest, PaymentBatchFilter, left_out=("page_size", "page_token")
)  # fmt: skip


def batch_to_proto(batch: PaymentBatch) -> payment_batch_pb2.PaymentBatch:
    """The batch, with what may be done next."""
    message = _to_proto(batch)
    message.allowed_actions.extend(allowed_actions(MOVES, batch.state))
    return message


def file_to_proto(batch: PaymentBatch) -> pb.GetPaymentFileResponse:
    """What the bank gets."""
    return pb.GetPaymentFileResponse(content=batch.content.encode(), signature=bytes.fromhex(batch.signature))
