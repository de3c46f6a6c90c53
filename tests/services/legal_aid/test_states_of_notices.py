"""Every action in every state of a notice; it is never refused to the person (LA-13)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import application_pb2
from sifa.legal_aid.v1 import notice_pb2 as pb

from services.legal_aid.domain.notice import MOVES, NoticeState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.rows import everything

S = NoticeState
BOOK: dict[str, dict[str, set[str]]] = {
    "RECEIVED": {"query": {"QUERIED"}, "assign": {"ASSIGNED"}},
    "QUERIED": {"answer": {"RECEIVED"}, "assign": {"ASSIGNED"}},
    "ASSIGNED": {},
}
LAWYER = application_pb2.Assignment(unit_name="虚构律师事务所", handler_name="赵律师")


def query(counter: Counter, name: str, **fields: Any) -> pb.Notice:
    asked = {"query": "请核实通知类别", **fields}
    notice: pb.Notice = counter.call("QueryNotice", counter.clerk, name=name, **asked).notice
    return notice


def answer(counter: Counter, name: str, **fields: Any) -> pb.Notice:
    given = {"answer": "类别无误", **fields}
    notice: pb.Notice = counter.call("AnswerNotice", counter.clerk, name=name, **given).notice
    return notice


def assign(counter: Counter, name: str, **fields: Any) -> pb.Notice:
    notice: pb.Notice = counter.call("AssignNotice", counter.head, name=name, assignment=LAWYER, **fields).notice
    return notice


DO: dict[str, Callable[..., pb.Notice]] = {"query": query, "answer": answer, "assign": assign}


def brought_to(counter: Counter, state: NoticeState) -> pb.Notice:
    notice = notify(counter)
    if state is S.QUERIED:
        return query(counter, notice.name)
    return assign(counter, notice.name) if state is S.ASSIGNED else notice


def short(notice: pb.Notice) -> str:
    return pb.NoticeState.Name(notice.state).removeprefix("NOTICE_STATE_")


def test_the_table_of_moves_of_a_notice_is_this() -> None:
    here = {state.name: {action: {to.name for to in row} for action, row in moves.items()} for state, moves in MOVES.items()}
    assert here == BOOK


@pytest.mark.parametrize(("state", "action"), [(state, action) for state in S for action in BOOK[state.name]])
def test_a_legal_move_of_a_notice_leads_where_the_table_says(counter: Counter, state: NoticeState, action: str) -> None:
    after = DO[action](counter, brought_to(counter, state).name)
    assert {short(after)} == BOOK[state.name][action]
    assert counter.call("GetNotice", counter.clerk, name=after.name) == after


@pytest.mark.parametrize("state", list(S), ids=lambda state: state.name)
def test_any_other_action_on_a_notice_is_refused_and_changes_nothing(counter: Counter, state: NoticeState) -> None:
    notice = brought_to(counter, state)
    assert (short(notice), list(notice.allowed_actions)) == (state.name, sorted(BOOK[state.name]))
    before = everything(counter.door.service)
    for action in sorted(set(DO) - set(BOOK[state.name])):
        found = refused(lambda action=action: DO[action](counter, notice.name))  # type: ignore[misc]
        assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
        assert found.metadata == {"state": state.name, "allowed": ",".join(sorted(BOOK[state.name]))}
    assert everything(counter.door.service) == before
