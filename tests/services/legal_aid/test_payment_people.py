"""Four people settle a payment, each state allows its moves alone, and the schema agrees (P-04)."""

from __future__ import annotations

from typing import Any

import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import direct_expense_pb2, subsidy_claim_pb2

from chassis.schema import audit_entry
from services.legal_aid.domain.settlement import CLAIM_MOVES, PaymentState
from services.legal_aid.persistence.subsidy_claim import TABLE
from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import (
    CIVIL,
    DUPLICATE,
    ERROR,
    TRIAL_1,
    ask,
    brought,
    claim,
    expense,
    state_of,
    step,
)
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, entries, funded
from tests.services.legal_aid.rows import everything

BLOCKED = subsidy_claim_pb2.BLOCK_REASON_DUPLICATE


@pytest.mark.rule("P-04")
@pytest.mark.parametrize(("first", "second"), [
    ("make", "check"), ("make", "approve"), ("make", "pay"), ("check", "approve"), ("check", "pay"), ("approve", "pay"),
])  # fmt: skip
@pytest.mark.parametrize("what", ["claim", "expense"])
def test_four_people_settle_a_payment(counter: Counter, first: str, second: str, what: str) -> None:
    one = counter.person("legal_aid_clerk", "legal_aid_head", "legal_aid_finance", subject="jack")
    done, source = done_case(counter), funded(counter)
    fields: dict[str, Any] = {"case": done.name, "assignment": done.assignments[0], "fund_source": source}
    if what == "claim":
        said: Any = subsidy_claim_pb2.SubsidyClaim(stage=TRIAL_1, service=CIVIL, **fields)
        made = ask(counter, "CreateSubsidyClaim", one if first == "make" else None, subsidy_claim=said)
    else:
        made = expense(counter, done.name, done.assignments[0], source)
        if first == "make":
            said = type(made)(
                kind=direct_expense_pb2.EXPENSE_KIND_COPYING,
                amount_fen=5,
                receipt="A1234",
                spent_date="2026-06-15",
                **fields,
            )
            made = ask(counter, "CreateDirectExpense", one, direct_expense=said)
    for action in ("check", "approve", "pay"):
        if action == second:
            before = everything(counter.door.service)
            answer = refused(lambda action=action, made=made: step(counter, action, made, one))  # type: ignore[misc]
            assert (answer.reason, answer.metadata["rules"]) == ("SEPARATION_OF_DUTIES", "P-04")
            assert everything(counter.door.service) == before
        made = step(counter, action, made, one if action == first else None)


@pytest.mark.rule("P-04")
def test_whoever_ordered_a_reversal_does_not_book_it(counter: Counter) -> None:
    both = counter.person("legal_aid_head", "legal_aid_finance", subject="both")
    done = done_case(counter)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], funded(counter)), "pay")
    ordered = step(counter, "orderReversal", paid, both, reason=DUPLICATE)
    assert refused(lambda: step(counter, "reverse", ordered, both)).reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("M-05")
def test_the_audit_names_the_written_decision_of_a_reversal(counter: Counter) -> None:
    done = done_case(counter)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], funded(counter)), "pay")
    back = step(counter, "reverse", step(counter, "orderReversal", paid, reason=ERROR))
    with counter.door.service.database.read() as session:
        query = sa.select(audit_entry.c.document).where(audit_entry.c.object == back.name)
        (document,) = session.execute(query.where(audit_entry.c.action == "subsidy_claim.reverse")).scalars()
    assert document == back.settlement.reversal_document == DOCUMENT


@pytest.mark.rule("P-04", "LA-94", "LA-90")
def test_the_schema_itself_refuses_what_the_code_never_asks_for(counter: Counter) -> None:
    source, other = funded(counter), funded(counter, display_name="追加经费")
    done = done_case(counter)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    change = sa.update(TABLE).where(TABLE.c.name == paid.name)
    wrongs: list[dict[str, Any]] = [
        {"settlement_checked_by": paid.settlement.made_by}, {"settlement_paid_by": paid.settlement.approved_by},
        {"settlement_approved_by": paid.settlement.checked_by}, {"settlement_paid_by": paid.settlement.checked_by},
        {"settlement_payment": None}, {"settlement_approved_by": None}, {"fund_source": other},
        {"entitlement": None}, {"share_bp": 10_001}, {"settlement_state": "REVERSED"},
        {"settlement_reservation": entries(counter, other)[0].name},
    ]  # fmt: skip
    for wrong in wrongs:
        with pytest.raises(sa.exc.IntegrityError), counter.door.service.database.write() as session:
            session.execute(change.values(**wrong))


@pytest.mark.rule("LA-94")
@pytest.mark.parametrize("state", list(PaymentState), ids=lambda state: state.name)
def test_any_other_action_is_refused_and_changes_nothing(counter: Counter, state: PaymentState) -> None:
    made = in_state(counter, state)
    assert (state_of(made), list(made.allowed_actions)) == (state.name, sorted(CLAIM_MOVES[state]))
    before = everything(counter.door.service)
    for action in ("check", "approve", "pay", "orderReversal", "reverse", "block", "resolve"):
        if action not in CLAIM_MOVES[state]:
            fields = {"reason": ERROR} if action == "orderReversal" else {}
            answer = refused(
                lambda action=action, fields=fields: step(counter, action, made, **fields)  # type: ignore[misc]
            )
            assert answer.reason == "ACTION_NOT_ALLOWED", action
    assert everything(counter.door.service) == before


def in_state(counter: Counter, state: PaymentState) -> Any:
    """A claim that was brought to the state."""
    done = done_case(counter)
    made = claim(counter, done.name, done.assignments[0], funded(counter))
    if state is PaymentState.BLOCKED:
        return step(counter, "block", made)
    if state is PaymentState.REVERSED:
        return step(counter, "reverse", step(counter, "orderReversal", brought(counter, made, "pay"), reason=ERROR))
    way = {PaymentState.CHECKED: "check", PaymentState.APPROVED: "approve", PaymentState.PAID: "pay"}
    return brought(counter, made, way[state]) if state in way else made
