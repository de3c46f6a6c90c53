"""gRPC door of rosters, for services. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import roster_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.roster import list_roster
from services.grassroots_offices.translate.roster import member_to_proto, read_wanted


class RosterService(Servicer):
    """sifa.grassroots_offices.v1.RosterService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RosterService"]

    def ListRoster(self, tx: Tx, request: pb.ListRosterRequest) -> pb.ListRosterResponse:
        """A page of a roster."""
        found, after = list_roster(tx, read_wanted(request, ""), self.pager.read(request))
        return pb.ListRosterResponse(
            members=map(member_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
