"""Petitions between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import petition_pb2
from sifa.grassroots_offices.v1 import petition_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.petition import (
    MOVES,
    GivenPetitionStep,
    Petition,
    PetitionCheck,
    PetitionDraft,
    PetitionEnd,
    PetitionFilter,
)

OUTPUT_ONLY = (
    "name", "state", "late", "steps", "outcome", "finding", "result", "ended_date", "penalty", "check_result",
    "division", "create_time", "etag", "allowed_actions",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Petition, petition_pb2.Petition, left_out=("allowed_actions",))
_read_draft = from_message(petition_pb2.Petition, PetitionDraft, left_out=OUTPUT_ONLY)
PAGE = ("page_size", "page_token")
read_petition_filter = from_message(pb.ListPetitionsRequest, PetitionFilter, left_out=PAGE)
read_step = from_message(pb.RecordPetitionStepRequest, GivenPetitionStep, left_out=ENVELOPE)
read_end = from_message(pb.EndPetitionRequest, PetitionEnd, left_out=ENVELOPE)
read_check = from_message(pb.RecordPetitionCheckRequest, PetitionCheck, left_out=ENVELOPE)


def petition_to_proto(petition: Petition) -> petition_pb2.Petition:
    """The message, with what may be done next."""
    message = _to_proto(petition)
    message.allowed_actions.extend(allowed_actions(MOVES, petition.state))
    return message


def read_petition_draft(message: petition_pb2.Petition) -> PetitionDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "petition")
