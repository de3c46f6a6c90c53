"""The handler's papers go to a criminal court in three days of the assignment (LA-68)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import notice_pb2

from services.legal_aid.domain.case import MOVES
from services.legal_aid.domain.case_words import CaseState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list
from tests.services.legal_aid.handling import able_lawyer, act_on, brought_to, case_state, notified_case

STAGES = {
    notice_pb2.STAGE_INVESTIGATION: False, notice_pb2.STAGE_PROSECUTION_REVIEW: False, notice_pb2.STAGE_TRIAL_1: True,
    notice_pb2.STAGE_TRIAL_2: True, notice_pb2.STAGE_RETRIAL: True,
}  # fmt: skip


@pytest.mark.rule("LA-68")
@pytest.mark.parametrize("stage", STAGES, ids=notice_pb2.Stage.Name)
def test_papers_are_owed_to_a_court_and_to_nobody_else(counter: Counter, stage: notice_pb2.Stage.ValueType) -> None:
    able_lawyer(counter)
    name = notified_case(counter, stage=stage)
    act_on(counter, "assign", name)
    owed = due_list(counter, kind="COURT_PAPERS")
    assert [one.deadline.due_date for one in owed] == (["2026-06-18"] if STAGES[stage] else [])
    if STAGES[stage]:
        assert owed[0].deadline.owner == able_lawyer(counter).unit
        done = act_on(counter, "recordCourtPapers", name)
        assert (case_state(done), done.steps[-1].action) == ("ASSIGNED", "recordCourtPapers")
        assert due_list(counter, kind="COURT_PAPERS") == []
        assert refused(lambda: act_on(counter, "recordCourtPapers", name)).reason == "PAPERS_HANDED_IN"
    else:
        assert refused(lambda: act_on(counter, "recordCourtPapers", name)).reason == "NOT_AT_COURT"


@pytest.mark.rule("LA-68")
def test_whoever_comes_after_a_replacement_owes_them_anew(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS", notified_case(counter)).name
    act_on(counter, "recordCourtPapers", name)
    act_on(counter, "replace", name)
    act_on(counter, "assign", name)
    assert len(due_list(counter, kind="COURT_PAPERS")) == 1
    act_on(counter, "recordCourtPapers", name)
    assert due_list(counter, kind="COURT_PAPERS") == []


@pytest.mark.rule("LA-68")
def test_a_civil_case_owes_none(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    assert due_list(counter, kind="COURT_PAPERS") == []
    assert refused(lambda: act_on(counter, "recordCourtPapers", name)).reason == "NOT_AT_COURT"


@pytest.mark.parametrize("state", [state.name for state in CaseState if "recordCourtPapers" not in MOVES[state]])
def test_they_are_recorded_while_somebody_has_the_case(counter: Counter, state: str) -> None:
    name = brought_to(counter, state).name
    assert refused(lambda: act_on(counter, "recordCourtPapers", name)).reason == "ACTION_NOT_ALLOWED"
