"""Receptions: numbers are served, who misses an appointment has withdrawn nothing, two go to a home (LA-130)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1 import reception_pb2 as pb

from services.legal_aid.domain.reception import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

INVALID, FAILED = grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION
TABLE: dict[str, dict[str, set[str]]] = {
    "WAITING": {"serve": {"SERVED"}, "miss": {"MISSED"}, "rebook": {"WAITING"}, "cancel": {"CANCELLED"}},
    "SERVED": {},
    "MISSED": {"rebook": {"WAITING"}, "cancel": {"CANCELLED"}},
    "CANCELLED": {},
}
RPC_OF = {
    "serve": "ServeReception", "miss": "MissReception", "rebook": "RebookReception", "cancel": "CancelReception",
}  # fmt: skip
WORDS: dict[str, dict[str, Any]] = {
    "rebook": {"planned_date": "2026-06-20", "planned_time": "09:30"}, "cancel": {"reason": "改为电话答复"},
}  # fmt: skip
WAYS = {"WAITING": (), "SERVED": ("serve",), "MISSED": ("miss",), "CANCELLED": ("cancel",)}
TODAY = "2026-06-15"
COUNTER, EXTENDED, HOME = pb.RECEPTION_MODE_COUNTER, pb.RECEPTION_MODE_EXTENDED_HOURS, pb.RECEPTION_MODE_HOME
VISIT = {"mode": HOME, "place": "东街12号", "visit_reason": "行动不便", "visitors": ["clerk-1", "clerk-2"]}


def booked(counter: Counter, **changes: Any) -> pb.Reception:
    """An appointment of today about a contact."""
    said = {
        "institution": counter.institution, "mode": pb.RECEPTION_MODE_APPOINTMENT, "planned_date": TODAY,
        "planned_time": "10:00", **changes,
    }  # fmt: skip
    if "subject" not in said:
        said["subject"] = register(counter).name
    made: pb.Reception = counter.call("CreateReception", counter.clerk, reception=pb.Reception(**said))
    return made


def numbered(counter: Counter) -> pb.Reception:
    """A number drawn at the counter."""
    return booked(counter, mode=COUNTER, subject="", planned_date="", planned_time="")


def move(counter: Counter, action: str, name: str, **fields: Any) -> pb.Reception:
    reply = counter.call(RPC_OF[action], counter.clerk, name=name, **{**WORDS.get(action, {}), **fields})
    done: pb.Reception = reply.reception
    return done


def test_the_table_of_moves_is_written_here_once_more() -> None:
    assert table_of(MOVES) == TABLE


@pytest.mark.rule("LA-130")
@pytest.mark.parametrize("state", sorted(TABLE))
def test_every_state_offers_its_moves_and_refuses_all_others(counter: Counter, state: str) -> None:
    made = booked(counter)
    for action in WAYS[state]:
        made = move(counter, action, made.name)
    assert (pb.ReceptionState.Name(made.state), list(made.allowed_actions)) == (
        f"RECEPTION_STATE_{state}", sorted(TABLE[state]),
    )  # fmt: skip
    assert counter.call("GetReception", counter.chief, name=made.name) == made
    asked = {"state": made.state, "planned_date": TODAY}
    assert list(counter.call("ListReceptions", counter.chief, **asked).receptions) == [made]
    assert not counter.call("ListReceptions", counter.chief, planned_date="2026-06-16").receptions
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(TABLE[state])):
        answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (FAILED, "ACTION_NOT_ALLOWED")
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-130")
def test_a_number_drawn_before_closing_is_served_after_it(profile: Profile) -> None:
    """Drawn at 16:59, served at 17:01; at 17:00 no number is drawn any more."""
    with counter_at(profile, "2026-06-15T16:59+08:00") as counter:
        made = numbered(counter)
        assert made.number == "（2026）玄法援号字第1号"
        in_time = numbered(counter)
        assert move(counter, "serve", in_time.name).served_mode == COUNTER
        for action in ("miss", "rebook", "cancel"):
            answer = refused(lambda action=action: move(counter, action, made.name))  # type: ignore[misc]
            assert (answer.code, answer.reason) == (FAILED, "NUMBER_IS_SERVED")
        leaving = numbered(counter)
        gone = move(counter, "cancel", leaving.name, by_person=True, reason="本人有事离开")
        assert (gone.state, gone.reason) == (pb.RECEPTION_STATE_CANCELLED, "本人有事离开")
        with reopened(counter, profile, SIFA_NOW="2026-06-15T17:00+08:00") as later:
            answer = refused(lambda: numbered(later))
            assert (answer.code, answer.reason) == (FAILED, "COUNTER_CLOSED")
            assert move(later, "serve", made.name).served_mode == EXTENDED


@pytest.mark.rule("LA-130")
def test_who_misses_an_appointment_has_withdrawn_nothing(counter: Counter) -> None:
    application = counter.receive()
    made = booked(counter, subject=application.name)
    before = counter.call("GetApplication", counter.clerk, name=application.name)
    gone = move(counter, "miss", made.name)
    assert counter.call("GetApplication", counter.clerk, name=application.name) == before
    again = move(counter, "rebook", made.name)
    assert (list(gone.missed_dates), again.planned_date, again.planned_time) == ([TODAY], "2026-06-20", "09:30")
    early = refused(lambda: move(counter, "miss", made.name))
    assert (early.code, early.reason) == (FAILED, "NOT_DUE")
    past = refused(lambda: move(counter, "rebook", made.name, planned_date="2026-06-14"))
    assert (past.code, past.violations) == (INVALID, {"planned_date": "DATE_IN_PAST"})


@pytest.mark.rule("LA-130")
def test_a_home_visit_has_a_reason_a_place_and_two_people(counter: Counter) -> None:
    assert list(booked(counter, **VISIT).visitors) == VISIT["visitors"]
    for field, empty in (("place", ""), ("visit_reason", "")):
        answer = refused(lambda f=field, e=empty: booked(counter, **{**VISIT, f: e}))  # type: ignore[misc]
        assert (answer.code, answer.violations) == (INVALID, {f"reception.{field}": "REQUIRED"})
    alone = refused(lambda: booked(counter, **{**VISIT, "visitors": ["clerk-1"]}))
    assert alone.violations == {"reception.visitors": "TWO_VISITORS"}


@pytest.mark.rule("LA-130")
@pytest.mark.parametrize("mode", [pb.RECEPTION_MODE_APPOINTMENT, HOME, pb.RECEPTION_MODE_ONLINE])
@pytest.mark.parametrize("field", ["subject", "planned_date", "planned_time"])
def test_what_is_agreed_has_a_matter_and_a_time(counter: Counter, mode: pb.ReceptionMode.ValueType, field: str) -> None:
    answer = refused(lambda: booked(counter, **{**VISIT, "mode": mode, field: ""}))
    assert (answer.code, answer.violations) == (INVALID, {f"reception.{field}": "REQUIRED"})
    yesterday = refused(lambda: booked(counter, **{**VISIT, "mode": mode, "planned_date": "2026-06-14"}))
    assert yesterday.violations == {"reception.planned_date": "DATE_IN_PAST"}
