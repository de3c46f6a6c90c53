"""gRPC door of institution tallies. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import institution_tally_pb2, institution_tally_service_pb2

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.institution_tally import get_tally, list_tallies
from services.supervision.translate.institution_tally import tally_to_proto


class InstitutionTallyService(Servicer):
    """sifa.supervision.v1.InstitutionTallyService."""

    DESCRIPTOR = institution_tally_service_pb2.DESCRIPTOR.services_by_name["InstitutionTallyService"]

    def GetInstitutionTally(
        self, tx: Tx, request: institution_tally_service_pb2.GetInstitutionTallyRequest
    ) -> institution_tally_pb2.InstitutionTally:
        """The counts of one institution."""
        return tally_to_proto(get_tally(tx, request.name))

    def ListInstitutionTallies(
        self, tx: Tx, request: institution_tally_service_pb2.ListInstitutionTalliesRequest
    ) -> institution_tally_service_pb2.ListInstitutionTalliesResponse:
        """A page of counts."""
        found, after = list_tallies(tx, self.pager.read(request))
        return institution_tally_service_pb2.ListInstitutionTalliesResponse(
            institution_tallies=map(tally_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )
