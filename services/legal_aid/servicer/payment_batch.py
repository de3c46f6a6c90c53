"""gRPC door of payment files. It must not hold a condition."""

from __future__ import annotations

from functools import partial

from sifa.legal_aid.v1 import payment_batch_pb2
from sifa.legal_aid.v1 import payment_batch_service_pb2 as pb

from chassis.auth.signatures import sign_detached
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.payment_approval import approve_payments
from services.legal_aid.handlers.payment_batch import (
    create_payment_batch,
    get_payment_batch,
    import_payment_result,
    list_payment_batches,
    withdraw_payment_batch,
)
from services.legal_aid.translate.payment_batch import (
    batch_to_proto,
    file_to_proto,
    read_batch_draft,
    read_batch_filter,
)


class PaymentBatchService(Servicer):
    """sifa.legal_aid.v1.PaymentBatchService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PaymentBatchService"]

    def ApprovePayments(self, tx: Tx, request: pb.ApprovePaymentsRequest) -> pb.ApprovePaymentsResponse:
        """Reserve many amounts."""
        approved = approve_payments(tx, request.names)
        return pb.ApprovePaymentsResponse(
            approved_count=len(approved), total_fen=sum(one.amount_fen for one in approved)
        )

    def CreatePaymentBatch(self, tx: Tx, request: pb.CreatePaymentBatchRequest) -> payment_batch_pb2.PaymentBatch:
        """Export what waits."""
        draft = read_batch_draft(request.payment_batch, "payment_batch")
        sign = partial(sign_detached, self.service.settings.keys_dir, self.service.name)
        return batch_to_proto(create_payment_batch(tx, draft, sign))

    def GetPaymentBatch(self, tx: Tx, request: pb.GetPaymentBatchRequest) -> payment_batch_pb2.PaymentBatch:
        """One batch."""
        return batch_to_proto(get_payment_batch(tx, request.name))

    def ListPaymentBatches(self, tx: Tx, request: pb.ListPaymentBatchesRequest) -> pb.ListPaymentBatchesResponse:
        """A page."""
        found, after = list_payment_batches(tx, read_batch_filter(request, ""), self.pager.read(request))
        return pb.ListPaymentBatchesResponse(
            payment_batches=map(batch_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def GetPaymentFile(self, tx: Tx, request: pb.GetPaymentFileRequest) -> pb.GetPaymentFileResponse:
        """The file and its signature."""
        return file_to_proto(get_payment_batch(tx, request.name))

    def ImportPaymentResult(self, tx: Tx, request: pb.ImportPaymentResultRequest) -> pb.ImportPaymentResultResponse:
        """Pay what the bank paid."""
        done = import_payment_result(tx, request.name, request.content, etag=request.etag)
        return pb.ImportPaymentResultResponse(payment_batch=batch_to_proto(done))

    def WithdrawPaymentBatch(self, tx: Tx, request: pb.WithdrawPaymentBatchRequest) -> pb.WithdrawPaymentBatchResponse:
        """Take it back."""
        done = withdraw_payment_batch(tx, request.name, etag=request.etag)
        return pb.WithdrawPaymentBatchResponse(payment_batch=batch_to_proto(done))
