"""gRPC door of direct expenses. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import direct_expense_pb2
from sifa.legal_aid.v1 import direct_expense_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.direct_expense import (
    approve_direct_expense,
    check_direct_expense,
    create_direct_expense,
    get_direct_expense,
    list_direct_expenses,
    order_reversal_of_direct_expense,
    pay_direct_expense,
    reverse_direct_expense,
)
from services.legal_aid.translate.settlement import (
    expense_to_proto,
    read_expense_draft,
    read_expense_filter,
    read_expense_reversal,
)


class DirectExpenseService(Servicer):
    """sifa.legal_aid.v1.DirectExpenseService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DirectExpenseService"]

    def CreateDirectExpense(self, tx: Tx, request: pb.CreateDirectExpenseRequest) -> direct_expense_pb2.DirectExpense:
        """Enter one."""
        return expense_to_proto(create_direct_expense(tx, read_expense_draft(request.direct_expense)))

    def GetDirectExpense(self, tx: Tx, request: pb.GetDirectExpenseRequest) -> direct_expense_pb2.DirectExpense:
        """One of them."""
        return expense_to_proto(get_direct_expense(tx, request.name))

    def ListDirectExpenses(self, tx: Tx, request: pb.ListDirectExpensesRequest) -> pb.ListDirectExpensesResponse:
        """A page."""
        found, after = list_direct_expenses(tx, read_expense_filter(request, ""), self.pager.read(request))
        return pb.ListDirectExpensesResponse(
            direct_expenses=map(expense_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CheckDirectExpense(self, tx: Tx, request: pb.CheckDirectExpenseRequest) -> pb.CheckDirectExpenseResponse:
        """Found right."""
        done = check_direct_expense(tx, request.name, etag=request.etag)
        return pb.CheckDirectExpenseResponse(direct_expense=expense_to_proto(done))

    def ApproveDirectExpense(self, tx: Tx, request: pb.ApproveDirectExpenseRequest) -> pb.ApproveDirectExpenseResponse:
        """Reserve the amount."""
        done = approve_direct_expense(tx, request.name, etag=request.etag)
        return pb.ApproveDirectExpenseResponse(direct_expense=expense_to_proto(done))

    def PayDirectExpense(self, tx: Tx, request: pb.PayDirectExpenseRequest) -> pb.PayDirectExpenseResponse:
        """Pay."""
        done = pay_direct_expense(tx, request.name, etag=request.etag)
        return pb.PayDirectExpenseResponse(direct_expense=expense_to_proto(done))

    def OrderReversalOfDirectExpense(
        self, tx: Tx, request: pb.OrderReversalOfDirectExpenseRequest
    ) -> pb.OrderReversalOfDirectExpenseResponse:
        """Decide to take it back."""
        done = order_reversal_of_direct_expense(tx, request.name, read_expense_reversal(request, ""), etag=request.etag)
        return pb.OrderReversalOfDirectExpenseResponse(direct_expense=expense_to_proto(done))

    def ReverseDirectExpense(self, tx: Tx, request: pb.ReverseDirectExpenseRequest) -> pb.ReverseDirectExpenseResponse:
        """Take it back."""
        done = reverse_direct_expense(tx, request.name, etag=request.etag)
        return pb.ReverseDirectExpenseResponse(direct_expense=expense_to_proto(done))
