"""Aid that was got by deceit is paid back by the recipient, to the sources that paid it (LA-103, TV-E19)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import case_pb2, fund_source_pb2
from sifa.platform.v1 import deadline_pb2

from chassis.principal import Principal
from services.legal_aid.domain.case_termination import terminate
from services.legal_aid.domain.termination import TerminationGround, TerminationPaper
from services.legal_aid.persistence.case import load_case
from tests.doors import HOME, refused
from tests.services.legal_aid.cases_to_pay import ENDED, done_case
from tests.services.legal_aid.claims import ask as ask_claim
from tests.services.legal_aid.claims import blocked_for, brought, claim, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.handling import act_on, brought_to, case_state, granted_case, read_case
from tests.services.legal_aid.money import entries, funded, read_fund
from tests.services.legal_aid.recoveries import (
    DECEIT,
    SUBSIDY,
    TICKET,
    ask,
    demand,
    fine,
    found_out,
    of_case,
    paid_case,
    receive,
    recovery_state,
)
from tests.services.legal_aid.steps import ORDER_GRANT, object_to, review
from tests.services.legal_aid.test_cases import ENDED as CASE_ENDED

TOTAL = SUBSIDY + TICKET
MOST_FINE = 300_000
LATER_DAY = dt.date(2026, 6, 15)


def settled_again(counter: Counter, one: Any) -> Any:
    return ask_claim(counter, f"Get{type(one).__name__}", name=one.name)


@pytest.mark.rule("LA-103", "LA-75", "M-05")
@pytest.mark.parametrize("state", [pytest.param("PAID", id="TV-E19"), pytest.param("ARCHIVED", id="TV-E19-archived")])
def test_forged_papers_are_found_after_the_payment(counter: Counter, state: str) -> None:
    source = funded(counter)
    case, paid = paid_case(counter, source)
    before = read_fund(counter, source).balances
    if state == "ARCHIVED":
        act_on(counter, "archive", case.name)
    opened = found_out(counter, case.name)
    ended = read_case(counter, case.name)
    assert (case_state(ended), ended.termination.ground) == ("TERMINATED", DECEIT)
    assert ended.ended_date == case.ended_date
    assert (opened.subsidies_fen, opened.expenses_fen, opened.total_fen) == (SUBSIDY, TICKET, TOTAL)
    asked = demand(counter, opened.name)
    assert (recovery_state(asked), asked.demanded_date) == ("DEMANDED", "2026-06-15")
    assert [(one.kind, one.due_date) for one in asked.deadlines] == [("PAY_RECOVERY", "2026-07-15")]
    assert read_fund(counter, source).balances == before
    for amount in (0, MOST_FINE + 1):
        assert refused(lambda amount=amount: fine(counter, opened.name, amount)).code is (  # type: ignore[misc]
            grpc.StatusCode.FAILED_PRECONDITION if amount else grpc.StatusCode.INVALID_ARGUMENT
        )
    assert fine(counter, opened.name, MOST_FINE).fine_fen == MOST_FINE
    done = receive(counter, opened.name, TOTAL)
    assert (recovery_state(done), done.received_date) == ("SETTLED", "2026-06-15")
    after = read_fund(counter, source).balances
    assert (after.paid_fen, after.available_fen, after.cash_fen) == (
        before.paid_fen - TOTAL, before.available_fen + TOTAL, before.cash_fen + TOTAL,
    )  # fmt: skip
    back = [one for one in entries(counter, source) if one.kind == fund_source_pb2.FUND_ENTRY_KIND_REVERSE]
    assert {one.subject for one in back} == {one.name for one in paid}
    assert {one.booked_date for one in back} == {"2026-06-15"}
    for one in paid:
        now = settled_again(counter, one)
        assert (state_of(now), now.settlement.reversal_document) == ("REVERSED", done.document)
    moves = [one for one in told(counter, "RecoveryMoved") if one.recovery == opened.name]
    assert [recovery_state(one) for one in moves] == ["OPENED", "DEMANDED", "DEMANDED", "SETTLED"]
    assert (moves[-1].subsidies_fen, moves[-1].expenses_fen, moves[-1].fine_fen) == (SUBSIDY, TICKET, MOST_FINE)
    assert [one.to_state for one in told(counter, "CaseMoved")][-1] == ended.state


@pytest.mark.rule("LA-75", "LA-103")
@pytest.mark.parametrize("state", CASE_ENDED)
def test_a_case_that_has_ended_is_terminated_for_deceit_alone(counter: Counter, state: str) -> None:
    case = brought_to(counter, state)
    for ground in set(case_pb2.TerminationGround.values()) - {0, DECEIT}:
        answer = refused(lambda ground=ground: act_on(counter, "terminate", case.name, ground=ground))  # type: ignore[misc]
        assert (answer.reason, answer.metadata["rules"]) == ("ONLY_FOR_DECEIT", "LA-75,LA-103")
    assert recovery_state(found_out(counter, case.name)) == "OPENED"


@pytest.mark.rule("LA-76")
def test_a_case_that_has_ended_keeps_its_end(counter: Counter) -> None:
    name = done_case(counter).name
    with counter.door.service.database.read() as session:
        case = load_case(session, name, Principal(subject="x", name="x", roles=frozenset(), divisions=(HOME,)))
    assert case is not None
    paper = TerminationPaper(
        number="示援终1号", ground=TerminationGround.DECEIT, findings="", decision="", made_date=LATER_DAY
    )  # fmt: skip
    assert terminate(case, paper, on=LATER_DAY).ended_date == ENDED < LATER_DAY


@pytest.mark.rule("LA-102", "LA-103")
def test_what_is_not_paid_yet_is_stopped(counter: Counter) -> None:
    source = funded(counter)
    case = brought_to(counter, "GRADED")
    (claimed,) = ask_claim(counter, "ListSubsidyClaims", case=case.name).subsidy_claims
    made = brought(counter, claimed, "approve")
    opened = found_out(counter, case.name)
    assert opened.total_fen == 0
    stopped = settled_again(counter, made)
    assert (state_of(stopped), blocked_for(stopped)) == ("BLOCKED", "UNDER_SUSPICION")
    assert read_fund(counter, source).balances.committed_fen == 0
    again = step(counter, "resolve", stopped, upheld=False)
    assert (state_of(again), again.percent, again.amount_fen) == ("DRAFT", 0, 0)
    assert recovery_state(demand(counter, opened.name)) == "SETTLED"


@pytest.mark.rule("LA-103")
def test_what_was_spent_on_an_open_case_is_recovered_too(counter: Counter) -> None:
    source = funded(counter)
    case = brought_to(counter, "IN_PROGRESS")
    brought(counter, expense(counter, case.name, case.assignments[-1].name, source), "pay")
    opened = found_out(counter, case.name)
    assert (opened.subsidies_fen, opened.expenses_fen) == (0, TICKET)


@pytest.mark.rule("LA-103")
def test_what_is_paid_after_the_file_was_opened_is_demanded_with_the_rest(counter: Counter) -> None:
    source = funded(counter)
    case, _ = paid_case(counter, source)
    late = brought(
        counter, expense(counter, case.name, case.assignments[-1].name, source, receipt="E987654321"), "approve"
    )
    opened = found_out(counter, case.name)
    step(counter, "pay", late)
    asked = demand(counter, opened.name)
    assert (opened.total_fen, asked.total_fen) == (TOTAL, TOTAL + TICKET)


@pytest.mark.rule("LA-103", "LA-90")
def test_each_source_gets_back_what_it_paid(counter: Counter) -> None:
    source, other = funded(counter), funded(counter, display_name="追加经费")
    case = brought_to(counter, "GRADED")
    brought(counter, expense(counter, case.name, case.assignments[-1].name, other), "pay")
    (claimed,) = ask_claim(counter, "ListSubsidyClaims", case=case.name).subsidy_claims
    brought(counter, claimed, "pay")
    name = demand(counter, found_out(counter, case.name).name).name
    for wrong in (TOTAL - 1, TOTAL + 1):
        answer = refused(lambda wrong=wrong: receive(counter, name, wrong))  # type: ignore[misc]
        assert (answer.reason, answer.metadata["due_fen"]) == ("RECOVERY_AMOUNT_WRONG", str(TOTAL))
    receive(counter, name, TOTAL)
    assert [read_fund(counter, one).balances.paid_fen for one in (source, other)] == [0, 0]


@pytest.mark.rule("M-05")
def test_what_was_taken_back_otherwise_meanwhile_is_not_asked_of_the_recipient(counter: Counter) -> None:
    source = funded(counter)
    case, (ticket, _) = paid_case(counter, source)
    name = demand(counter, found_out(counter, case.name).name).name
    step(counter, "reverse", step(counter, "orderReversal", ticket, reason=4))
    done = receive(counter, name, SUBSIDY)
    assert (recovery_state(done), done.received_fen) == ("SETTLED", SUBSIDY)
    assert read_fund(counter, source).balances.paid_fen == 0


@pytest.mark.rule("P-04")
def test_whoever_demanded_does_not_take_the_money(counter: Counter) -> None:
    case, _ = paid_case(counter, funded(counter))
    opened = found_out(counter, case.name)
    both = counter.person("legal_aid_finance", subject="bureau_chief-990102")
    demand(counter, opened.name)
    assert refused(lambda: receive(counter, opened.name, TOTAL, both)).reason == "SEPARATION_OF_DUTIES"


@pytest.mark.rule("LA-38", "LA-94", "LA-103")
def test_an_order_of_the_bureau_brings_the_case_back_and_the_file_ends(counter: Counter) -> None:
    source = funded(counter)
    case, _ = paid_case(counter, source)
    opened = demand(counter, found_out(counter, case.name).name)
    objection = object_to(counter, case.application)
    review(counter, objection.name, ORDER_GRANT)
    counter.decide(case.application)
    back = read_case(counter, case.name)
    assert (case_state(back), back.ended_date, back.termination.number) == ("PAID", case.ended_date, "")
    ended = of_case(counter, case.name)
    assert (recovery_state(ended), [one.state for one in ended.deadlines]) == (
        "CANCELLED",
        [deadline_pb2.DEADLINE_STATE_CANCELLED],
    )
    assert refused(lambda: receive(counter, opened.name, TOTAL)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("LA-94", "LA-103")
def test_a_handler_is_not_paid_again_for_what_the_recipient_gave_back(counter: Counter) -> None:
    source = funded(counter)
    case, _ = paid_case(counter, source)
    receive(counter, demand(counter, found_out(counter, case.name).name).name, TOTAL)
    review(counter, object_to(counter, case.application).name, ORDER_GRANT)
    counter.decide(case.application)
    again = claim(counter, case.name, case.assignments[-1].name, source)
    assert (state_of(again), blocked_for(again)) == ("BLOCKED", "DUPLICATE")


def test_other_grounds_open_no_file(counter: Counter) -> None:
    name = granted_case(counter)
    act_on(counter, "terminate", name)
    assert not ask(counter, "ListRecoveries", case=name).recoveries
