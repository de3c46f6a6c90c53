"""Claims for duty shifts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import duty_claim_pb2
from sifa.legal_aid.v1 import duty_claim_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.duty_claim import DutyClaim, DutyClaimDraft, DutyClaimFilter
from services.legal_aid.domain.settlement import EXPENSE_MOVES, ReversalOrder

COMPUTED = (
    "name", "duty_shifts", "half_days", "plea_items", "amount_fen", "citation", "unit", "settlement", "division",
    "allowed_actions", "create_time", "etag",
)  # fmt: skip
_to_proto = to_message(
    DutyClaim, duty_claim_pb2.DutyClaim, left_out=("allowed_actions",), hidden=("case", "assignment")
)
_read = from_message(duty_claim_pb2.DutyClaim, DutyClaimDraft, left_out=COMPUTED)
read_duty_claim_filter = from_message(pb.ListDutyClaimsRequest, DutyClaimFilter, left_out=("page_size", "page_token"))
read_duty_claim_reversal = from_message(
    pb.OrderReversalOfDutyClaimRequest, ReversalOrder, left_out=("name", "request_id", "etag")
)


def duty_claim_to_proto(claim: DutyClaim) -> duty_claim_pb2.DutyClaim:
    """The claim, with what may be done next."""
    message = _to_proto(claim)
    message.allowed_actions.extend(allowed_actions(EXPENSE_MOVES, claim.settlement.state))
    return message


def read_duty_claim_draft(message: duty_claim_pb2.DutyClaim) -> DutyClaimDraft:
    """What is claimed; output-only fields are ignored."""
    return _read(message, "duty_claim")
