"""gRPC door of time limits. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import deadline_pb2
from sifa.legal_aid.v1 import deadline_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.deadline import get_deadline, list_deadlines
from services.legal_aid.handlers.due_list import list_due_deadlines, list_own_due_deadlines
from services.legal_aid.translate.deadline import deadline_to_proto, read_deadline_filter
from services.legal_aid.translate.due_list import due_to_proto, read_due_filter


class DeadlineService(Servicer):
    """sifa.legal_aid.v1.DeadlineService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DeadlineService"]

    def GetDeadline(self, tx: Tx, request: pb.GetDeadlineRequest) -> deadline_pb2.Deadline:
        """One time limit."""
        return deadline_to_proto(get_deadline(tx, request.name))

    def ListDeadlines(self, tx: Tx, request: pb.ListDeadlinesRequest) -> pb.ListDeadlinesResponse:
        """A page of the due list."""
        found, after = list_deadlines(tx, read_deadline_filter(request, ""), self.pager.read(request))
        return pb.ListDeadlinesResponse(
            deadlines=map(deadline_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListDueDeadlines(self, tx: Tx, request: pb.ListDueDeadlinesRequest) -> pb.ListDueDeadlinesResponse:
        """A page of what is due and overdue."""
        found, after = list_due_deadlines(tx, read_due_filter(request, ""), self.pager.read(request))
        return pb.ListDueDeadlinesResponse(
            due_deadlines=map(due_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListOwnDueDeadlines(self, tx: Tx, request: pb.ListOwnDueDeadlinesRequest) -> pb.ListOwnDueDeadlinesResponse:
        """A page of what the caller has to do himself."""
        found, after = list_own_due_deadlines(tx, self.pager.read(request))
        return pb.ListOwnDueDeadlinesResponse(
            due_deadlines=map(due_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
