"""Award rounds between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import award_round_pb2
from sifa.grassroots_offices.v1 import award_round_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.award_choosing import AwardChoice
from services.grassroots_offices.domain.award_round import (
    MOVES,
    AwardDue,
    AwardRound,
    AwardRoundDraft,
    AwardRoundFilter,
)
from services.grassroots_offices.domain.documented import Documented

OUTPUT_ONLY = (
    "name", "state", "candidates", "compiled_date", "decision_document", "chosen_date", "published_document",
    "published_date", "create_time", "etag", "allowed_actions",
)  # fmt: skip
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(AwardRound, award_round_pb2.AwardRound, left_out=("allowed_actions",))
_read_draft = from_message(award_round_pb2.AwardRound, AwardRoundDraft, left_out=OUTPUT_ONLY)
read_award_round_filter = from_message(
    pb.ListAwardRoundsRequest, AwardRoundFilter, left_out=("page_size", "page_token")
)
read_choose = from_message(pb.ChooseAwardRoundRequest, AwardChoice, left_out=ENVELOPE)
read_publish = from_message(pb.PublishAwardRoundRequest, Documented, left_out=ENVELOPE)
award_due_to_proto = to_message(AwardDue, award_round_pb2.AwardDue)


def award_round_to_proto(award: AwardRound) -> award_round_pb2.AwardRound:
    """The message, with what may be done next."""
    message = _to_proto(award)
    message.allowed_actions.extend(allowed_actions(MOVES, award.state))
    return message


def read_award_round_draft(message: award_round_pb2.AwardRound) -> AwardRoundDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "award_round")
