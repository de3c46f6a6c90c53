"""Whoever decided does not review, whoever has an interest does neither, and of two at once one wins (P-04, LA-40)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import grpc
import pytest
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import Identity, refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import creation
from tests.services.legal_aid.routes import OUTSIDE, provisional, refused_application
from tests.services.legal_aid.rows import counts, everything
from tests.services.legal_aid.steps import ORDER_GRANT, UPHOLD, act, object_to, review, state_of


@pytest.fixture
def qian(counter: Counter) -> Identity:
    """One person who is both head and reviewer, as a small bureau has it."""
    return counter.person("legal_aid_head", "objection_reviewer", subject="qian")


def separated(counter: Counter, call: Callable[[], object]) -> tuple[str, str, str]:
    """Both actions of the pair and its rule; the refused call changed nothing."""
    before = everything(counter.door.service)
    answer = refused(call)
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert everything(counter.door.service) == before
    return answer.metadata["first"], answer.metadata["second"], answer.metadata["rules"]


@pytest.mark.rule("P-04")
@pytest.mark.parametrize("outcome", [UPHOLD, ORDER_GRANT])
def test_whoever_decided_does_not_review(counter: Counter, qian: Identity, outcome: int) -> None:
    name = act(counter, "decide", counter.receive(**OUTSIDE).name, qian).name
    objection = object_to(counter, name).name
    found = separated(counter, lambda: review(counter, objection, outcome, qian))
    assert found == ("application.decide", "objection.review", "P-04")
    assert review(counter, objection, outcome).state


@pytest.mark.rule("P-04", "LA-37")
def test_whoever_terminated_does_not_review(counter: Counter, qian: Identity) -> None:
    name = act(counter, "decide", provisional(counter, **OUTSIDE).name, qian).name
    objection = object_to(counter, name).name
    assert separated(counter, lambda: review(counter, objection, UPHOLD, qian))[2] == "P-04"


@pytest.mark.rule("P-04")
def test_whoever_ordered_the_grant_does_not_grant(counter: Counter, qian: Identity) -> None:
    name = refused_application(counter).name
    review(counter, object_to(counter, name).name, ORDER_GRANT, qian)
    found = separated(counter, lambda: act(counter, "decide", name, qian))
    assert found == ("objection.review", "application.decide", "P-04")
    assert state_of(counter.decide(name)) == "GRANTED"


def test_whoever_decided_another_case_may_review_this_one(counter: Counter, qian: Identity) -> None:
    act(counter, "decide", counter.receive().name, qian)
    name = refused_application(counter).name
    review(counter, object_to(counter, name).name, UPHOLD, qian)
    assert state_of(counter.get(name)) == "UPHELD"


def test_the_same_head_refuses_and_complies_with_the_order(counter: Counter) -> None:
    name = refused_application(counter).name
    review(counter, object_to(counter, name).name, ORDER_GRANT)
    assert state_of(counter.decide(name)) == "GRANTED"


@pytest.mark.rule("LA-40")
@pytest.mark.parametrize("when", ["RECEIVED", "PROVISIONAL"])
def test_whoever_withdrew_does_not_decide(counter: Counter, qian: Identity, when: str) -> None:
    name = (counter.receive() if when == "RECEIVED" else provisional(counter)).name
    act(counter, "recuse", name, qian)
    found = separated(counter, lambda: act(counter, "decide", name, qian))
    assert found == ("application.recuse", "application.decide", "LA-40")
    assert state_of(counter.decide(name)) == "GRANTED"


@pytest.mark.rule("LA-40")
def test_whoever_withdrew_does_not_begin_provisional_aid_either(counter: Counter, qian: Identity) -> None:
    name = counter.receive(urgencies=[facts_pb2.URGENCY_PRESERVATION_NEEDED]).name
    act(counter, "recuse", name, qian)
    found = separated(counter, lambda: act(counter, "grantProvisionalAid", name, qian))
    assert found == ("application.recuse", "application.grantProvisionalAid", "LA-40")


@pytest.mark.rule("LA-40")
def test_whoever_decided_may_still_withdraw_while_the_bureau_reviews(counter: Counter, qian: Identity) -> None:
    name = act(counter, "decide", counter.receive(**OUTSIDE).name, qian).name
    object_to(counter, name)
    assert act(counter, "recuse", name, qian).steps[-1].action == "recuse"


@pytest.mark.rule("LA-40")
@pytest.mark.parametrize("early", [True, False])
def test_whoever_withdrew_does_not_review(counter: Counter, qian: Identity, *, early: bool) -> None:
    name = counter.receive(**OUTSIDE).name
    if early:
        act(counter, "recuse", name, qian)
    counter.decide(name)
    objection = object_to(counter, name).name
    if not early:
        act(counter, "recuse", name, qian)
    found = separated(counter, lambda: review(counter, objection, UPHOLD, qian))
    assert found == ("application.recuse", "objection.review", "LA-40")


@pytest.mark.rule("LA-40")
def test_withdrawing_is_a_step_with_its_reason(counter: Counter, qian: Identity) -> None:
    step = act(counter, "recuse", counter.receive().name, qian, reason="申请人是本人表亲").steps[-1]
    assert (step.action, step.reason, step.late) == ("recuse", "申请人是本人表亲", False)


def outcomes_of_two(first: Callable[[], object], second: Callable[[], object]) -> list[str]:
    def attempt(call: Callable[[], object]) -> str:
        try:
            call()
        except grpc.RpcError as error:
            return str(error.details())
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(attempt, (first, second)))


def test_of_two_reviewers_at_once_one_decides(counter: Counter) -> None:
    name = refused_application(counter).name
    objection, other = object_to(counter, name).name, counter.person("objection_reviewer", subject="sun")
    found = outcomes_of_two(
        lambda: review(counter, objection, UPHOLD), lambda: review(counter, objection, ORDER_GRANT, other)
    )
    assert found == ["ACTION_NOT_ALLOWED", "done"]
    assert counts(counter.door.service)["decision"] == 2
    assert state_of(counter.get(name)) in {"UPHELD", "ORDERED"}


def test_of_two_heads_at_once_one_decides(counter: Counter) -> None:
    name, other = counter.receive().name, counter.person("legal_aid_head", subject="sun")
    found = outcomes_of_two(lambda: counter.decide(name), lambda: act(counter, "decide", name, other))
    assert found == ["ACTION_NOT_ALLOWED", "done"]
    assert counts(counter.door.service)["decision"] == 1


def test_of_two_objections_at_once_one_is_received(counter: Counter) -> None:
    name = refused_application(counter).name
    found = outcomes_of_two(lambda: object_to(counter, name), lambda: object_to(counter, name))
    assert found == ["ACTION_NOT_ALLOWED", "done"]


@pytest.mark.rule("LA-04")
def test_of_two_clerks_who_enter_the_same_matter_at_once_one_is_told_so(counter: Counter) -> None:
    request = creation(counter.institution, opponents=["虚构公司"])
    found = outcomes_of_two(
        lambda: counter.call("CreateApplication", counter.clerk, application=request.application),
        lambda: counter.call("CreateApplication", counter.clerk, application=request.application),
    )
    assert found == ["APPLICATION_DUPLICATE", "done"]
