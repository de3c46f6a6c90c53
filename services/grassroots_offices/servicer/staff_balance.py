"""gRPC door of the balance list. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import staff_balance_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.staff_balance import compute_staff_balance
from services.grassroots_offices.translate import staff_balance as translate


class StaffBalanceService(Servicer):
    """sifa.grassroots_offices.v1.StaffBalanceService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["StaffBalanceService"]

    def ComputeStaffBalance(self, tx: Tx, request: pb.ComputeStaffBalanceRequest) -> pb.ComputeStaffBalanceResponse:
        """Who is short, who has more, who moved."""
        lines, suggested, moves = compute_staff_balance(tx, request.year)
        return pb.ComputeStaffBalanceResponse(
            lines=map(translate.balance_line_to_proto, lines),
            proposals=map(translate.balance_proposal_to_proto, suggested),
            moves=map(translate.staff_move_to_proto, moves),
        )
