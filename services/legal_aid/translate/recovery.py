"""Recoveries between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import recovery_pb2
from sifa.legal_aid.v1 import recovery_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.recovery import (
    MOVES,
    FinePayment,
    Recovery,
    RecoveryDemand,
    RecoveryFilter,
    RecoveryFine,
    RecoveryReceipt,
)
from services.legal_aid.domain.recovery_pursuit import PursuitOrder
from services.legal_aid.translate.deadline import deadline_to_proto

ENVELOPE, SUMS = ("name", "request_id", "etag"), ("subsidies_fen", "expenses_fen", "total_fen")
_to_proto = to_message(
    Recovery, recovery_pb2.Recovery, left_out=("allowed_actions", *SUMS), parts={"deadlines": deadline_to_proto}
)
read_recovery_filter = from_message(pb.ListRecoveriesRequest, RecoveryFilter, left_out=("page_size", "page_token"))
read_demand = from_message(pb.DemandRecoveryRequest, RecoveryDemand, left_out=ENVELOPE)
read_receipt = from_message(pb.RecordRecoveryReceiptRequest, RecoveryReceipt, left_out=ENVELOPE)
read_fine_payment = from_message(pb.RecordRecoveryFinePaymentRequest, FinePayment, left_out=ENVELOPE)
read_pursuit = from_message(pb.PursueRecoveryRequest, PursuitOrder, left_out=ENVELOPE)
read_fine = from_message(pb.ImposeRecoveryFineRequest, RecoveryFine, left_out=ENVELOPE)


def recovery_to_proto(recovery: Recovery) -> recovery_pb2.Recovery:
    """The file with its sums, and with what may be done next."""
    message = _to_proto(recovery)
    message.subsidies_fen, message.expenses_fen = recovery.subsidies_fen, recovery.expenses_fen
    message.total_fen = recovery.subsidies_fen + recovery.expenses_fen
    message.allowed_actions.extend(allowed_actions(MOVES, recovery.state))
    return message
