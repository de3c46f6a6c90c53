"""A clue is assigned to two uninterested officers, verified, disposed of, and closed (SV-40, F-06)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2 as aid
from sifa.supervision.v1 import clue_pb2 as pb
from sifa.supervision.v1 import events_pb2
from sifa.supervision.v1 import inspection_officer_pb2 as officers_pb

from services.supervision.domain.clue_life import MOVES
from services.supervision.persistence.clue import TABLE
from tests.doors import HOME, Door, refused
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.supervision.bureau import Bureau, at
from tests.services.supervision.leads import (
    FACTS,
    FALSE,
    HANDLER,
    MEASURES,
    PART,
    RESPONSIBLE,
    TRUE,
    assigned,
    read,
    reported,
    step,
    verified,
)
from tests.services.supervision.told import Teller, clues, missed


def test_the_moves_are_those_of_the_book() -> None:
    """RULEBOOK 2.4.2; RECEIVED is its NEW, and others may be named while it is checked."""
    found = {
        state.name: {action: {to.name for to in ends} for action, ends in row.items()} for state, row in MOVES.items()
    }
    assert found == {
        "RECEIVED": {"assign": {"CHECKING"}},
        "CHECKING": {"assign": {"CHECKING"}, "verify": {"VERIFIED_TRUE", "VERIFIED_PART", "VERIFIED_FALSE"}},
        "VERIFIED_TRUE": {"dispose": {"DISPOSED"}, "passTest": {"VERIFIED_TRUE"}},
        "VERIFIED_PART": {"dispose": {"DISPOSED"}, "passTest": {"VERIFIED_PART"}},
        "VERIFIED_FALSE": {"close": {"CLOSED"}},
        "DISPOSED": {"passTest": {"DISPOSED"}, "close": {"CLOSED"}},
        "CLOSED": {},
    }


@pytest.mark.rule("SV-40")
def test_a_clue_runs_its_life(bureau: Bureau) -> None:
    opened = reported(bureau)
    assert (opened.number, opened.state, opened.rule_id) == ("（2026）线索第1号", pb.CLUE_STATE_RECEIVED, "SV-40")
    # Three working days after Monday 15 June 2026; Friday 19 June is the Dragon Boat day off.
    assert [(one.kind, one.due_date) for one in opened.deadlines] == [("ASSIGN_CLUE", "2026-06-18")]
    checked = assigned(bureau, opened.name)
    assert (checked.state, len(checked.officers)) == (pb.CLUE_STATE_CHECKING, 2)
    clocks = {one.kind: (one.done_date, one.due_date) for one in checked.deadlines}
    # The thirtieth day after 15 June is Wednesday 15 July.
    assert clocks == {"ASSIGN_CLUE": ("2026-06-15", "2026-06-18"), "VERIFY_CLUE": ("", "2026-07-15")}
    found = step(bureau, "Verify", opened.name)
    assert (found.state, found.words.finding) == (TRUE, "经查属实")
    assert {one.done_date for one in found.deadlines} == {"2026-06-15"}
    done = step(bureau, "Dispose", opened.name)
    assert (done.disposal, done.words.disposal_reason) == (pb.CLUE_DISPOSAL_TALK, "情节较轻")
    for test in (FACTS, MEASURES, RESPONSIBLE):
        step(bureau, "PassClueTest", opened.name, test=test)
    closed = step(bureau, "Close", opened.name)
    assert (closed.state, closed.closed_date) == (pb.CLUE_STATE_CLOSED, "2026-06-15")
    assert (closed.words.summary, list(closed.allowed_actions)) == ("来电人称承办人索要五百元", [])
    assert read(bureau, opened.name) == closed


@pytest.mark.rule("SV-40")
@pytest.mark.parametrize("result", [TRUE, PART])
@pytest.mark.parametrize("left", [FACTS, MEASURES, pytest.param(RESPONSIBLE, id="TV-S12")])
def test_nobody_lets_go_before_all_three(
    bureau: Bureau, left: pb.ClueTest.ValueType, result: pb.ClueState.ValueType
) -> None:
    """TV-S12, E-67: facts clear, measures done, nobody handled: it cannot be closed."""
    name = verified(bureau, result)
    for test in {FACTS, MEASURES, RESPONSIBLE} - {left}:
        step(bureau, "PassClueTest", name, test=test)
    step(bureau, "Dispose", name)
    answer = refused(lambda: step(bureau, "Close", name))
    missing = pb.ClueTest.Name(left).removeprefix("CLUE_TEST_")
    assert (answer.reason, answer.metadata["missing"]) == ("CLUE_NOT_SETTLED", missing)
    step(bureau, "PassClueTest", name, test=left)
    assert step(bureau, "Close", name).state == pb.CLUE_STATE_CLOSED


@pytest.mark.rule("SV-40", "P-04")
def test_a_false_one_is_closed_with_a_reason_by_somebody_else(bureau: Bureau) -> None:
    name = verified(bureau, FALSE)
    assert "reason" in refused(lambda: step(bureau, "Close", name, reason="")).violations
    own = refused(lambda: step(bureau, "Close", name, bureau.section))
    assert (own.code, own.reason) == (grpc.StatusCode.PERMISSION_DENIED, "SEPARATION_OF_DUTIES")
    assert step(bureau, "Close", name).words.closing_reason == "已办结"


@pytest.mark.rule("SV-40")
def test_a_test_is_passed_once(bureau: Bureau) -> None:
    name = verified(bureau)
    step(bureau, "PassClueTest", name, test=FACTS)
    assert refused(lambda: step(bureau, "PassClueTest", name, test=FACTS)).reason == "TEST_PASSED"


@pytest.mark.rule("SV-40")
def test_another_authority_is_named_when_and_only_when_it_is_transferred(bureau: Bureau) -> None:
    name = verified(bureau)
    transfer: dict[str, Any] = {"disposal": pb.CLUE_DISPOSAL_TRANSFER}
    missing = refused(lambda: step(bureau, "Dispose", name, **transfer))
    assert missing.violations == {"transferred_to": "TRANSFER_AUTHORITY"}
    idle = refused(lambda: step(bureau, "Dispose", name, transferred_to="区纪委监委"))
    assert idle.violations == {"transferred_to": "TRANSFER_AUTHORITY"}
    assert step(bureau, "Dispose", name, transferred_to="区纪委监委", **transfer).transferred_to == "区纪委监委"


@pytest.mark.rule("SV-40", "SV-61")
def test_whoever_has_an_interest_does_not_check_it(bureau: Bureau) -> None:
    name = reported(bureau).name
    first, second, third = (bureau.officer().name for _ in range(3))
    interest = {"subject": HANDLER, "ground": officers_pb.INTEREST_GROUND_RELATIVE}
    bureau.call("DeclareInterest", bureau.section, name=first, interest=interest, document_number="回避1号")
    answer = refused(lambda: step(bureau, "Assign", name, officers=[first, second]))
    assert answer.reason == "OFFICER_INTERESTED"
    assert step(bureau, "Assign", name, officers=[second, third]).state == pb.CLUE_STATE_CHECKING


@pytest.mark.rule("SV-40")
def test_two_certified_officers_check_it(bureau: Bureau) -> None:
    name = reported(bureau).name
    one, stale = bureau.officer().name, bureau.officer(valid_until_date="2026-06-14").name
    unknown = "inspectionOfficers/019ed7e5-3a00-7000-8000-2f6b1c9d1aff"
    assert refused(lambda: step(bureau, "Assign", name, officers=[one, stale])).reason == "OFFICER_UNFIT"
    assert refused(lambda: step(bureau, "Assign", name, officers=[one, unknown])).reason == "OFFICER_UNKNOWN"
    assert "officers" in refused(lambda: step(bureau, "Assign", name, officers=[one])).violations
    twice = refused(lambda: step(bureau, "Assign", name, officers=[one, one]))
    assert twice.violations == {"officers": "OFFICER_TWICE"}


@pytest.mark.rule("SV-40")
def test_others_may_be_named_and_the_clock_runs_on(bureau: Bureau, profile: Profile) -> None:
    name = reported(bureau).name
    before = assigned(bureau, name)
    with at(bureau, profile, "2026-06-17T09:00") as later:
        after = assigned(later, name)
        assert set(after.officers).isdisjoint(before.officers)
        assert [one.due_date for one in after.deadlines] == [one.due_date for one in before.deadlines]


@pytest.mark.rule("SV-40")
@pytest.mark.parametrize(("end", "due"), [("2026-07-01", "2026-07-01"), ("2026-06-21", "2026-06-18")])
def test_within_a_phase_its_end_counts(bureau: Bureau, end: str, due: str) -> None:
    """2026-06-19 to 21 is the Dragon Boat holiday: what is due by the phase's end is due before it."""
    clue = assigned(bureau, reported(bureau).name, phase_end_date=end)
    assert [one.due_date for one in clue.deadlines if one.kind == "VERIFY_CLUE"] == [due]
    other = reported(bureau, source_reference="热线第2号").name
    over = refused(lambda: assigned(bureau, other, phase_end_date="2026-06-15"))
    assert over.violations == {"phase_end_date": "PHASE_OVER"}


@pytest.mark.rule("SV-40")
def test_what_was_reported_twice_has_one_clue(bureau: Bureau) -> None:
    reported(bureau)
    answer = refused(lambda: reported(bureau))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CLUE_KNOWN")
    assert reported(bureau, source=pb.CLUE_SOURCE_PETITION).number == "（2026）线索第2号"


@pytest.mark.rule("XF-25", "SV-40")
def test_a_call_about_money_is_a_complaint_too(bureau: Bureau, teller: Teller) -> None:
    """TV-S19: one record, two views."""
    clue = reported(bureau, is_complaint=True)
    (told,) = [one for one in logged(bureau.door.service) if one.type.endswith("TipMatched")]
    assert '"row": 4' in told.body
    assert events_pb2.TipMatched.DESCRIPTOR.full_name == told.type
    assert told.body.count(clue.name) == 2
    assert HANDLER in told.body
    received = aid.ComplaintReceived(complaint="complaints/1", clue=clue.name, division=HOME)
    teller.tell(received, received)
    assert read(bureau, clue.name).complaint == "complaints/1"
    nobody = refused(lambda: reported(bureau, source_reference="热线第3号", is_complaint=True, owner=""))
    assert nobody.reason == "COMPLAINT_WITHOUT_SUBJECT"


@pytest.mark.rule("XF-25")
def test_a_complaint_without_a_clue_joins_none(door: Door, teller: Teller) -> None:
    teller.tell(missed(), aid.ComplaintReceived(complaint="complaints/1", division=HOME))
    assert [clue.complaint for clue in clues(door)] == [""]


def test_words_are_sealed(bureau: Bureau) -> None:
    verified(bureau)
    with bureau.door.service.database.read() as session:
        kept = str(session.execute(sa.select(TABLE)).all())
    assert "热线第1号" in kept
    assert "五百元" not in kept
    assert "经查属实" not in kept


@pytest.mark.rule("P-06")
def test_days_follow_one_another(bureau: Bureau) -> None:
    name = reported(bureau, happened_date="2026-06-12").name
    early = refused(lambda: assigned(bureau, name, happened_date="2026-06-11"))
    assert early.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}
    late = refused(lambda: reported(bureau, source_reference="热线第9号", happened_date="2026-05-12"))
    assert late.reason == "ENTRY_REASON_MISSING"


def test_another_county_sees_nothing_and_does_nothing(bureau: Bureau) -> None:
    name = reported(bureau).name
    neighbour = bureau.door.person("supervision_officer", divisions=("990103",))
    assert refused(lambda: step(bureau, "Verify", name, neighbour)).code is grpc.StatusCode.NOT_FOUND
    assert refused(lambda: reported(bureau, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
    mine = bureau.call("ListClues", bureau.chief, owner=HANDLER)
    assert [one.name for one in mine.clues] == [name]
    assert not bureau.call("ListClues", bureau.chief, owner="handlers/none").clues
