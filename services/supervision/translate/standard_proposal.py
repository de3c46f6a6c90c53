"""Proposals on standards between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import standard_proposal_pb2
from sifa.supervision.v1 import standard_proposal_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.standard_proposal import (
    MOVES,
    AnswerFromAbove,
    Sending,
    StandardProposal,
    StandardProposalDraft,
    StandardProposalFilter,
)

ENVELOPE = ("name", "request_id", "etag")
MADE = ("name", "state", "sent_to", "sent_date", "answer", "answered_date", "allowed_actions", "create_time", "etag")
_to_proto = to_message(StandardProposal, standard_proposal_pb2.StandardProposal, left_out=("allowed_actions",))
read_draft = from_message(standard_proposal_pb2.StandardProposal, StandardProposalDraft, left_out=MADE)
read_filter = from_message(
    pb.ListStandardProposalsRequest, StandardProposalFilter, left_out=("page_size", "page_token")
)  # fmt: skip
read_sending = from_message(pb.SendStandardProposalRequest, Sending, left_out=ENVELOPE)
read_answer = from_message(pb.AnswerStandardProposalRequest, AnswerFromAbove, left_out=ENVELOPE)


def proposal_to_proto(proposal: StandardProposal) -> standard_proposal_pb2.StandardProposal:
    """The proposal, with what may be done next."""
    message = _to_proto(proposal)
    message.allowed_actions.extend(allowed_actions(MOVES, proposal.state))
    return message
