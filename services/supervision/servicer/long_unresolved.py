"""gRPC door of the list of what nobody has put right for long. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import long_unresolved_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.long_unresolved import list_long_unresolved
from services.supervision.translate.long_unresolved import to_proto


class LongUnresolvedService(Servicer):
    """sifa.supervision.v1.LongUnresolvedService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["LongUnresolvedService"]

    def ListLongUnresolved(self, tx: Tx, request: pb.ListLongUnresolvedRequest) -> pb.ListLongUnresolvedResponse:
        """A page of the list."""
        found, after = list_long_unresolved(tx, self.pager.read(request))
        return pb.ListLongUnresolvedResponse(
            long_unresolved=map(to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
