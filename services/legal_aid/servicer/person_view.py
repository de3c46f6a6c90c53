"""gRPC door of the person view. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import person_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.person_view import search_people
from services.legal_aid.translate.person_view import found_to_proto, read_search


class PersonService(Servicer):
    """sifa.legal_aid.v1.PersonService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PersonService"]

    def SearchPeople(self, tx: Tx, request: pb.SearchPeopleRequest) -> pb.SearchPeopleResponse:
        """Look somebody up."""
        return found_to_proto(search_people(tx, read_search(request, "")))
