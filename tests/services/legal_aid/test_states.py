"""Every action in every state of an application: the moves are the book's, everything else is refused (§2.1.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import facts_pb2

from chassis.clock import random_id
from services.legal_aid.domain.application import MOVES, ApplicationState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import act_on, case_of
from tests.services.legal_aid.intake import means, place
from tests.services.legal_aid.routes import (
    IN_TIME,
    INCOMPLETE,
    MATTER_PAPERS,
    OUTSIDE,
    TOO_LATE,
    brought_to,
    provisional,
    refused_application,
    supplement,
)
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import ORDER_GRANT, RPC_OF, UPHOLD, act, object_to, review, state_of, table_of

Table = dict[str, dict[str, set[str]]]
UNDECIDED = ("RECEIVED", "SUPPLEMENT", "PROVISIONAL")
S = ApplicationState
# As the book prints it, line by line; (new) → RECEIVED is CreateApplication itself.
BOOK: Table = {
    "RECEIVED": {
        "requestSupplement": {"SUPPLEMENT"},
        "refer": {"REFERRED"},
        "grantProvisionalAid": {"PROVISIONAL"},
        "decide": {"GRANTED", "REFUSED"},
    },
    "SUPPLEMENT": {"submitPapers": {"RECEIVED", "DEEMED_WITHDRAWN"}},
    "PROVISIONAL": {"decide": {"GRANTED", "TERMINATED"}},
    "REFUSED": {"object": {"OBJECTED"}},
    "OBJECTED": {"review": {"UPHELD", "ORDERED"}},
    "ORDERED": {"decide": {"GRANTED"}},
}
# LA-148: withdrawn before the decision; dead, and continued by a successor or closed (by a job, not by a method).
LA_148: Table = {
    **{state: {"withdraw": {"WITHDRAWN"}, "recordDeath": {"DECEASED"}} for state in UNDECIDED},
    "DECEASED": {"continue": {*UNDECIDED}},
}
# LA-38, E-21: a termination can be objected to as well.
LA_38: Table = {"TERMINATED": {"object": {"OBJECTED"}}}
# LA-03: a place that was corrected after provisional aid is referred like any other.
# LA-75, E-21: the aid in a granted case is ended by its case, and can be objected to.
LA_75: Table = {"GRANTED": {"terminate": {"TERMINATED"}}}
LA_03: Table = {"PROVISIONAL": {"refer": {"REFERRED"}}}
STAYS = {
    "RECEIVED": ("submitPapers", "correct", "recuse"),
    "SUPPLEMENT": ("submitPapers", "correct", "recuse"),
    "PROVISIONAL": ("submitPapers", "correct", "recuse", "assign"),
    "GRANTED": ("correct", "assign"),
    "REFUSED": ("correct",),
    "TERMINATED": ("correct",),
    "OBJECTED": ("recuse",),
}
DESIGN: Table = {state: {action: {state} for action in actions} for state, actions in STAYS.items()}
END_STATES = ("UPHELD", "REFERRED", "DEEMED_WITHDRAWN", "WITHDRAWN", "CLOSED")
ILLEGAL = {state: sorted(set(RPC_OF) - set(MOVES[state])) for state in S}


def together(*tables: Table) -> Table:
    merged: Table = {state: {} for state in END_STATES}
    for table in tables:
        for state, moves in table.items():
            for action, targets in moves.items():
                merged.setdefault(state, {}).setdefault(action, set()).update(targets)
    return merged


def test_the_table_of_moves_is_the_books() -> None:
    assert table_of(MOVES) == together(BOOK, LA_148, LA_38, LA_75, LA_03, DESIGN)


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_the_reply_offers_the_moves_of_the_table(counter: Counter, state: ApplicationState) -> None:
    application = brought_to(counter, state)
    assert (state_of(application), list(application.allowed_actions)) == (state.name, sorted(MOVES[state]))
    assert counter.get(application.name) == application


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_any_other_action_is_refused_with_what_is_allowed_and_changes_nothing(
    counter: Counter, state: ApplicationState
) -> None:
    application = brought_to(counter, state)
    before = everything(counter.door.service)
    allowed = {"state": state.name, "allowed": ",".join(sorted(MOVES[state]))}
    for action in ILLEGAL[state]:
        answer = refused(lambda action=action: act(counter, action, application.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
        assert answer.metadata == allowed, action
    if "object" not in MOVES[state]:
        answer = refused(lambda: object_to(counter, application.name))
        assert (answer.reason, answer.metadata) == ("ACTION_NOT_ALLOWED", allowed)
    assert everything(counter.door.service) == before


def after_review(outcome: int) -> Callable[[Counter], pb.Application]:
    def run(counter: Counter) -> pb.Application:
        name = refused_application(counter).name
        review(counter, object_to(counter, name).name, outcome)
        return counter.get(name)

    return run


def objected(application: Callable[[Counter], pb.Application]) -> Callable[[Counter], pb.Application]:
    def run(counter: Counter) -> pb.Application:
        name = application(counter).name
        object_to(counter, name)
        return counter.get(name)

    return run


def doing(state: ApplicationState, action: str, **fields: Any) -> Callable[[Counter], pb.Application]:
    return lambda counter: act(counter, action, brought_to(counter, state).name, **fields)


def with_route(
    before: Callable[[Counter], pb.Application], action: str, **fields: Any
) -> Callable[[Counter], pb.Application]:
    return lambda counter: act(counter, action, before(counter).name, **fields)


def replied(on: str, papers: list[facts_pb2.Paper]) -> Callable[[Counter], pb.Application]:
    return with_route(supplement, "submitPapers", papers=papers, happened_date=on)


def dead(before: Callable[[Counter], pb.Application]) -> Callable[[Counter], pb.Application]:
    return with_route(before, "recordDeath")


def elsewhere(before: Callable[[Counter], pb.Application]) -> Callable[[Counter], pb.Application]:
    return with_route(before, "correct", place=place("990103"), correction_reason="办案机关填写有误")


def terminated_by_case(counter: Counter) -> pb.Application:
    name = brought_to(counter, S.GRANTED).name
    act_on(counter, "terminate", case_of(counter, application=name).name)
    return counter.get(name)


Way = Callable[[Counter], pb.Application]
WAYS: dict[tuple[str, str, str], Way] = {
    ("RECEIVED", "requestSupplement", "SUPPLEMENT"): supplement,
    ("RECEIVED", "refer", "REFERRED"): lambda counter: brought_to(counter, S.REFERRED),
    ("RECEIVED", "grantProvisionalAid", "PROVISIONAL"): provisional,
    ("RECEIVED", "decide", "GRANTED"): doing(S.RECEIVED, "decide"),
    ("RECEIVED", "decide", "REFUSED"): refused_application,
    ("SUPPLEMENT", "submitPapers", "RECEIVED"): replied(IN_TIME, MATTER_PAPERS),
    ("SUPPLEMENT", "submitPapers", "SUPPLEMENT"): replied(IN_TIME, []),
    ("SUPPLEMENT", "submitPapers", "DEEMED_WITHDRAWN"): replied(TOO_LATE, MATTER_PAPERS),
    ("PROVISIONAL", "refer", "REFERRED"): with_route(elsewhere(provisional), "refer"),
    ("PROVISIONAL", "decide", "GRANTED"): with_route(provisional, "decide"),
    ("PROVISIONAL", "decide", "TERMINATED"): lambda counter: brought_to(counter, S.TERMINATED),
    ("REFUSED", "object", "OBJECTED"): objected(refused_application),
    ("TERMINATED", "object", "OBJECTED"): objected(lambda counter: brought_to(counter, S.TERMINATED)),
    ("OBJECTED", "review", "UPHELD"): after_review(UPHOLD),
    ("OBJECTED", "review", "ORDERED"): after_review(ORDER_GRANT),
    ("ORDERED", "decide", "GRANTED"): doing(S.ORDERED, "decide"),
    ("DECEASED", "continue", "RECEIVED"): doing(S.DECEASED, "continue"),
    ("DECEASED", "continue", "SUPPLEMENT"): with_route(dead(supplement), "continue"),
    ("DECEASED", "continue", "PROVISIONAL"): with_route(dead(provisional), "continue"),
}  # fmt: skip
WAYS["OBJECTED", "recuse", "OBJECTED"] = lambda counter: act(
    counter, "recuse", brought_to(counter, S.OBJECTED).name, counter.reviewer
)
WAYS["GRANTED", "terminate", "TERMINATED"] = terminated_by_case
for _state in S:
    for _action in {"withdraw", "recordDeath", "submitPapers", "correct", "recuse", "assign"} & set(MOVES[_state]):
        _target = {"withdraw": "WITHDRAWN", "recordDeath": "DECEASED"}.get(_action, _state.name)
        WAYS.setdefault((_state.name, _action, _target), doing(_state, _action))


def test_every_member_of_every_target_set_has_a_way() -> None:
    moves = together(BOOK, LA_148, LA_38, LA_75, LA_03, DESIGN)
    wanted = {(state, action, one) for state, row in moves.items() for action, to in row.items() for one in to}
    assert set(WAYS) == wanted


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_a_legal_move_leads_where_the_table_says(counter: Counter, way: tuple[str, str, str]) -> None:
    after = WAYS[way](counter)
    assert (state_of(after), after.steps[-1].action) == (way[2], way[1])
    assert counter.get(after.name) == after


@pytest.mark.rule("LA-29")
def test_without_pledge_or_proof_nothing_is_decided(counter: Counter) -> None:
    received = counter.receive(means=means(pledge_signed=False))
    answer = refused(lambda: counter.decide(received.name))
    assert (answer.reason, answer.metadata["rules"]) == ("PLEDGE_MISSING", "LA-29")
    assert counter.get(received.name) == received


@pytest.mark.rule("LA-07")
def test_without_the_papers_of_the_list_nothing_is_decided(counter: Counter) -> None:
    received = counter.receive(**INCOMPLETE)
    answer = refused(lambda: counter.decide(received.name))
    assert (answer.reason, answer.metadata["missing"]) == ("PAPERS_MISSING", "MATTER_PAPERS")


def test_a_refusal_out_of_scope_needs_no_papers(counter: Counter) -> None:
    assert state_of(counter.decide(counter.receive(**OUTSIDE, papers=[]).name)) == "REFUSED"


def test_a_stale_etag_is_aborted_with_the_current_one(counter: Counter) -> None:
    received = counter.receive()
    answer = refused(lambda: counter.decide(received.name, etag="0"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")
    assert answer.metadata == {"etag": received.etag}


def test_the_current_etag_is_accepted_and_changes(counter: Counter) -> None:
    received = counter.receive()
    assert counter.decide(received.name, etag=received.etag).etag not in ("", received.etag)


def test_an_unknown_application_is_not_found_by_any_action(counter: Counter) -> None:
    name = f"applications/{random_id()}"
    for action in RPC_OF:
        answer = refused(lambda action=action: act(counter, action, name))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND, action
