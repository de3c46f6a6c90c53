"""Claims for subsidies and expenses through the door, and the people who settle them. It must not assert anything."""

from __future__ import annotations

from typing import Any, TypeAlias

from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import (
    case_pb2,
    direct_expense_pb2,
    direct_expense_service_pb2,
    duplicate_review_service_pb2,
    settlement_pb2,
    subsidy_claim_pb2,
    subsidy_claim_service_pb2,
)

from chassis.clock import random_id
from tests.doors import Identity
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, cashier

RPCS = {
    method.name: method
    for module in (subsidy_claim_service_pb2, direct_expense_service_pb2, duplicate_review_service_pb2)
    for service in module.DESCRIPTOR.services_by_name.values()
    for method in service.methods
}
Claim: TypeAlias = subsidy_claim_pb2.SubsidyClaim
Expense: TypeAlias = direct_expense_pb2.DirectExpense
Stage: TypeAlias = case_pb2.CaseStage.ValueType
TRIAL_1, TRIAL_2 = case_pb2.CASE_STAGE_TRIAL_1, case_pb2.CASE_STAGE_TRIAL_2
CIVIL, CRIMINAL = subsidy_claim_pb2.SERVICE_CODE_CIVIL, subsidy_claim_pb2.SERVICE_CODE_CRIMINAL
ERROR, DUPLICATE = settlement_pb2.REVERSAL_REASON_ERROR, settlement_pb2.REVERSAL_REASON_DUPLICATE


def people(counter: Counter) -> dict[str, Identity]:
    """Four people, one for each step."""
    return {
        "make": counter.clerk, "check": counter.person("legal_aid_clerk", subject="checker"),
        "approve": counter.head, "pay": cashier(counter),
    }  # fmt: skip


def ask(counter: Counter, rpc: str, who: Identity | None = None, **fields: Any) -> Any:
    """Call an rpc of claims, expenses or reviews, as the clerk unless somebody else is named."""
    method = RPCS[rpc]
    message = GetMessageClass(method.input_type)
    if "request_id" in method.input_type.fields_by_name:
        fields = {"request_id": random_id(), **fields}
    return counter.door.call(method, message(**fields), who or counter.clerk)


def claim(counter: Counter, case: str, assignment: str, fund_source: str, **changes: Any) -> Claim:
    """The clerk claims the subsidy of a civil first instance."""
    said = {
        "case": case, "assignment": assignment, "fund_source": fund_source, "stage": TRIAL_1, "service": CIVIL,
        **changes,
    }  # fmt: skip
    made: Claim = ask(counter, "CreateSubsidyClaim", subsidy_claim=Claim(**said))
    return made


def claims_of(counter: Counter, case: str) -> list[Claim]:
    """The claims of a case, also those that came by themselves."""
    return list(ask(counter, "ListSubsidyClaims", case=case).subsidy_claims)


def expense(counter: Counter, case: str, assignment: str, fund_source: str, **changes: Any) -> Expense:
    """The clerk enters a train ticket of 86.50 yuan."""
    said = {
        "case": case, "assignment": assignment, "fund_source": fund_source, "amount_fen": 8650,
        "kind": direct_expense_pb2.EXPENSE_KIND_TRAVEL, "receipt": "E123456789", "spent_date": "2026-06-15",
        **changes,
    }  # fmt: skip
    made: Expense = ask(counter, "CreateDirectExpense", direct_expense=Expense(**said))
    return made


def step(counter: Counter, action: str, payable: Claim | Expense, who: Identity | None = None, **fields: Any) -> Any:
    """Somebody checks, approves, pays, orders to take back or takes back; each step has its usual person."""
    kind = type(payable).__name__
    rpc = f"OrderReversalOf{kind}" if action == "orderReversal" else f"{action.capitalize()}{kind}"
    usual = people(counter) | {"reverse": cashier(counter), "orderReversal": counter.head}
    if action in ("orderReversal", "block", "resolve"):
        fields = {"document": DOCUMENT, **fields}
    reply = ask(counter, rpc, who or usual.get(action, counter.head), name=payable.name, **fields)
    return reply.subsidy_claim if kind == "SubsidyClaim" else reply.direct_expense


def brought(counter: Counter, payable: Any, to: str) -> Any:
    """Through check, approval and payment as far as named."""
    for action in ("check", "approve", "pay"):
        payable = step(counter, action, payable)
        if action == to:
            return payable
    raise ValueError(to)


def state_of(payable: Claim | Expense) -> str:
    return settlement_pb2.PaymentState.Name(payable.settlement.state).removeprefix("PAYMENT_STATE_")


def blocked_for(one: Claim) -> str:
    return subsidy_claim_pb2.BlockReason.Name(one.block_reason).removeprefix("BLOCK_REASON_")
