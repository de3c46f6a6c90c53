"""The balance list from domain to proto. It must not weigh it."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import staff_balance_pb2

from chassis.mapping import to_message
from services.grassroots_offices.domain.staff_balance import BalanceLine, BalanceProposal, StaffMove

balance_line_to_proto = to_message(BalanceLine, staff_balance_pb2.BalanceLine)
balance_proposal_to_proto = to_message(BalanceProposal, staff_balance_pb2.BalanceProposal)
staff_move_to_proto = to_message(StaffMove, staff_balance_pb2.StaffMove)
