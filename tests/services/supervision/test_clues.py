"""Facts of legal_aid open clues: once per cause, with a gapless number, and only where the rules say so."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import decision_pb2
from sifa.supervision.v1 import clue_pb2 as pb

from chassis.kernel.deadline import DeadlineState
from chassis.schema import audit_entry, event_log
from services.legal_aid.domain.time_limit import DeadlineKind
from services.supervision.domain.clue import LEGAL_DUTIES
from tests.doors import Door
from tests.services.supervision.told import (
    APPLICATION,
    INSTITUTION,
    OBJECTION,
    Teller,
    changed,
    clues,
    counted,
    missed,
    ordered,
    parked,
    reviewed,
)

DUTIES = {
    "DECIDE": "LA-30", "ASSIGN": "LA-33", "ASSIGN_NOTIFIED": "LA-34", "REVIEW_OBJECTION": "LA-38",
    "COMPLY_WITH_ORDER": "LA-38",
}  # fmt: skip
KINDS = [*(kind.name for kind in DeadlineKind), "OF_A_LATER_RELEASE"]


@pytest.mark.rule("XF-17")
def test_an_order_to_grant_opens_a_clue_on_the_contested_decision(door: Door, teller: Teller) -> None:
    teller.tell(reviewed(decision_pb2.OUTCOME_ORDER_GRANT))
    (clue,) = clues(door)
    assert (clue.source, clue.item, clue.state) == (pb.CLUE_SOURCE_XF_17, 5, pb.CLUE_STATE_RECEIVED)
    assert (clue.institution, clue.owner, clue.division) == (INSTITUTION, INSTITUTION, "990102")
    assert (clue.subject, clue.kind, clue.decision_number) == (OBJECTION, "", "（2026）玄法援不援字第1号")
    assert (clue.rule_id, clue.due_date, clue.happened_date) == ("LA-38", "", "2026-06-12")
    assert (clue.number, clue.note, clue.resolved_as_met, clue.etag) == ("（2026）线索第1号", "", False, "1")


def test_an_upheld_decision_opens_none(door: Door, teller: Teller) -> None:
    teller.tell(reviewed(decision_pb2.OUTCOME_UPHOLD))
    assert clues(door) == []


def test_a_missed_limit_of_the_law_opens_a_clue(door: Door, teller: Teller) -> None:
    teller.tell(changed("RUNNING", "MISSED"))
    (clue,) = clues(door)
    assert (clue.source, clue.item, clue.state) == (pb.CLUE_SOURCE_DEADLINE_MISSED, 0, pb.CLUE_STATE_RECEIVED)
    assert (clue.institution, clue.owner, clue.division) == (INSTITUTION, INSTITUTION, "990102")
    assert (clue.subject, clue.kind, clue.decision_number) == (APPLICATION, "DECIDE", "")
    assert (clue.rule_id, clue.due_date, clue.happened_date) == ("LA-30", "2026-06-08", "2026-06-09")


def test_a_limit_that_the_bureau_missed_is_a_clue_on_the_bureau(door: Door, teller: Teller) -> None:
    teller.tell(changed("RUNNING", "MISSED", kind="REVIEW_OBJECTION", owner="bureaus/990102", subject=OBJECTION))
    (clue,) = clues(door)
    assert (clue.institution, clue.owner, clue.rule_id) == ("", "bureaus/990102", "LA-38")


@pytest.mark.parametrize("state", DeadlineState, ids=lambda state: state.name)
@pytest.mark.parametrize("kind", KINDS)
def test_only_a_missed_duty_of_the_law_opens_a_clue(
    door: Door, teller: Teller, kind: str, state: DeadlineState
) -> None:
    teller.tell(changed("", state.name, kind=kind))
    wanted = [(kind, DUTIES[kind])] if state is DeadlineState.MISSED and kind in DUTIES else []
    assert [(clue.kind, clue.rule_id) for clue in clues(door)] == wanted


def test_the_duties_and_their_rules_are_those_of_legal_aid() -> None:
    assert {kind.name: kind.value.rule_id for kind in DeadlineKind if kind.name in DUTIES} == LEGAL_DUTIES
    assert LEGAL_DUTIES == DUTIES


@pytest.mark.parametrize("message", [ordered(), missed()], ids=["order", "deadline"])
def test_a_fact_that_comes_again_opens_no_second_clue(door: Door, teller: Teller, message: Message) -> None:
    teller.tell(message)
    before = clues(door)
    teller.inbox.receive(teller.told[0])
    teller.tell(message)
    assert (clues(door), len(before), parked(door)) == (before, 1, [])


def test_a_missed_fact_that_comes_late_opens_its_clue_then(door: Door, teller: Teller) -> None:
    late = teller.number(missed(1))
    teller.tell(missed(2))
    assert clues(door) == []
    teller.inbox.receive(late)
    assert [clue.subject[-1] for clue in clues(door)] == ["1", "2"]


@pytest.mark.rule("P-06")
def test_a_deadline_that_was_met_after_all_keeps_its_clue_with_a_note(door: Door, teller: Teller) -> None:
    teller.tell(changed("RUNNING", "MISSED"))
    (before,) = clues(door)
    teller.tell(changed("MISSED", "MET"))
    (clue,) = clues(door)
    assert clue.resolved_as_met
    assert "录入迟延" in clue.note
    assert (clue.name, clue.number, clue.state, clue.etag) == (before.name, before.number, before.state, "2")
    teller.inbox.receive(teller.told[-1])
    teller.tell(changed("MISSED", "MET"))
    assert (clues(door), parked(door)) == ([clue], [])


@pytest.mark.parametrize(
    ("before", "kind"), [("RUNNING", "DECIDE"), ("MISSED", "DECIDE"), ("MISSED", "SUPPLEMENT_REPLY")]
)
def test_a_met_deadline_without_a_clue_leaves_none(door: Door, teller: Teller, before: str, kind: str) -> None:
    teller.tell(changed(before, "MET", kind=kind))
    assert clues(door) == []


def test_meeting_one_duty_leaves_the_clues_of_other_duties_alone(door: Door, teller: Teller) -> None:
    teller.tell(changed("RUNNING", "MISSED"), changed("RUNNING", "MISSED", kind="ASSIGN"), changed("MISSED", "MET"))
    assert [(clue.kind, clue.resolved_as_met) for clue in clues(door)] == [("DECIDE", True), ("ASSIGN", False)]


def test_numbers_are_gapless_per_division(door: Door, teller: Teller) -> None:
    teller.tell(missed(1), missed(1), ordered(1), missed(2, division="990103"), ordered(1), missed(3))
    assert [clue.number for clue in clues(door)] == [f"（2026）线索第{count}号" for count in (1, 2, 3)]
    assert [clue.number for clue in clues(door, "990103")] == ["（2026）线索第1号"]


def test_a_fact_that_fails_takes_its_number_back(door: Door, teller: Teller) -> None:
    teller.tell(missed(1, due_date=""), ordered(1))
    assert parked(door) == ["ValueError"]
    assert [clue.number for clue in clues(door)] == ["（2026）线索第1号"]
    assert counted(door) == {"corrected_count": 1}


@pytest.mark.rule("P-02")
def test_opening_and_resolving_are_audited_and_only_the_clock_is_told(door: Door, teller: Teller) -> None:
    teller.tell(changed("RUNNING", "MISSED"), changed("MISSED", "MET"))
    with door.service.database.read() as session:
        entries = session.execute(sa.select(audit_entry.c.action, audit_entry.c.actor, audit_entry.c.rules)).all()
        assert session.execute(sa.select(event_log.c.type)).scalars().all() == ["sifa.platform.v1.DeadlineChanged"]
    assert [tuple(entry) for entry in entries] == [
        ("clue.open", "svc:supervision", "LA-30"), ("clue.resolveAsMet", "svc:supervision", "LA-30"),
    ]  # fmt: skip
