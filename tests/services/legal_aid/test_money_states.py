"""The moves of everything about money are the book's (§2.1.2), and no table of moves goes without a test."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import fund_source_pb2 as pb

from chassis.kernel.transition import Moves
from chassis.manifest import installed_services
from services.legal_aid.domain import duplicate_review, fund_movement, fund_source, payment_batch
from services.legal_aid.domain.settlement import CLAIM_MOVES, EXPENSE_MOVES
from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ERROR, brought, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import DOCUMENT, approve, ask, fund, funded, propose, read_fund
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

Table = dict[str, dict[str, set[str]]]
# SubsidyClaim as the book prints it. LA-94, LA-95, LA-115: what is found out after the check stops a claim as well; a
# payment is taken back on a written decision, which somebody else gave.
CLAIM: Table = {
    "DRAFT": {"check": {"CHECKED"}, "block": {"BLOCKED"}},
    "CHECKED": {"approve": {"APPROVED"}, "block": {"BLOCKED"}},
    "APPROVED": {"pay": {"PAID"}, "block": {"BLOCKED"}},
    "PAID": {"orderReversal": {"PAID"}, "reverse": {"REVERSED"}},
    "BLOCKED": {"resolve": {"DRAFT", "REVERSED"}},
    "REVERSED": {},
}
# The book prints no table for the rest. LA-96: an expense goes the way of a claim and is never blocked.
EXPENSE: Table = {
    "DRAFT": {"check": {"CHECKED"}},
    "CHECKED": {"approve": {"APPROVED"}},
    "APPROVED": {"pay": {"PAID"}},
    "PAID": {"orderReversal": {"PAID"}, "reverse": {"REVERSED"}},
    "BLOCKED": {}, "REVERSED": {},
}  # fmt: skip
# LA-90, LA-115: one proposes, another approves or rejects; a frozen source (XF-22) takes money in and gives none away.
MOVEMENT: Table = {"PROPOSED": {"approve": {"BOOKED"}, "reject": {"REJECTED"}}, "BOOKED": {}, "REJECTED": {}}
SOURCE: Table = {
    "OPEN": {
        "appropriate": {"OPEN"}, "recordArrival": {"OPEN"}, "carryOver": {"OPEN"}, "reverseEntry": {"OPEN"},
        "setGoals": {"OPEN"}, "freeze": {"FROZEN"},
    },
    "FROZEN": {
        "appropriate": {"FROZEN"}, "recordArrival": {"FROZEN"}, "reverseEntry": {"FROZEN"}, "setGoals": {"FROZEN"},
        "release": {"OPEN"},
    },
}  # fmt: skip
# LA-95: looked at once. Payment files: paid or withdrawn, once.
REVIEW: Table = {"OPEN": {"decide": {"DISMISSED", "CONFIRMED"}}, "DISMISSED": {}, "CONFIRMED": {}}
BATCH: Table = {"EXPORTED": {"importResult": {"PAID"}, "withdraw": {"WITHDRAWN"}}, "PAID": {}, "WITHDRAWN": {}}
HERE: dict[str, tuple[Moves[Any], Table]] = {
    "settlement.CLAIM_MOVES": (CLAIM_MOVES, CLAIM), "settlement.EXPENSE_MOVES": (EXPENSE_MOVES, EXPENSE),
    "fund_movement.MOVES": (fund_movement.MOVES, MOVEMENT), "fund_source.MOVES": (fund_source.MOVES, SOURCE),
    "duplicate_review.MOVES": (duplicate_review.MOVES, REVIEW), "payment_batch.MOVES": (payment_batch.MOVES, BATCH),
}  # fmt: skip
# Each compared with a table of its own, in test_states, test_cases, test_complaint_states, test_contacts, test_serving,
# test_notice_states, test_objections, test_recovery_states, test_service_lists and test_impostures.
ELSEWHERE = {
    f"{noun}.MOVES"
    for noun in (
        "application", "case", "complaint", "contact", "contact_opening", "decision", "imposture", "incident", "notice",
        "objection", "opinion_brief", "outreach_activity", "rating", "reception", "recovery", "service_list",
        "service_point", "standard_check", "teaching_case", "training_plan", "unreached_list", "volunteer",
    )
}  # fmt: skip


@pytest.mark.parametrize("name", HERE)
def test_a_table_of_moves_is_the_books(name: str) -> None:
    moves, table = HERE[name]
    assert table_of(moves) == table


def test_every_table_of_moves_of_the_service_is_compared_with_one_written_by_hand() -> None:
    found = {
        f"{file.stem}.{node.target.id}"
        for file in (installed_services()["legal_aid"].folder / "domain").glob("*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        if ast.unparse(node.annotation).startswith("Moves[")
    }
    assert found == HERE.keys() | ELSEWHERE


@pytest.mark.parametrize("state", sorted(EXPENSE.keys() - {"BLOCKED"}))
def test_an_expense_moves_as_the_table_says_and_no_other_way(counter: Counter, state: str) -> None:
    case = done_case(counter)
    made = expense(counter, case.name, case.assignments[0], funded(counter))
    way = {"CHECKED": "check", "APPROVED": "approve", "PAID": "pay", "REVERSED": "pay"}.get(state)
    made = brought(counter, made, way) if way else made
    if state == "REVERSED":
        made = step(counter, "reverse", step(counter, "orderReversal", made, reason=ERROR))
    assert (state_of(made), set(made.allowed_actions)) == (state, set(EXPENSE[state]))
    before = everything(counter.door.service)
    for action in {"check", "approve", "pay", "orderReversal", "reverse"} - EXPENSE[state].keys():
        fields = {"reason": ERROR} if action == "orderReversal" else {}
        answer = refused(lambda action=action, fields=fields: step(counter, action, made, **fields))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-90")
@pytest.mark.parametrize("state", SOURCE)
def test_a_source_moves_as_the_table_says_and_no_other_way(counter: Counter, state: str) -> None:
    name = fund(counter).name
    misuse = pb.FUND_MISUSE_DIVERTED
    later = fund(counter, year=2027).name
    acts: dict[str, Callable[[], Any]] = {
        "freeze": lambda: ask(counter, "FreezeFundSource", counter.chief, name=name, document=DOCUMENT, misuse=misuse),
        "release": lambda: ask(counter, "ReleaseFundSource", counter.chief, name=name, document=DOCUMENT),
        "appropriate": lambda: approve(counter, propose(counter, "AppropriateFundSource", name, amount_fen=5)),
        "recordArrival": lambda: approve(counter, propose(counter, "RecordArrival", name, amount_fen=5)),
        "carryOver": lambda: propose(
            counter,
            "CarryOverFundSource",
            name,
            amount_fen=1,
            arrived_fen=1,
            carried_into=later,
        ),
    }
    acts["appropriate"]()
    acts["recordArrival"]()
    if state == "FROZEN":
        acts["freeze"]()
    found = read_fund(counter, name)
    assert (pb.FundState.Name(found.state), set(found.allowed_actions)) == (f"FUND_STATE_{state}", set(SOURCE[state]))
    for action in sorted(acts.keys() - SOURCE[state].keys()):
        before = everything(counter.door.service)
        assert refused(acts[action]).reason == "ACTION_NOT_ALLOWED", action
        assert everything(counter.door.service) == before
    for action in sorted(acts.keys() & SOURCE[state].keys() - {"freeze", "release"}):
        acts[action]()
        assert pb.FundState.Name(read_fund(counter, name).state) == f"FUND_STATE_{state}", action


@pytest.mark.rule("LA-90")
@pytest.mark.parametrize("state", MOVEMENT)
def test_a_movement_is_decided_once(counter: Counter, state: str) -> None:
    made = propose(counter, "AppropriateFundSource", fund(counter).name, amount_fen=700)
    for action, after in (("approve", "BOOKED"), ("reject", "REJECTED")):
        if state == after:
            made = ask(counter, f"{action.capitalize()}FundMovement", counter.head, name=made.name).fund_movement
    found = pb.FundMovementState.Name(made.state).removeprefix("FUND_MOVEMENT_STATE_")
    assert (found, set(made.allowed_actions)) == (state, set(MOVEMENT[state]))
    before = everything(counter.door.service)
    for action in {"approve", "reject"} - MOVEMENT[state].keys():
        rpc = f"{action.capitalize()}FundMovement"
        assert refused(lambda rpc=rpc: ask(counter, rpc, counter.head, name=made.name)).reason == "ACTION_NOT_ALLOWED"  # type: ignore[misc]
    assert everything(counter.door.service) == before
