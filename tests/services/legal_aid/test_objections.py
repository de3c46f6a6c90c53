"""Objections to refusals and terminations, and what the bureau's order makes of them (LA-38, XF-17, XF-18)."""

from __future__ import annotations

from pathlib import Path

import grpc
import pytest
from sifa.legal_aid.v1 import decision_pb2, objection_pb2

from chassis.clock import random_id
from services.legal_aid.domain.objection import MOVES, ObjectionState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import counter_at
from tests.services.legal_aid.packs import write_pack
from tests.services.legal_aid.papers import serve
from tests.services.legal_aid.routes import OUTSIDE, refused_application, reviewed
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import (
    LATER,
    ORDER_GRANT,
    UPHOLD,
    act,
    deadlines_of,
    object_to,
    review,
    state_of,
    table_of,
)

BOOK = {"RECEIVED": {"review": {"UPHELD", "ORDERED"}}, "UPHELD": {}, "ORDERED": {}}


def short(objection: objection_pb2.Objection) -> str:
    return objection_pb2.ObjectionState.Name(objection.state).removeprefix("OBJECTION_STATE_")


def test_the_table_of_moves_of_an_objection_is_the_books() -> None:
    assert table_of(MOVES) == BOOK


@pytest.mark.parametrize("state", [ObjectionState.UPHELD, ObjectionState.ORDERED], ids=lambda state: state.name)
@pytest.mark.parametrize("outcome", [UPHOLD, ORDER_GRANT])
def test_a_reviewed_objection_is_not_reviewed_again(counter: Counter, state: ObjectionState, outcome: int) -> None:
    name = object_to(counter, refused_application(counter).name).name
    done = review(counter, name, UPHOLD if state is ObjectionState.UPHELD else ORDER_GRANT)
    assert (short(done), list(done.allowed_actions)) == (state.name, [])
    before = everything(counter.door.service)
    answer = refused(lambda: review(counter, name, outcome))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED")
    assert answer.metadata == {"state": state.name, "allowed": ""}
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-38", "D-02")
@pytest.mark.parametrize("due", [pytest.param("2026-06-22", id="TV-D10")])
def test_the_bureau_has_five_days(counter: Counter, due: str) -> None:
    objection = object_to(counter, refused_application(counter).name)
    assert (objection.received_date, short(objection)) == ("2026-06-15", "RECEIVED")
    assert deadlines_of(objection) == {"REVIEW_OBJECTION": (due, "RUNNING")}
    assert objection.deadlines[0].owner == "bureaus/990102"
    assert deadlines_of(review(counter, objection.name)) == {"REVIEW_OBJECTION": (due, "MET")}


@pytest.mark.rule("LA-38", "P-06")
def test_a_review_after_the_fifth_day_counts_and_is_late(counter: Counter) -> None:
    name = counter.receive(**OUTSIDE, received_date="2026-05-25", entry_reason=LATER).name
    act(counter, "decide", name, happened_date="2026-05-26")
    objection = object_to(counter, name, received_date="2026-06-01")
    assert deadlines_of(objection) == {"REVIEW_OBJECTION": ("2026-06-08", "RUNNING")}
    in_time = review(counter, objection.name, happened_date="2026-06-09")
    assert deadlines_of(in_time) == {"REVIEW_OBJECTION": ("2026-06-08", "MISSED")}


def test_an_objection_names_the_paper_it_is_against(counter: Counter) -> None:
    application = refused_application(counter)
    objection = object_to(counter, application.name)
    assert (objection.number, objection.contested_decision) == ("（2026）玄法援异字第1号", application.decision.name)
    assert (objection.institution, objection.division) == (counter.institution, "990102")
    done = review(counter, objection.name)
    assert f"异议所涉决定：玄法援法律援助中心{application.decision.number}" in done.decision.text
    assert done.decision.objection == objection.name
    assert counter.call("GetObjection", counter.chief, name=objection.name) == done


def test_an_objection_before_the_decision_was_made_is_refused(counter: Counter) -> None:
    name = refused_application(counter).name
    answer = refused(lambda: object_to(counter, name, received_date="2026-06-12"))
    assert answer.violations == {"objection.received_date": "DATE_BEFORE_PREVIOUS"}


def test_an_objection_to_nothing_is_refused(counter: Counter) -> None:
    answer = refused(lambda: object_to(counter, f"applications/{random_id()}"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "APPLICATION_UNKNOWN")


@pytest.mark.parametrize("outcome", [decision_pb2.OUTCOME_GRANT, decision_pb2.OUTCOME_REFUSE, 0, 99])
def test_the_bureau_upholds_or_orders_and_nothing_else(counter: Counter, outcome: int) -> None:
    name = object_to(counter, refused_application(counter).name).name
    answer = refused(lambda: review(counter, name, outcome))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, ["outcome"])


@pytest.mark.rule("XF-18", "LA-38", "LA-33")
def test_an_order_is_complied_with_at_once(counter: Counter) -> None:
    ordered = reviewed(counter, ORDER_GRANT)
    assert deadlines_of(ordered)["COMPLY_WITH_ORDER"] == ("2026-06-16", "RUNNING")
    granted = counter.decide(ordered.name)
    assert (state_of(granted), granted.decision.reasons[0].code) == ("GRANTED", "ORDERED_BY_BUREAU")
    assert ordered.decision.number in granted.decision.reasons[0].text
    assert deadlines_of(granted) == {
        "DECIDE": ("2026-06-22", "MET"), "COMPLY_WITH_ORDER": ("2026-06-16", "MET"),
        "ASSIGN": ("2026-06-18", "RUNNING"),
    }  # fmt: skip


def test_an_order_is_granted_whatever_the_papers_and_the_place(counter: Counter) -> None:
    name = counter.decide(counter.receive(**OUTSIDE, papers=[]).name).name
    review(counter, object_to(counter, name).name, ORDER_GRANT)
    assert state_of(counter.decide(name)) == "GRANTED"


def test_an_upheld_refusal_is_the_end(counter: Counter) -> None:
    upheld = reviewed(counter, UPHOLD)
    assert (state_of(upheld), list(upheld.allowed_actions)) == ("UPHELD", [])
    assert "COMPLY_WITH_ORDER" not in deadlines_of(upheld)


@pytest.mark.rule("LA-38")
def test_the_law_sets_no_window(counter: Counter) -> None:
    name = counter.receive(**OUTSIDE, received_date="2024-01-02", entry_reason=LATER).name
    act(counter, "decide", name, happened_date="2024-01-03")
    assert short(object_to(counter, name)) == "RECEIVED"


@pytest.mark.rule("LA-38")
@pytest.mark.parametrize(("served", "received", "in_time"), [
    ("", "2026-06-08", True), ("", "2026-06-09", False),
    ("2026-06-03", "2026-06-09", False), ("2026-06-05", "2026-06-10", True), ("2026-06-05", "2026-06-11", False),
])  # fmt: skip
def test_a_window_of_the_region_runs_from_service_or_else_from_the_paper(
    profile: Profile, tmp_path: Path, served: str, received: str, *, in_time: bool
) -> None:
    folder = write_pack(tmp_path, window_days=5)
    with counter_at(profile, "2026-06-15T09:00+08:00", SIFA_POLICY_DIR=str(folder)) as counter:
        name = counter.receive(**OUTSIDE, received_date="2026-06-01", entry_reason=LATER).name
        decision = act(counter, "decide", name, happened_date="2026-06-02").decision
        if served:
            serve(counter, decision.name, happened_date=served, entry_reason=LATER)
        if in_time:
            assert short(object_to(counter, name, received_date=received)) == "RECEIVED"
        else:
            answer = refused(lambda: object_to(counter, name, received_date=received))
            assert answer.reason == "OBJECTION_TOO_LATE"
            assert state_of(counter.get(name)) == "REFUSED"


def test_objections_are_listed_by_state_and_application(counter: Counter) -> None:
    upheld, waiting = reviewed(counter, UPHOLD), refused_application(counter)
    objection = object_to(counter, waiting.name)
    received = counter.call("ListObjections", counter.clerk, state=objection_pb2.OBJECTION_STATE_RECEIVED).objections
    assert [one.name for one in received] == [objection.name]
    about = counter.call("ListObjections", counter.reviewer, application=upheld.name).objections
    assert [(one.application, short(one)) for one in about] == [(upheld.name, "UPHELD")]
