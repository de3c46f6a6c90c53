"""Every action in every state of a complaint: the moves are the book's, everything else is refused (§2.1.2)."""

from __future__ import annotations

import grpc
import pytest

from chassis.clock import random_id
from services.legal_aid.domain.complaint import MOVES, ComplaintState
from tests.doors import refused
from tests.services.legal_aid.complaints import RPC_OF, complain, move, moved_along, read, standing, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

S = ComplaintState
# RECEIVED → (SUPPLEMENT →) ACCEPTED or NOT_ACCEPTED → INVESTIGATING → CONCLUDED → ANSWERED; MERGED into another.
DECIDED = {"accept": {"ACCEPTED"}, "reject": {"NOT_ACCEPTED"}}
BOOK: dict[str, dict[str, set[str]]] = {
    "RECEIVED": {"requestSupplement": {"SUPPLEMENT"}, **DECIDED, "merge": {"MERGED"}},
    "SUPPLEMENT": {**DECIDED, "merge": {"MERGED"}},
    "ACCEPTED": {"investigate": {"INVESTIGATING"}, "merge": {"MERGED"}},
    "INVESTIGATING": {"conclude": {"CONCLUDED"}, "merge": {"MERGED"}},
    "CONCLUDED": {"answer": {"ANSWERED"}},
    "NOT_ACCEPTED": {}, "ANSWERED": {}, "MERGED": {},
}  # fmt: skip
# LA-121: the reply to the one request; LA-123: the one extension. Neither is another state.
STAYS = {"SUPPLEMENT": "replyToSupplement", "INVESTIGATING": "extend"}
WAYS = [
    (state, action, target) for state, row in MOVES.items() for action, targets in row.items() for target in targets
]
ILLEGAL = {state: sorted(set(RPC_OF) - set(MOVES[state])) for state in S}


def test_the_table_of_moves_is_the_books() -> None:
    with_stays = {state: dict(row) for state, row in BOOK.items()}
    for state, action in STAYS.items():
        with_stays[state][action] = {state}
    assert table_of(MOVES) == with_stays


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_the_reply_offers_the_moves_of_the_table(counter: Counter, state: ComplaintState) -> None:
    made = standing(counter, state)
    assert (state_of(made), list(made.allowed_actions)) == (state.name, sorted(MOVES[state]))
    assert read(counter, made.name) == made


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_any_other_action_is_refused_with_what_is_allowed_and_changes_nothing(
    counter: Counter, state: ComplaintState
) -> None:
    made, other = standing(counter, state), complain(counter)
    before = everything(counter.door.service)
    for action in ILLEGAL[state]:
        words = {"into": other.name} if action == "merge" else {}
        answer = refused(lambda action=action, words=words: move(counter, action, made.name, **words))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
        assert answer.metadata == {"state": state.name, "allowed": ",".join(sorted(MOVES[state]))}, action
    assert everything(counter.door.service) == before


@pytest.mark.parametrize(("state", "action", "target"), WAYS, ids=lambda part: getattr(part, "name", part))
def test_a_legal_move_leads_where_the_table_says(
    counter: Counter, state: ComplaintState, action: str, target: ComplaintState
) -> None:
    made = standing(counter, state)
    if (state, action) == (S.SUPPLEMENT, "reject"):
        made = move(counter, "replyToSupplement", made.name)
    after = move(counter, action, made.name, etag=made.etag)
    assert (state_of(after), after.steps[-1].action) == (target.name, action)
    assert after.etag not in ("", made.etag)
    assert read(counter, made.name) == after


def test_a_stale_etag_is_aborted_with_the_current_one(counter: Counter) -> None:
    made = moved_along(counter, "accept")
    answer = refused(lambda: move(counter, "investigate", made.name, etag="1"))
    assert (answer.code, answer.reason, answer.metadata) == (
        grpc.StatusCode.ABORTED, "ETAG_MISMATCH", {"etag": made.etag},
    )  # fmt: skip


def test_an_unknown_complaint_is_not_found_by_any_action(counter: Counter) -> None:
    name, other = f"complaints/{random_id()}", complain(counter).name
    for action in RPC_OF:
        words = {"into": other} if action == "merge" else {}
        answer = refused(lambda action=action, words=words: move(counter, action, name, **words))  # type: ignore[misc]
        assert answer.code is grpc.StatusCode.NOT_FOUND, action


def test_a_bureau_elsewhere_sees_and_moves_nothing(counter: Counter) -> None:
    made = complain(counter)
    stranger = counter.door.person("bureau_chief", divisions=("990103",), subject="far")
    for call in (
        lambda: counter.call("GetComplaint", stranger, name=made.name),
        lambda: move(counter, "accept", made.name, stranger),
    ):
        assert refused(call).code is grpc.StatusCode.NOT_FOUND
    assert not counter.call("ListComplaints", stranger).complaints
    assert not counter.call("ListComplaintLedger", stranger).lines
