"""Many who claim, approve or pay the same thing at once: one gets it, whatever source, window or case number."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest

from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import ask, brought, claim, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded, read_fund

MANY = 8


def at_once(work: Callable[[int], Any]) -> list[str]:
    """The state that each caller was told, or the reason why he was refused."""

    def attempt(place: int) -> str:
        try:
            return state_of(work(place))
        except grpc.RpcError as error:
            return str(error.details())

    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(attempt, range(MANY)))


@pytest.mark.rule("LA-94", "E-27")
def test_of_many_claims_for_one_stage_on_two_sources_one_is_entitled(counter: Counter) -> None:
    sources = funded(counter), funded(counter, display_name="追加经费")
    for _ in range(3):
        done = done_case(counter)
        told = at_once(lambda place, done=done: claim(  # type: ignore[misc]
            counter, done.name, done.assignments[0], sources[place % 2]))  # fmt: skip
        assert told == ["BLOCKED"] * (MANY - 1) + ["DRAFT"]


@pytest.mark.rule("LA-94")
def test_of_many_cases_of_one_lawsuit_one_is_entitled(counter: Counter) -> None:
    source, who = funded(counter), lawyer(counter)
    number = "（2026）云01民初7号"
    done = [done_case(counter, who, authority_case_number=number) for _ in range(MANY)]
    told = at_once(lambda place: claim(counter, done[place].name, done[place].assignments[0], source))
    assert told == ["BLOCKED"] * (MANY - 1) + ["DRAFT"]


@pytest.mark.rule("LA-115")
def test_of_many_approvals_as_many_pass_as_the_source_has_money_for(counter: Counter) -> None:
    source = funded(counter, 3 * 140_000)
    checked = []
    for _ in range(MANY):
        done = done_case(counter)
        checked.append(step(counter, "check", claim(counter, done.name, done.assignments[0], source)))
    told = at_once(lambda place: step(counter, "approve", checked[place]))
    assert told == ["APPROVED"] * 3 + ["FUND_SHORT"] * (MANY - 3)
    assert read_fund(counter, source).balances.available_fen == 0


@pytest.mark.rule("LA-94", "LA-96")
def test_of_many_payments_of_one_claim_one_is_made(counter: Counter) -> None:
    source, done = funded(counter), done_case(counter)
    approved = brought(counter, claim(counter, done.name, done.assignments[0], source), "approve")
    told = at_once(lambda _place: step(counter, "pay", approved))
    assert told == ["ACTION_NOT_ALLOWED"] * (MANY - 1) + ["PAID"]
    assert read_fund(counter, source).balances.paid_fen == 140_000
    assert state_of(ask(counter, "GetSubsidyClaim", name=approved.name)) == "PAID"
