"""Training plans: adopted whole, sessions with who came, closed with what was not held (LA-147)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import training_plan_pb2 as pb

from services.legal_aid.domain.training_plan import MOVES
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
TABLE: dict[str, dict[str, set[str]]] = {
    "DRAFT": {"adopt": {"ADOPTED"}},
    "ADOPTED": {"recordSession": {"ADOPTED"}, "close": {"CLOSED"}},
    "CLOSED": {},
}
RPC_OF = {"adopt": "AdoptTrainingPlan", "recordSession": "RecordTrainingSession", "close": "CloseTrainingPlan"}
WORDS: dict[str, dict[str, Any]] = {
    "adopt": {"document_number": "培训1号"},
    "recordSession": {
        "item_number": 1, "held_date": "2026-06-12", "document_number": "签到1号", "invited_count": 2,
        "attendees": ["clerk-1", "clerk-2"],
    },
    "close": {"reason": "师资未到位"},
}  # fmt: skip
WAYS = {"DRAFT": (), "ADOPTED": ("adopt",), "CLOSED": ("adopt", "close")}
STAFF, HANDLERS = pb.TRAINING_AUDIENCE_WINDOW_STAFF, pb.TRAINING_AUDIENCE_HANDLERS
WHOLE = (
    (pb.TRAINING_KIND_POLICY, STAFF), (pb.TRAINING_KIND_BUSINESS, HANDLERS),
    (pb.TRAINING_KIND_ETHICS, pb.TRAINING_AUDIENCE_VOLUNTEERS), (pb.TRAINING_KIND_INTEGRITY_WARNING, STAFF),
)  # fmt: skip


def planned(counter: Counter, *rows: tuple[Any, Any], year: int = 2026) -> pb.TrainingPlan:
    items = [pb.TrainingItem(topic="专题培训", kind=kind, audience=who, month=5) for kind, who in rows or WHOLE]
    said = pb.TrainingPlan(institution=counter.institution, year=year, items=items)
    made: pb.TrainingPlan = counter.call("CreateTrainingPlan", counter.clerk, training_plan=said)
    return made


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.TrainingPlan:
    reply = counter.call(RPC_OF[action], counter.head, name=name, **{**WORDS[action], **fields})
    done: pb.TrainingPlan = reply.training_plan
    return done


def standing(counter: Counter, state: str) -> pb.TrainingPlan:
    made = planned(counter)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    return made


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-147")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = standing(counter, state)
    assert (pb.TrainingPlanState.Name(made.state), list(made.allowed_actions)) == (
        f"TRAINING_PLAN_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetTrainingPlan", counter.chief, name=made.name) == made
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-147")
def test_a_year_has_one_plan_and_lists_find_it(counter: Counter) -> None:
    made, next_year = planned(counter), planned(counter, year=2027)
    answer = refused(lambda: planned(counter))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "TRAINING_PLAN_EXISTS")
    for year, found in ((2026, [made]), (0, [made, next_year])):
        listed = counter.call("ListTrainingPlans", counter.chief, institution=counter.institution, year=year)
        assert list(listed.training_plans) == found


@pytest.mark.rule("LA-147")
@pytest.mark.parametrize("left_out", range(len(WHOLE)))
def test_a_plan_that_leaves_out_a_subject_is_not_adopted(counter: Counter, left_out: int) -> None:
    made = planned(counter, *(row for number, row in enumerate(WHOLE) if number != left_out))
    answer = refused(lambda: move(counter, "adopt", made.name))
    assert (answer.code, answer.reason) == (FAILED, "TRAINING_INCOMPLETE")
    assert ("政策", "业务", "职业道德", "廉政教育")[left_out] in answer.message


@pytest.mark.rule("LA-147")
@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"held_date": "2026-06-16"}, {"held_date": "DATE_IN_FUTURE"}),
        ({"held_date": "2025-12-31"}, {"held_date": "OUTSIDE_YEAR"}),
        ({"item_number": 5}, {"item_number": "ITEM_UNKNOWN"}),
        ({"item_number": 0}, {"topic": "TOPIC_MISSING"}),
        ({"invited_count": 1}, {"attendees": "TOO_MANY_ATTENDEES"}),
    ],
)
def test_a_session_that_cannot_be_is_refused(counter: Counter, said: dict[str, Any], fault: dict[str, str]) -> None:
    made = standing(counter, "ADOPTED")
    answer = refused(lambda: move(counter, "recordSession", made.name, **said))
    assert (answer.code, answer.violations) == (INVALID, fault)


@pytest.mark.rule("LA-147")
def test_what_was_not_held_is_told_and_has_a_reason(counter: Counter) -> None:
    made = standing(counter, "ADOPTED")
    assert list(made.unheld_items) == [1, 2, 3, 4]
    held = move(counter, "recordSession", made.name)
    assert (list(held.unheld_items), list(held.sessions[0].attendees)) == ([2, 3, 4], ["clerk-1", "clerk-2"])
    assert refused(lambda: move(counter, "close", made.name, reason="")).violations == {"reason": "REASON_MISSING"}
    for number in (2, 3, 4):
        held = move(counter, "recordSession", made.name, item_number=number)
    extra = move(counter, "recordSession", made.name, item_number=0, topic="新法解读")
    assert (list(extra.unheld_items), len(extra.sessions)) == ([], 5)
    assert move(counter, "close", made.name, reason="").state == pb.TRAINING_PLAN_STATE_CLOSED
