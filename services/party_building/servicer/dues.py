"""gRPC door of dues. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import dues_pb2
from sifa.party_building.v1 import dues_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers import dues_line as lines
from services.party_building.handlers import dues_refund as refunds
from services.party_building.translate.dues import (
    arrears_to_proto,
    line_to_proto,
    read_closing,
    read_line_draft,
    read_line_filter,
    read_payment,
    read_refund_draft,
    read_refund_filter,
    read_remittance,
    read_return,
    refund_to_proto,
)


class DuesService(Servicer):
    """sifa.party_building.v1.DuesService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DuesService"]

    def CreateDuesLine(self, tx: Tx, request: pb.CreateDuesLineRequest) -> dues_pb2.DuesLine:
        """Enter a member's month."""
        return line_to_proto(lines.create_line(tx, read_line_draft(request.dues_line)))

    def GetDuesLine(self, tx: Tx, request: pb.GetDuesLineRequest) -> dues_pb2.DuesLine:
        """One month."""
        return line_to_proto(lines.get_line(tx, request.name))

    def ListDuesLines(self, tx: Tx, request: pb.ListDuesLinesRequest) -> pb.ListDuesLinesResponse:
        """A page of months."""
        found, after = lines.list_lines(tx, read_line_filter(request, ""), self.pager.read(request))
        return pb.ListDuesLinesResponse(
            dues_lines=map(line_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviseDuesLine(self, tx: Tx, request: pb.ReviseDuesLineRequest) -> pb.ReviseDuesLineResponse:
        """Correct an income."""
        done = lines.revise_line(tx, request.name, request.income_fen, etag=request.etag)
        return pb.ReviseDuesLineResponse(dues_line=line_to_proto(done))

    def RecordDuesPayment(self, tx: Tx, request: pb.RecordDuesPaymentRequest) -> pb.RecordDuesPaymentResponse:
        """Record a payment."""
        done = lines.pay_line(tx, request.name, read_payment(request, ""), etag=request.etag)
        return pb.RecordDuesPaymentResponse(dues_line=line_to_proto(done))

    def ListDuesArrears(self, tx: Tx, request: pb.ListDuesArrearsRequest) -> pb.ListDuesArrearsResponse:
        """Who has not paid for too long."""
        return pb.ListDuesArrearsResponse(arrears=map(arrears_to_proto, lines.list_arrears(tx)))

    def CreateDuesRefund(self, tx: Tx, request: pb.CreateDuesRefundRequest) -> dues_pb2.DuesRefund:
        """Gather a quarter."""
        return refund_to_proto(refunds.create_refund(tx, read_refund_draft(request.dues_refund)))

    def GetDuesRefund(self, tx: Tx, request: pb.GetDuesRefundRequest) -> dues_pb2.DuesRefund:
        """One period."""
        return refund_to_proto(refunds.get_refund(tx, request.name))

    def ListDuesRefunds(self, tx: Tx, request: pb.ListDuesRefundsRequest) -> pb.ListDuesRefundsResponse:
        """A page of periods."""
        found, after = refunds.list_refunds(tx, read_refund_filter(request, ""), self.pager.read(request))
        return pb.ListDuesRefundsResponse(
            dues_refunds=map(refund_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RemitDues(self, tx: Tx, request: pb.RemitDuesRequest) -> pb.RemitDuesResponse:
        """Record the handing on."""
        done = refunds.remit(tx, request.name, request.remitted_fen, read_remittance(request, ""), etag=request.etag)
        return pb.RemitDuesResponse(dues_refund=refund_to_proto(done))

    def RecordDuesReturn(self, tx: Tx, request: pb.RecordDuesReturnRequest) -> pb.RecordDuesReturnResponse:
        """Record what came back."""
        done = refunds.record_return(tx, request.name, request.amount_fen, read_return(request, ""), etag=request.etag)
        return pb.RecordDuesReturnResponse(dues_refund=refund_to_proto(done))

    def ReconcileDues(self, tx: Tx, request: pb.ReconcileDuesRequest) -> pb.ReconcileDuesResponse:
        """Close a period."""
        done = refunds.reconcile(tx, request.name, read_closing(request, ""), etag=request.etag)
        return pb.ReconcileDuesResponse(dues_refund=refund_to_proto(done))
