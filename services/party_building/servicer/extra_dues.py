"""gRPC door of one-off dues. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import extra_dues_pb2
from sifa.party_building.v1 import extra_dues_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import extra_dues
from services.party_building.translate.extra_dues import (
    payment_to_proto,
    read_draft,
    read_filter,
    read_receipt,
    read_remittance,
)


class ExtraDuesService(Servicer):
    """sifa.party_building.v1.ExtraDuesService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ExtraDuesService"]

    def CreateExtraDuesPayment(
        self, tx: Tx, request: pb.CreateExtraDuesPaymentRequest
    ) -> extra_dues_pb2.ExtraDuesPayment:
        """Enter a payment."""
        return payment_to_proto(extra_dues.create_payment(tx, read_draft(request.extra_dues_payment)))

    def GetExtraDuesPayment(self, tx: Tx, request: pb.GetExtraDuesPaymentRequest) -> extra_dues_pb2.ExtraDuesPayment:
        """One payment."""
        return payment_to_proto(extra_dues.get_payment(tx, request.name))

    def ListExtraDuesPayments(
        self, tx: Tx, request: pb.ListExtraDuesPaymentsRequest
    ) -> pb.ListExtraDuesPaymentsResponse:
        """A page of payments."""
        found, after = extra_dues.list_payments(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListExtraDuesPaymentsResponse(
            extra_dues_payments=map(payment_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RemitExtraDues(self, tx: Tx, request: pb.RemitExtraDuesRequest) -> pb.RemitExtraDuesResponse:
        """Record the handing on."""
        done = extra_dues.remit_payment(tx, request.name, read_remittance(request, ""), etag=request.etag)
        return pb.RemitExtraDuesResponse(extra_dues_payment=payment_to_proto(done))

    def RecordExtraDuesReceipt(
        self, tx: Tx, request: pb.RecordExtraDuesReceiptRequest
    ) -> pb.RecordExtraDuesReceiptResponse:
        """Record the receipt."""
        done = extra_dues.record_receipt(tx, request.name, read_receipt(request, ""), etag=request.etag)
        return pb.RecordExtraDuesReceiptResponse(extra_dues_payment=payment_to_proto(done))
