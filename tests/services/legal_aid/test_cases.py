"""Every action in every state of a case: the moves are the book's, everything else is refused (§2.1.2)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.legal_aid.v1.case_pb2 import TERMINATION_GROUND_DECEIT

from services.legal_aid.domain.case import MOVES
from services.legal_aid.domain.case_words import CaseState
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import RPC_OF, able_lawyer, act_on, brought_to, case_state, read_case
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import table_of

Table = dict[str, dict[str, set[str]]]

# As the book prints it, line by line; (new) → TO_ASSIGN is the grant or the notice itself.
BOOK: Table = {
    "TO_ASSIGN": {"assign": {"ASSIGNED"}},
    "ASSIGNED": {"recordAgreement": {"AGREED"}},
    "AGREED": {"recordMeeting": {"IN_PROGRESS"}},
    "IN_PROGRESS": {"end": {"ENDED"}},
    "REASSIGNING": {"assign": {"ASSIGNED"}},
    "ENDED": {"submitFile": {"FILE_SUBMITTED"}},
    "FILE_SUBMITTED": {"reviewFile": {"FILE_RETURNED", "FILE_ACCEPTED"}},
    "FILE_ACCEPTED": {"grade": {"GRADED"}},
    "GRADED": {"pay": {"PAID"}},
    "PAID": {"archive": {"ARCHIVED"}},
    "ARCHIVED": {},
}
# "any open": terminated on one of eight grounds; reassigned where somebody has it.
OPEN = ("TO_ASSIGN", "ASSIGNED", "AGREED", "IN_PROGRESS", "REASSIGNING")
TERMINATED: Table = {state: {"terminate": {"TERMINATED"}} for state in OPEN}
# What was got by deceit is found later as well (LA-103, TV-E19); an order of the bureau puts the case where it stood.
ENDED = ("ENDED", "FILE_SUBMITTED", "FILE_RETURNED", "FILE_ACCEPTED", "GRADED", "PAID", "ARCHIVED")
DECEIT: Table = {
    **{state: {"terminate": {"TERMINATED"}} for state in ENDED}, "TERMINATED": {"reopen": {*ENDED}},
}  # fmt: skip
# "any open" as well, but nobody is replaced before somebody has it, nor while another is looked for (DECISIONS).
REPLACED: Table = {state: {"replace": {"REASSIGNING"}} for state in ("ASSIGNED", "AGREED", "IN_PROGRESS")}
# A returned file is handed in again; an order of the bureau lets a terminated case go on (LA-38, E-21).
DESIGN: Table = {
    "FILE_RETURNED": {"submitFile": {"FILE_SUBMITTED"}},
    "TERMINATED": {"reopen": {"REASSIGNING"}},
    "ASSIGNED": {"arrange": {"ASSIGNED"}},
    "IN_PROGRESS": {"enterStage": {"IN_PROGRESS"}},
}
# While somebody has the case it stays where it is (LA-63, LA-68, LA-143).
HELD: Table = {
    state: {action: {state} for action in (
        "requestReplacement", "refuseReplacement", "pairHandler", "dissolvePair", "recordCourtPapers",
    )}
    for state in ("ASSIGNED", "AGREED", "IN_PROGRESS")
}  # fmt: skip
STATES = [state.name for state in CaseState]


def together(*tables: Table) -> Table:
    merged: Table = {}
    for table in tables:
        for state, moves in table.items():
            for action, targets in moves.items():
                merged.setdefault(state, {}).setdefault(action, set()).update(targets)
            merged.setdefault(state, {})
    return merged


def test_the_table_of_moves_is_the_books() -> None:
    assert table_of(MOVES) == together(BOOK, TERMINATED, DECEIT, REPLACED, DESIGN, HELD)


@pytest.mark.parametrize("state", STATES)
def test_every_state_offers_the_moves_of_the_table_and_refuses_every_other(counter: Counter, state: str) -> None:
    able_lawyer(counter)
    case = brought_to(counter, state)
    assert (case_state(case), list(case.allowed_actions)) == (state, sorted(MOVES[CaseState[state]]))
    before = everything(counter.door.service)
    for action in sorted(set(RPC_OF) - set(MOVES[CaseState[state]])):
        answer = refused(lambda action=action: act_on(counter, action, case.name))  # type: ignore[misc]
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED"), action
        assert answer.metadata == {"state": state, "allowed": ",".join(sorted(MOVES[CaseState[state]]))}
    assert everything(counter.door.service) == before


@pytest.mark.parametrize("state", STATES)
def test_every_offered_action_leads_where_the_table_says(counter: Counter, state: str) -> None:
    for action in sorted(set(MOVES[CaseState[state]]) & set(RPC_OF)):
        case = brought_to(counter, state)
        late = action == "terminate" and state in ENDED
        fields: dict[str, Any] = {"ground": TERMINATION_GROUND_DECEIT} if late else {}
        after = act_on(counter, action, case.name, **fields)
        assert CaseState[case_state(after)] in MOVES[CaseState[state]][action]
        assert after == read_case(counter, case.name)
        assert after.steps[-1].action == action


def test_a_stale_etag_is_aborted(counter: Counter) -> None:
    case = brought_to(counter, "ASSIGNED")
    act_on(counter, "recordAgreement", case.name)
    answer = refused(lambda: act_on(counter, "recordMeeting", case.name, etag=case.etag))
    assert (answer.code.name, answer.reason) == ("ABORTED", "ETAG_MISMATCH")


@pytest.mark.rule("P-06")
def test_nothing_happens_before_what_it_follows(counter: Counter) -> None:
    name = brought_to(counter, "ASSIGNED").name
    answer = refused(lambda: act_on(counter, "recordAgreement", name, happened_date="2026-06-14"))
    assert answer.violations == {"happened_date": "DATE_BEFORE_PREVIOUS"}


@pytest.mark.rule("P-01", "LA-66")
def test_a_case_shows_nobody_and_no_key(counter: Counter) -> None:
    shown = str(brought_to(counter, "GRADED"))
    assert "王" not in shown
    assert "key" not in shown
