"""gRPC door of recoveries. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import recovery_pb2
from sifa.legal_aid.v1 import recovery_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.recovery import (
    cancel_recovery,
    demand_recovery,
    get_recovery,
    impose_recovery_fine,
    list_recoveries,
    pursue_recovery,
    record_recovery_fine_payment,
    record_recovery_receipt,
)
from services.legal_aid.translate.recovery import (
    read_demand,
    read_fine,
    read_fine_payment,
    read_pursuit,
    read_receipt,
    read_recovery_filter,
    recovery_to_proto,
)


class RecoveryService(Servicer):
    """sifa.legal_aid.v1.RecoveryService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RecoveryService"]

    def GetRecovery(self, tx: Tx, request: pb.GetRecoveryRequest) -> recovery_pb2.Recovery:
        """One recovery."""
        return recovery_to_proto(get_recovery(tx, request.name))

    def ListRecoveries(self, tx: Tx, request: pb.ListRecoveriesRequest) -> pb.ListRecoveriesResponse:
        """A page."""
        found, after = list_recoveries(tx, read_recovery_filter(request, ""), self.pager.read(request))
        return pb.ListRecoveriesResponse(
            recoveries=map(recovery_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def DemandRecovery(self, tx: Tx, request: pb.DemandRecoveryRequest) -> pb.DemandRecoveryResponse:
        """Order the recipient to pay."""
        done = demand_recovery(tx, request.name, read_demand(request, ""), etag=request.etag)
        return pb.DemandRecoveryResponse(recovery=recovery_to_proto(done))

    def RecordRecoveryReceipt(
        self, tx: Tx, request: pb.RecordRecoveryReceiptRequest
    ) -> pb.RecordRecoveryReceiptResponse:  # fmt: skip
        """Take what he paid."""
        done = record_recovery_receipt(tx, request.name, read_receipt(request, ""), etag=request.etag)
        return pb.RecordRecoveryReceiptResponse(recovery=recovery_to_proto(done))

    def ImposeRecoveryFine(self, tx: Tx, request: pb.ImposeRecoveryFineRequest) -> pb.ImposeRecoveryFineResponse:
        """Fine him."""
        done = impose_recovery_fine(tx, request.name, read_fine(request, ""), etag=request.etag)
        return pb.ImposeRecoveryFineResponse(recovery=recovery_to_proto(done))

    def RecordRecoveryFinePayment(
        self, tx: Tx, request: pb.RecordRecoveryFinePaymentRequest
    ) -> pb.RecordRecoveryFinePaymentResponse:
        """Take the fine."""
        done = record_recovery_fine_payment(tx, request.name, read_fine_payment(request, ""), etag=request.etag)
        return pb.RecordRecoveryFinePaymentResponse(recovery=recovery_to_proto(done))

    def PursueRecovery(self, tx: Tx, request: pb.PursueRecoveryRequest) -> pb.PursueRecoveryResponse:
        """Remind him, or ask the court."""
        done = pursue_recovery(tx, request.name, read_pursuit(request, ""), etag=request.etag)
        return pb.PursueRecoveryResponse(recovery=recovery_to_proto(done))

    def CancelRecovery(self, tx: Tx, request: pb.CancelRecoveryRequest) -> pb.CancelRecoveryResponse:
        """Take the file back."""
        done = cancel_recovery(tx, request.name, request.document, etag=request.etag)
        return pb.CancelRecoveryResponse(recovery=recovery_to_proto(done))
