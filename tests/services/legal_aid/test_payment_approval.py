"""Many claims and expenses are approved in one call: each by its own rules, all of them or none (LA-115, P-04)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import grpc
import pytest

from chassis.clock import random_id
from tests.doors import Identity, refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import ask as ask_claim
from tests.services.legal_aid.claims import brought, claim, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import LOTTERY, funded, read_fund
from tests.services.legal_aid.payments import ask, export
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.test_subsidy_lottery import DIFFICULT, TERMS


def approve(counter: Counter, made: Sequence[Any], who: Identity | None = None) -> Any:
    """The head approves all of them at once."""
    return ask(counter, "ApprovePayments", who or counter.head, names=[one.name for one in made])


def read(counter: Counter, one: Any) -> Any:
    return ask_claim(counter, f"Get{type(one).__name__}", name=one.name)


@pytest.mark.rule("LA-115", "P-04")
def test_what_is_checked_is_approved_at_once_each_in_its_own_source(counter: Counter) -> None:
    first, second = funded(counter), funded(counter, display_name="另一项目")
    cases = [done_case(counter) for _ in range(3)]
    made: list[Any] = [
        *(claim(counter, one.name, one.assignments[0], source) for one, source in zip(cases, (first, second, first),
                                                                                      strict=True)),
        expense(counter, cases[0].name, cases[0].assignments[0], second),
    ]  # fmt: skip
    checked = [step(counter, "check", one) for one in made]
    reply = approve(counter, checked)
    assert (reply.approved_count, reply.total_fen) == (4, 3 * 140_000 + 8650)
    assert {state_of(read(counter, one)) for one in made} == {"APPROVED"}
    assert {read(counter, one).settlement.approved_by for one in made} == {"legal_aid_head-990102"}
    committed = [read_fund(counter, source).balances.committed_fen for source in (first, second)]
    assert committed == [280_000, 148_650]
    assert export(counter, first).payment_count == 2
    assert refused(lambda: approve(counter, checked[:1])).violations == {"names[0]": "ACTION_NOT_ALLOWED"}


@pytest.mark.rule("P-04", "LA-115")
def test_every_one_that_is_refused_is_named_and_none_is_approved(counter: Counter) -> None:
    source = funded(counter, 150_000)
    cases = [done_case(counter) for _ in range(5)]
    made = [claim(counter, one.name, one.assignments[0], source) for one in cases]
    both = counter.person("legal_aid_head", subject="both")
    by_both = [step(counter, "check", one, both if place == 1 else None) for place, one in enumerate(made[:4])]
    unknown = type(made[0])(name=f"subsidyClaims/{random_id()}")
    before = everything(counter.door.service)
    answer = refused(lambda: approve(counter, [*by_both, made[4], unknown], both))
    assert (answer.code, answer.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "INVALID_FIELDS")
    assert answer.violations == {
        "names[1]": "SEPARATION_OF_DUTIES", "names[2]": "FUND_SHORT", "names[3]": "FUND_SHORT",
        "names[4]": "ACTION_NOT_ALLOWED", "names[5]": "NOT_FOUND",
    }  # fmt: skip
    assert everything(counter.door.service) == before


@pytest.mark.rule("P-04")
def test_whoever_checked_one_of_many_is_refused_and_only_that_one_is_named(counter: Counter) -> None:
    source, done = funded(counter), done_case(counter)
    made = [expense(counter, done.name, done.assignments[0], source, receipt=f"E12345678{place}") for place in range(3)]
    both = counter.person("legal_aid_head", subject="both")
    checked = [step(counter, "check", one, both if place == 1 else None) for place, one in enumerate(made)]
    before = everything(counter.door.service)
    answer = refused(lambda: approve(counter, checked, both))
    assert answer.violations == {"names[1]": "SEPARATION_OF_DUTIES"}
    assert everything(counter.door.service) == before
    assert approve(counter, checked).approved_count == 3


@pytest.mark.rule("LA-110", "E-35")
def test_special_cases_of_one_call_count_against_the_share_of_their_unit(counter: Counter) -> None:
    source, who = funded(counter, kind=LOTTERY), lawyer(counter)
    asked = {"lottery": DIFFICULT, "claimed_fen": 300_000}
    done = [done_case(counter, who) for _ in range(10)]
    special = [claim(counter, one.name, one.assignments[0], source, **asked) for one in done[:2]]
    for one in done[2:]:
        claim(counter, one.name, one.assignments[0], source, lottery=TERMS)
    checked = [step(counter, "check", one) for one in special]
    answer = refused(lambda: approve(counter, checked))
    assert answer.violations == {"names[1]": "LOTTERY_QUOTA"}
    assert approve(counter, checked[:1]).approved_count == 1


def test_a_name_stands_once_and_names_what_is_paid(counter: Counter) -> None:
    name = f"subsidyClaims/{random_id()}"
    for names in ([], [name, name], [f"cases/{random_id()}"], [f"dutyClaims/{random_id()}"] * 201):
        answer = refused(lambda names=names: ask(counter, "ApprovePayments", counter.head, names=names))  # type: ignore[misc]
        assert answer.code == grpc.StatusCode.INVALID_ARGUMENT


@pytest.mark.rule("LA-94")
def test_the_same_call_again_approves_once(counter: Counter) -> None:
    source, done = funded(counter), done_case(counter)
    one = brought(counter, claim(counter, done.name, done.assignments[0], source), "check")
    asked = {"names": [one.name], "request_id": random_id()}
    replies = [ask(counter, "ApprovePayments", counter.head, **asked) for _ in range(2)]
    assert replies[0] == replies[1]
    assert read_fund(counter, source).balances.committed_fen == 140_000
