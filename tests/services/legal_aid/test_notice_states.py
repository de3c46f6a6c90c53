"""What happens to a notice: the institution asks, the authority answers, somebody is assigned, and the clock runs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sifa.legal_aid.v1 import notice_pb2 as pb

from services.legal_aid.domain.notice import MOVES
from tests.doors import refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import (
    Department,
    ask,
    assign,
    clocks_of,
    department,
    flags_of,
    notice_state,
)
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.steps import LATER, run_job

# A notice is never refused and never closed without a lawyer (LA-13): there is no other state and no other move.
BOOK = {
    "RECEIVED": {"query": {"QUERIED"}, "assign": {"ASSIGNED"}},
    "QUERIED": {"answer": {"RECEIVED"}, "assign": {"ASSIGNED"}},
    "ASSIGNED": {},
}
ROUTES: dict[str, Callable[[Counter, Department], pb.Notice]] = {
    "RECEIVED": lambda counter, court: court.send(counter.institution),
    "QUERIED": lambda counter, court: ask(counter, court.send(counter.institution).name),
    "ASSIGNED": lambda counter, court: assign(counter, court.send(counter.institution).name),
}
ACTIONS: dict[str, Callable[[Counter, Department, str], pb.Notice]] = {
    "query": lambda counter, _, name: ask(counter, name),
    "answer": lambda _, court, name: court.answer(name),
    "assign": lambda counter, _, name: assign(counter, name),
}
LIFE = pb.NOTICE_CATEGORY_LIFE_OR_DEATH


def test_the_table_of_moves_has_no_refusal() -> None:
    here = {state.name: {act: {to.name for to in row} for act, row in moves.items()} for state, moves in MOVES.items()}
    assert here == BOOK


@pytest.mark.parametrize("state", BOOK)
@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_in_every_state(counter: Counter, state: str, action: str) -> None:
    court = department(counter.door)
    before = ROUTES[state](counter, court)
    assert (notice_state(before), list(before.allowed_actions)) == (state, sorted(BOOK[state]))
    if action in BOOK[state]:
        after = ACTIONS[action](counter, court, before.name)
        assert {notice_state(after)} == BOOK[state][action]
        assert after.etag != before.etag
    else:
        answer = refused(lambda: ACTIONS[action](counter, court, before.name))
        assert (answer.reason, answer.metadata["state"]) == ("ACTION_NOT_ALLOWED", state)
        assert court.read(before.name) == before


@pytest.mark.rule("LA-13", "LA-34")
def test_a_wrong_category_is_asked_about_and_corrected_while_the_clock_runs_on(counter: Counter) -> None:
    court = department(counter.door)
    taken = court.send(counter.institution)
    asked = ask(counter, taken.name, "当事人已满十八周岁，是否仍按未成年人通知？")
    assert (notice_state(asked), asked.query) == ("QUERIED", "当事人已满十八周岁，是否仍按未成年人通知？")
    assert court.read(taken.name) == asked
    answered = court.answer(taken.name, "应为可能判处无期徒刑。", category=LIFE)
    assert (notice_state(answered), answered.category, answered.answer) == ("RECEIVED", LIFE, "应为可能判处无期徒刑。")
    assert clocks_of(answered) == clocks_of(asked) == clocks_of(taken)
    assert clocks_of(answered)["ASSIGN_NOTIFIED"] == (counter.institution, "2026-06-18", "RUNNING")


@pytest.mark.rule("LA-12")
def test_a_corrected_category_may_turn_a_mandatory_notice_into_a_discretionary_one(counter: Counter) -> None:
    court = department(counter.door)
    name = ask(counter, court.send(counter.institution).name).name
    assert not court.answer(name, category=pb.NOTICE_CATEGORY_DISCRETIONARY).mandatory


@pytest.mark.rule("LA-12", "LA-13")
def test_a_corrected_category_takes_its_doubts_away(counter: Counter) -> None:
    court = department(counter.door)
    taken = court.send(
        counter.institution, category=pb.NOTICE_CATEGORY_DISCRETIONARY, procedure=pb.PROCEDURE_SIMPLIFIED
    )
    assert "CATEGORY_DOUBTFUL" in flags_of(taken)
    ask(counter, taken.name)
    answered = court.answer(taken.name, category=LIFE)
    assert flags_of(answered) == flags_of(taken) - {"CATEGORY_DOUBTFUL"}


def test_an_answer_without_a_category_leaves_it_and_a_second_question_asks_anew(counter: Counter) -> None:
    court = department(counter.door)
    taken = court.send(counter.institution)
    ask(counter, taken.name)
    assert court.answer(taken.name).category == taken.category
    again = ask(counter, taken.name, "仍请补充案号。")
    assert (again.query, again.answer) == ("仍请补充案号。", "")


@pytest.mark.rule("LA-34")
def test_the_authority_reads_in_its_notice_who_was_assigned(counter: Counter) -> None:
    court = department(counter.door)
    name = court.send(counter.institution).name
    assign(counter, name)
    read = court.read(name)
    assert (notice_state(read), read.assignment.assigned_date) == ("ASSIGNED", "2026-06-15")
    assert (read.assignment.unit_name, read.assignment.handler_name) == ("示范律师事务所", "甲律师")
    assert clocks_of(read)["ASSIGN_NOTIFIED"] == (counter.institution, "2026-06-18", "MET")


@pytest.mark.rule("LA-34", "D-12")
@pytest.mark.parametrize(
    ("on", "state"), [("2026-06-04", "MET"), ("2026-06-05", "MISSED")], ids=["on the last day", "the day after"]
)
def test_the_institution_has_three_days_from_receipt(counter: Counter, on: str, state: str) -> None:
    given = {"received_date": "2026-06-01", "discovered_date": "2026-06-01", "entry_reason": LATER}
    name = department(counter.door).send(counter.institution, **given).name
    done = assign(counter, name, happened_date=on)
    assert clocks_of(done)["ASSIGN_NOTIFIED"] == (counter.institution, "2026-06-04", state)


@pytest.mark.rule("LA-34")
def test_a_question_does_not_stop_the_clock_and_lateness_does_not_stop_the_assignment(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        court = department(counter.door)
        name = ask(counter, court.send(counter.institution).name).name
        with reopened(counter, profile, SIFA_NOW="2026-06-19T09:00+08:00") as later:
            run_job(later.door.service, "watch-deadlines")
            read = later.call("GetNotice", later.clerk, name=name)
            assert (notice_state(read), clocks_of(read)["ASSIGN_NOTIFIED"][2]) == ("QUERIED", "MISSED")
            assert notice_state(assign(later, name)) == "ASSIGNED"


def test_nobody_is_assigned_before_the_notice_came(counter: Counter) -> None:
    name = department(counter.door).send(counter.institution).name
    answer = refused(lambda: assign(counter, name, happened_date="2026-06-14"))
    assert list(answer.violations.values()) == ["DATE_BEFORE_PREVIOUS"]


def test_a_stale_etag_is_aborted(counter: Counter) -> None:
    taken = department(counter.door).send(counter.institution)
    ask(counter, taken.name)
    answer = refused(
        lambda: counter.call("QueryNotice", counter.clerk, name=taken.name, query="请核对。", etag=taken.etag)
    )
    assert (answer.code.name, answer.reason) == ("ABORTED", "ETAG_MISMATCH")


@pytest.mark.rule("P-01")
def test_question_answer_and_lawyer_are_told_to_nobody_else(counter: Counter) -> None:
    court = department(counter.door)
    name = ask(counter, court.send(counter.institution).name, "孙某某是否成年？").name
    court.answer(name, "孙某某未成年。")
    assign(counter, name)
    told = [event.body for event in logged(counter.door.service)]
    assert not any(word in body for body in told for word in ("孙", "甲律师", "成年"))
