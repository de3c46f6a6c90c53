"""A lawyer leads, a practitioner co-handles, and their shares are the whole (LA-143, LA-100)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2

from services.legal_aid.domain.case import MOVES
from services.legal_aid.domain.case_words import CaseState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.claims import brought, claim, claims_of, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list, kinds
from tests.services.legal_aid.handling import (
    able_lawyer,
    act_on,
    bar_handler,
    brought_to,
    case_state,
    co_handler,
    granted_case,
    notified_case,
    read_case,
)
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.recoveries import found_out
from tests.services.legal_aid.test_events import told

HOME = ["990102"]
SPECIALTY = case_pb2.ASSIGNMENT_METHOD_SPECIALTY
ON = ("end", "submitFile", "reviewFile", "grade")


def paired(counter: Counter, *, share_bp: int = 4000) -> case_pb2.Case:
    """A running case that a lawyer and a practitioner have together."""
    name = granted_case(counter)
    act_on(counter, "assign", name, party_divisions=HOME)
    for action in ("arrange", "recordAgreement", "recordMeeting"):
        act_on(counter, action, name)
    return act_on(counter, "pairHandler", name, share_bp=share_bp, handler=co_handler(counter).name)


def shares(case: case_pb2.Case) -> list[tuple[str, int]]:
    return [(one.handler_name, one.workload_share_bp) for one in case.assignments]


@pytest.mark.rule("LA-143", "LA-100", "XF-14")
def test_the_shares_of_a_pair_are_the_whole(counter: Counter) -> None:
    case = paired(counter)
    lead, other = case.assignments
    assert (other.lead, other.pair_bp, lead.lead) == (lead.name, 4000, "")
    assert other.unit == co_handler(counter).unit
    ((_, fact),) = told(counter, "HandlerPaired")
    assert (fact.handler, fact.lead, fact.share_bp) == (other.handler, lead.handler, 4000)
    for action in ON:
        act_on(counter, action, case.name)
    closed = read_case(counter, case.name)
    assert shares(closed) == [(able_lawyer(counter).full_name, 6000), ("丁工作者", 4000)]
    assert [(one.handler, one.share_bp) for _, one in told(counter, "ClosingFileAccepted")] == [
        (lead.handler, 6000), (other.handler, 4000),
    ]  # fmt: skip


@pytest.mark.rule("LA-96", "LA-100", "LA-103")
def test_both_have_their_claims_by_themselves_and_deceit_asks_both_back(counter: Counter) -> None:
    source = funded(counter)
    case = paired(counter, share_bp=3333)
    for action in ON:
        act_on(counter, action, case.name)
    made = claims_of(counter, case.name)
    assert {(one.assignment, one.share_bp, one.fund_source) for one in made} == {
        (case.assignments[0].name, 6667, source), (case.assignments[1].name, 3333, source),
    }  # fmt: skip
    paid = [brought(counter, one, "pay") for one in made]
    opened = found_out(counter, case.name)
    assert sorted(line.payable for line in opened.lines) == sorted(one.name for one in paid)
    assert opened.subsidies_fen == sum(one.amount_fen for one in paid) == made[0].standard_fen


@pytest.mark.rule("LA-143", "LA-100")
def test_both_claim_their_shares_and_together_get_the_standard_to_the_fen(counter: Counter) -> None:
    case = paired(counter, share_bp=3333)
    for action in ON:
        act_on(counter, action, case.name)
    source = funded(counter)
    made = [claim(counter, case.name, one.name, source) for one in case.assignments]
    assert [state_of(one) for one in made] == ["DRAFT", "DRAFT"]
    assert sum(one.amount_fen for one in made) == made[0].standard_fen
    assert [one.share_bp for one in made] == [6667, 3333]
    for one in made:
        brought(counter, one, "pay")
    assert case_state(read_case(counter, case.name)) == "PAID"


@pytest.mark.rule("LA-143", "LA-100")
def test_a_replaced_lawyer_shares_what_was_done_with_his_co_handler(counter: Counter) -> None:
    case = paired(counter, share_bp=5000)
    replaced = act_on(counter, "replace", case.name, workload_share_bp=3001)
    assert [one.workload_share_bp for one in replaced.assignments] == [1501, 1500]
    assert [one.ended_date for one in replaced.assignments] == ["2026-06-15"] * 2
    assert [one.ground for one in replaced.assignments][1] == case_pb2.REPLACEMENT_GROUND_UNSPECIFIED
    assert kinds(due_list(counter)) == {"REASSIGN"}
    firm = able_lawyer(counter).unit
    act_on(counter, "assign", case.name, method=SPECIALTY, unit=firm, reason="熟悉案情")
    for action in ("arrange", "recordAgreement", "recordMeeting", *ON):
        act_on(counter, action, case.name)
    closed = read_case(counter, case.name)
    assert sum(one.workload_share_bp for one in closed.assignments) == 10_000
    assert due_list(counter, kind="REASSIGN") == []


@pytest.mark.rule("LA-143", "LA-102")
def test_a_terminated_case_ends_both(counter: Counter) -> None:
    ended = act_on(counter, "terminate", paired(counter).name)
    assert [one.workload_share_bp for one in ended.assignments] == [6000, 4000]
    assert all(one.ended_date for one in ended.assignments)


@pytest.mark.rule("LA-143", "LA-50")
def test_who_may_pair_with_whom(counter: Counter) -> None:
    case = paired(counter)
    again = refused(lambda: act_on(counter, "pairHandler", case.name))
    assert again.reason == "ALREADY_PAIRED"
    single = brought_to(counter, "IN_PROGRESS").name
    with_lawyer = refused(lambda: act_on(counter, "pairHandler", single, handler=able_lawyer(counter).name, share_bp=1))
    assert with_lawyer.reason == "PAIR_HANDLER_UNFIT"
    nobody = granted_case(counter)
    act_on(counter, "assign", nobody)
    assert refused(lambda: act_on(counter, "pairHandler", nobody)).reason == "PAIR_LEAD_UNFIT"
    bar_handler(counter, co_handler(counter).name)
    third = granted_case(counter)
    act_on(counter, "assign", third, party_divisions=HOME)
    act_on(counter, "arrange", third)
    assert refused(lambda: act_on(counter, "pairHandler", third)).reason == "HANDLER_BARRED"


@pytest.mark.rule("LA-143", "LA-50")
def test_a_practitioner_co_handles_no_criminal_defence(counter: Counter) -> None:
    name = notified_case(counter)
    act_on(counter, "assign", name)
    act_on(counter, "arrange", name)
    answer = refused(lambda: act_on(counter, "pairHandler", name))
    assert (answer.reason, "LAWYER_REQUIRED" in answer.metadata["obstacles"]) == ("HANDLER_NOT_QUALIFIED", True)


@pytest.mark.rule("LA-56", "LA-143")
def test_a_co_handler_takes_no_turn_of_the_rota(counter: Counter, profile: Profile) -> None:
    assert profile.name
    paired(counter)
    following = granted_case(counter)
    act_on(counter, "assign", following, party_divisions=HOME)
    chosen = read_case(counter, following).assignments[0]
    assert chosen.unit == co_handler(counter).unit


@pytest.mark.rule("LA-143", "LA-100")
def test_a_co_handler_who_leaves_keeps_his_share_and_another_one_may_come(counter: Counter) -> None:
    source = funded(counter)
    case = paired(counter)
    left = act_on(counter, "dissolvePair", case.name, workload_share_bp=1000)
    assert (case_state(left), left.assignments[0].ended_date) == ("IN_PROGRESS", "")
    gone = left.assignments[1]
    assert (gone.ended_date, gone.workload_share_bp) == ("2026-06-15", 1000)
    assert refused(lambda: act_on(counter, "dissolvePair", case.name)).reason == "NOT_PAIRED"
    act_on(counter, "pairHandler", case.name, share_bp=5000)
    for action in ON:
        act_on(counter, action, case.name)
    closed = read_case(counter, case.name)
    assert [one.workload_share_bp for one in closed.assignments] == [4500, 1000, 4500]
    made = claims_of(counter, case.name)
    assert {one.fund_source for one in made} == {source}
    assert sum(one.amount_fen for one in made) == made[0].standard_fen


@pytest.mark.rule("LA-143", "LA-100")
def test_nobody_leaves_with_more_than_is_left_of_the_work(counter: Counter) -> None:
    case = paired(counter)
    act_on(counter, "dissolvePair", case.name, workload_share_bp=10_000)
    act_on(counter, "pairHandler", case.name)
    answer = refused(lambda: act_on(counter, "dissolvePair", case.name, workload_share_bp=1))
    assert answer.violations == {"workload_share_bp": "SHARE_TOO_LARGE"}


@pytest.mark.rule("LA-143", "XF-15")
@pytest.mark.parametrize("fault", [True, False])
def test_neglect_of_a_co_handler_is_told(counter: Counter, *, fault: bool) -> None:
    ground = case_pb2.REPLACEMENT_GROUND_NEGLECT if fault else case_pb2.REPLACEMENT_GROUND_CONFLICT
    case = paired(counter)
    act_on(counter, "dissolvePair", case.name, ground=ground)
    found = [fact.handler for _, fact in told(counter, "AssignmentFailed")]
    assert found == ([case.assignments[1].handler] if fault else [])


@pytest.mark.rule("LA-65", "LA-143")
def test_a_barred_co_handler_has_to_leave_in_time(counter: Counter) -> None:
    case = paired(counter)
    bar_handler(counter, case.assignments[1].handler)
    (item,) = due_list(counter, kind="LEAVE_BARRED")
    assert (item.deadline.subject, item.deadline.due_date) == (case.assignments[1].name, "2026-06-16")
    act_on(counter, "dissolvePair", case.name, ground=case_pb2.REPLACEMENT_GROUND_HANDLER_BARRED)
    assert due_list(counter, kind="LEAVE_BARRED") == []


@pytest.mark.rule("LA-143")
@pytest.mark.parametrize("state", [state.name for state in CaseState])
def test_a_pair_is_made_while_the_case_is_handled_and_at_no_other_time(counter: Counter, state: str) -> None:
    case = brought_to(counter, state)
    if "pairHandler" in MOVES[CaseState[state]]:
        assert refused(lambda: act_on(counter, "pairHandler", case.name)).reason == "HANDLER_NOT_QUALIFIED"
        assert refused(lambda: act_on(counter, "dissolvePair", case.name)).reason == "NOT_PAIRED"
    else:
        assert refused(lambda: act_on(counter, "dissolvePair", case.name)).reason == "ACTION_NOT_ALLOWED"
        assert refused(lambda: act_on(counter, "pairHandler", case.name)).reason == "ACTION_NOT_ALLOWED"
