"""From a case that went its way through the door to its payment: nothing early, and the last payment closes it."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import case_pb2, handler_pb2

from services.legal_aid.domain.case_words import CaseStage
from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case, lawyer
from tests.services.legal_aid.claims import CIVIL, TRIAL_1, brought, claim, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import (
    able_lawyer,
    act_on,
    brought_to,
    case_state,
    granted_case,
    lawyer_of,
    read_case,
)
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.providers import LAW_FIRM, unit
from tests.services.legal_aid.test_events import told


def claim_for(counter: Counter, case: case_pb2.Case, source: str, place: int = 0, **changes: Any) -> Any:
    """The clerk claims for the case's own stage."""
    said = {"stage": case.stage, "service": CIVIL, **changes}
    return claim(counter, case.name, case.assignments[place].name, source, **said)


@pytest.mark.rule("LA-96")
@pytest.mark.parametrize("state", ["IN_PROGRESS", "ENDED", "FILE_SUBMITTED", "FILE_ACCEPTED"])
def test_nothing_is_claimed_before_the_file_is_accepted_and_graded(counter: Counter, state: str) -> None:
    case = brought_to(counter, state)
    assert refused(lambda: claim_for(counter, case, funded(counter))).reason == "NOT_SETTLED"


@pytest.mark.rule("LA-96", "LA-101")
def test_the_last_payment_closes_a_graded_case_which_is_then_archived(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    made = claim_for(counter, case, funded(counter))
    assert (made.handler, made.amount_fen) == (able_lawyer(counter).name, 140_000)
    assert case_state(read_case(counter, case.name)) == "GRADED"
    assert state_of(brought(counter, made, "pay")) == "PAID"
    paid = read_case(counter, case.name)
    assert (case_state(paid), paid.steps[-1].action) == ("PAID", "pay")
    assert case_state(act_on(counter, "archive", case.name)) == "ARCHIVED"


@pytest.mark.rule("LA-102")
@pytest.mark.parametrize(("ground", "before", "fen"), [
    ("RETAINED_OWN_COUNSEL", "IN_PROGRESS", 70_000), ("RETAINED_OWN_COUNSEL", "AGREED", 0),
    ("DECEIT", "IN_PROGRESS", 0), ("FACTS_HIDDEN", "IN_PROGRESS", 0), ("UNLAWFUL_USE", "IN_PROGRESS", 0),
])  # fmt: skip
def test_a_terminated_case_is_paid_by_ground_and_work(counter: Counter, ground: str, before: str, fen: int) -> None:
    running = brought_to(counter, before)
    number = case_pb2.TerminationGround.Value(f"TERMINATION_GROUND_{ground}")
    case = act_on(counter, "terminate", running.name, ground=number)
    made = claim_for(counter, case, funded(counter))
    assert (made.amount_fen, made.percent) == (fen, 50 if fen else 0)
    assert state_of(brought(counter, made, "pay")) == "PAID"
    assert case_state(read_case(counter, case.name)) == "TERMINATED"


@pytest.mark.rule("LA-100", "E-30")
def test_a_replaced_handler_is_paid_his_share_and_the_case_waits_for_the_other(counter: Counter) -> None:
    name = granted_case(counter)
    running = brought_to(counter, "IN_PROGRESS", name)
    act_on(counter, "replace", name, workload_share_bp=4000)
    second = lawyer_of(counter, unit(counter.door, LAW_FIRM, number=2), number=2)
    act_on(counter, "assign", name, method=case_pb2.ASSIGNMENT_METHOD_SPECIALTY, unit=second.unit, reason="专业对口")
    act_on(counter, "arrange", name, handler=second.name)
    for action in ("recordAgreement", "recordMeeting", "end", "submitFile", "reviewFile", "grade"):
        act_on(counter, action, name)
    case, source = read_case(counter, name), funded(counter)
    first, other = (claim_for(counter, case, source, place) for place in range(2))
    assert [first.amount_fen, other.amount_fen] == [56_000, 84_000]
    assert [first.handler, other.handler] == [running.assignments[0].handler, second.name]
    brought(counter, first, "pay")
    assert case_state(read_case(counter, name)) == "GRADED"
    brought(counter, other, "pay")
    assert case_state(read_case(counter, name)) == "PAID"


@pytest.mark.rule("LA-94")
def test_a_case_with_two_stages_is_closed_by_the_second(counter: Counter) -> None:
    who: handler_pb2.Handler = lawyer(counter)
    done, source = done_case(counter, who, stages=(CaseStage.TRIAL_1, CaseStage.TRIAL_2)), funded(counter)
    for stage, state in ((TRIAL_1, "GRADED"), (case_pb2.CASE_STAGE_TRIAL_2, "PAID")):
        brought(counter, claim(counter, done.name, done.assignments[0], source, stage=stage), "pay")
        assert case_state(read_case(counter, done.name)) == state


def test_a_grade_is_told_with_a_blind_index_of_who_gave_it(counter: Counter) -> None:
    """The same person has the same one in every case, another another one, and none leads to the account."""
    for who in (counter.head, counter.head, counter.door.person("legal_aid_head", subject="somebody else")):
        case = brought_to(counter, "FILE_ACCEPTED")
        act_on(counter, "grade", case.name, who)
    first, second, other = [fact.grader_key for _, fact in told(counter, "CaseGraded")]
    assert (first == second, first == other, len(first), len(other)) == (True, False, 64, 64)
