"""The person view between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import person_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.person_view import PeopleFound, PersonSearch

found_to_proto = to_message(PeopleFound, pb.SearchPeopleResponse)
read_search = from_message(pb.SearchPeopleRequest, PersonSearch, left_out=("request_id",))
