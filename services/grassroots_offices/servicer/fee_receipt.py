"""gRPC door of receipts. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import fee_receipt_pb2
from sifa.grassroots_offices.v1 import fee_receipt_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.fee_receipt import (
    check_fee_receipts,
    create_fee_receipt,
    get_fee_receipt,
    list_fee_receipts,
    void_fee_receipt,
)
from services.grassroots_offices.translate.fee_receipt import (
    fee_receipt_to_proto,
    read_fee_receipt_draft,
    read_fee_receipt_filter,
    receipt_check_to_proto,
)


class FeeReceiptService(Servicer):
    """sifa.grassroots_offices.v1.FeeReceiptService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["FeeReceiptService"]

    def CreateFeeReceipt(self, tx: Tx, request: pb.CreateFeeReceiptRequest) -> fee_receipt_pb2.FeeReceipt:
        """Enter one."""
        return fee_receipt_to_proto(create_fee_receipt(tx, read_fee_receipt_draft(request.fee_receipt)))

    def GetFeeReceipt(self, tx: Tx, request: pb.GetFeeReceiptRequest) -> fee_receipt_pb2.FeeReceipt:
        """One of them."""
        return fee_receipt_to_proto(get_fee_receipt(tx, request.name))

    def ListFeeReceipts(self, tx: Tx, request: pb.ListFeeReceiptsRequest) -> pb.ListFeeReceiptsResponse:
        """A page of them."""
        found, after = list_fee_receipts(tx, read_fee_receipt_filter(request, ""), self.pager.read(request))
        return pb.ListFeeReceiptsResponse(
            fee_receipts=map(fee_receipt_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def VoidFeeReceipt(self, tx: Tx, request: pb.VoidFeeReceiptRequest) -> pb.VoidFeeReceiptResponse:
        """Cancel one."""
        done = void_fee_receipt(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidFeeReceiptResponse(fee_receipt=fee_receipt_to_proto(done))

    def CheckFeeReceipts(self, tx: Tx, request: pb.CheckFeeReceiptsRequest) -> pb.CheckFeeReceiptsResponse:
        """Look over the receipts of a year."""
        found = check_fee_receipts(tx, request.name, request.year)
        return pb.CheckFeeReceiptsResponse(receipt_check=receipt_check_to_proto(found))
