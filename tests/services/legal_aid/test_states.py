"""Every action in every state: the legal moves are those of MOVES, everything else is refused with what is allowed."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2 as pb

from services.legal_aid.domain.application import MOVES, ApplicationState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter

ACTIONS = sorted({action for moves in MOVES.values() for action in moves})
WAYS = {
    ApplicationState.RECEIVED: None,
    ApplicationState.GRANTED: pb.MATTER_GOOD_SAMARITAN_CLAIM,
    ApplicationState.REFUSED: pb.MATTER_OUTSIDE_SCOPE,
}
PAIRS = [(state, action) for state in ApplicationState for action in ACTIONS]
LEGAL = [pair for pair in PAIRS if pair[1] in MOVES[pair[0]]]
ILLEGAL = [pair for pair in PAIRS if pair not in LEGAL]


def brought_to(counter: Counter, state: ApplicationState) -> pb.Application:
    matter = WAYS[state]
    if matter is None:
        return counter.receive()
    return counter.decide(counter.receive(matter=matter).name)


def name_of(application: pb.Application) -> str:
    return pb.ApplicationState.Name(application.state).removeprefix("APPLICATION_STATE_")


def test_every_state_can_be_reached() -> None:
    assert set(WAYS) == set(ApplicationState) == set(MOVES)


@pytest.mark.parametrize("state", list(ApplicationState))
def test_the_reply_offers_the_moves_of_the_table(counter: Counter, state: ApplicationState) -> None:
    application = brought_to(counter, state)
    assert (name_of(application), set(application.allowed_actions)) == (state.name, set(MOVES[state]))


@pytest.mark.parametrize(("state", "action"), LEGAL)
def test_a_legal_move_leads_where_the_table_says(counter: Counter, state: ApplicationState, action: str) -> None:
    before = brought_to(counter, state)
    after = getattr(counter, action)(before.name)
    assert ApplicationState[name_of(after)] in MOVES[state][action]


@pytest.mark.parametrize(("state", "action"), ILLEGAL)
def test_any_other_move_is_refused_with_what_is_allowed(counter: Counter, state: ApplicationState, action: str) -> None:
    before = brought_to(counter, state)
    answer = refused(lambda: getattr(counter, action)(before.name))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED")
    assert answer.metadata == {"state": state.name, "allowed": ",".join(sorted(MOVES[state]))}


@pytest.mark.parametrize(("state", "action"), ILLEGAL)
def test_a_refused_move_changes_nothing(counter: Counter, state: ApplicationState, action: str) -> None:
    before = brought_to(counter, state)
    refused(lambda: getattr(counter, action)(before.name))
    assert counter.get(before.name) == before


@pytest.mark.rule("LA-29")
def test_without_pledge_or_proof_nothing_is_decided(counter: Counter) -> None:
    received = counter.receive()
    received.means.pledge_signed = False
    unpledged = counter.receive(means=received.means)
    answer = refused(lambda: counter.decide(unpledged.name))
    assert (answer.reason, answer.metadata["rules"]) == ("PLEDGE_MISSING", "LA-29")
    assert counter.get(unpledged.name).state == pb.APPLICATION_STATE_RECEIVED


def test_a_stale_etag_is_aborted_with_the_current_one(counter: Counter) -> None:
    received = counter.receive()
    answer = refused(lambda: counter.decide(received.name, etag="0"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")
    assert answer.metadata == {"etag": received.etag}


def test_the_current_etag_is_accepted_and_changes(counter: Counter) -> None:
    received = counter.receive()
    assert counter.decide(received.name, etag=received.etag).etag not in ("", received.etag)
