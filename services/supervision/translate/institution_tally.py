"""Institution tallies from domain to proto. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import institution_tally_pb2

from chassis.mapping import to_message
from services.supervision.domain.institution_tally import InstitutionTally

tally_to_proto = to_message(InstitutionTally, institution_tally_pb2.InstitutionTally)
