"""Claims for duty shifts through the door. It must not assert anything."""

from __future__ import annotations

from typing import Any

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import duty_claim_pb2 as pb
from sifa.legal_aid.v1 import duty_claim_service_pb2, subsidy_claim_pb2

from chassis.clock import random_id
from tests.doors import Identity
from tests.services.legal_aid.claims import people
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, cashier

RPCS = duty_claim_service_pb2.DESCRIPTOR.services_by_name["DutyClaimService"].methods_by_name
DUTY, PLEA = subsidy_claim_pb2.SERVICE_CODE_DUTY, subsidy_claim_pb2.SERVICE_CODE_PLEA
CONSULTATION = subsidy_claim_pb2.SERVICE_CODE_CONSULTATION


def ask(counter: Counter, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
    """Call an rpc of claims for duty shifts, as the clerk unless somebody else is named."""
    message = GetMessageClass(RPCS[rpc].input_type)
    if "request_id" in RPCS[rpc].input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    return counter.door.call(RPCS[rpc], message(**fields), who or counter.clerk)


def claim(counter: Counter, lawyer: str, source: str, who: Identity | None = None, **changes: Any) -> pb.DutyClaim:
    """The clerk claims a lawyer's shifts of June."""
    said = {
        "institution": counter.institution, "handler": lawyer, "fund_source": source, "month": "2026-06",
        "service": DUTY, **changes,
    }  # fmt: skip
    made: pb.DutyClaim = ask(counter, "CreateDutyClaim", who, duty_claim=pb.DutyClaim(**said))
    return made


def step(counter: Counter, action: str, one: pb.DutyClaim, who: Identity | None = None, **fields: Any) -> pb.DutyClaim:
    """Somebody checks, approves, pays, orders to take back or takes back; each step has its usual person."""
    rpc = "OrderReversalOfDutyClaim" if action == "orderReversal" else f"{action.capitalize()}DutyClaim"
    usual = people(counter) | {"reverse": cashier(counter), "orderReversal": counter.head}
    if action == "orderReversal":
        fields = {"document": DOCUMENT, "reason": 4, **fields}
    done: pb.DutyClaim = ask(counter, rpc, who or usual[action], name=one.name, **fields).duty_claim
    return done


def brought(counter: Counter, one: pb.DutyClaim, to: str) -> pb.DutyClaim:
    """Through check, approval and payment as far as named."""
    for action in ("check", "approve", "pay"):
        one = step(counter, action, one)
        if action == to:
            return one
    raise ValueError(to)
