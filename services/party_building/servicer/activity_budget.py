"""gRPC door of activity budgets. It must not hold a condition."""

from __future__ import annotations

from sifa.party_building.v1 import activity_budget_pb2
from sifa.party_building.v1 import activity_budget_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.party_building.handlers.activity_budget import create_budget, get_budget, list_budgets, revise_budget
from services.party_building.translate.activity_budget import (
    budget_to_proto,
    read_budget_draft,
    read_budget_filter,
    read_revision,
)


class ActivityBudgetService(Servicer):
    """sifa.party_building.v1.ActivityBudgetService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ActivityBudgetService"]

    def CreateActivityBudget(
        self, tx: Tx, request: pb.CreateActivityBudgetRequest
    ) -> activity_budget_pb2.ActivityBudget:
        """Enter the line of a year."""
        return budget_to_proto(create_budget(tx, read_budget_draft(request.activity_budget)))

    def GetActivityBudget(self, tx: Tx, request: pb.GetActivityBudgetRequest) -> activity_budget_pb2.ActivityBudget:
        """One line."""
        return budget_to_proto(get_budget(tx, request.name))

    def ListActivityBudgets(self, tx: Tx, request: pb.ListActivityBudgetsRequest) -> pb.ListActivityBudgetsResponse:
        """A page of lines."""
        found, after = list_budgets(tx, read_budget_filter(request, ""), self.pager.read(request))
        return pb.ListActivityBudgetsResponse(
            activity_budgets=map(budget_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviseActivityBudget(self, tx: Tx, request: pb.ReviseActivityBudgetRequest) -> pb.ReviseActivityBudgetResponse:
        """Enter another amount."""
        done = revise_budget(tx, request.name, read_revision(request, ""), etag=request.etag)
        return pb.ReviseActivityBudgetResponse(activity_budget=budget_to_proto(done))
