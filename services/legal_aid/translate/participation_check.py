"""Participation checks between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import participation_check_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.participation import ParticipationAsked, ParticipationCheck

read_participation_asked = from_message(pb.CheckParticipationRequest, ParticipationAsked)
check_to_proto = to_message(ParticipationCheck, pb.CheckParticipationResponse)
