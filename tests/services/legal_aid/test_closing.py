"""First meeting, end, closing file: what is put on record, and from which day the clocks run (LA-67, LA-76, LA-77)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2 as pb
from sifa.legal_aid.v1 import settlement_pb2 as settlement

from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import brought, claim, expense, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import LATER, act_on, brought_to, case_state, notified_case
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.other_days import counter_at, reopened
from tests.services.legal_aid.steps import deadlines_of

BASES = [value for name, value in pb.EndBasis.items() if value]


@pytest.mark.rule("LA-67")
@pytest.mark.parametrize(("agrees", "flags"), [(True, []), (False, [pb.CASE_FLAG_DEFENCE_REFUSED])])
def test_whether_the_person_agrees_to_the_defence_is_on_record(
    counter: Counter, flags: list[int], *, agrees: bool
) -> None:
    case = brought_to(counter, "AGREED", notified_case(counter))
    met = act_on(counter, "recordMeeting", case.name, agrees=agrees, note="首次会见笔录")
    assert (case_state(met), list(met.flags)) == ("IN_PROGRESS", [*case.flags, *flags])
    assert (met.steps[-1].action, met.steps[-1].reason) == ("recordMeeting", "首次会见笔录")


@pytest.mark.rule("LA-76", "LA-77")
@pytest.mark.parametrize("basis", BASES, ids=pb.EndBasis.Name)
@pytest.mark.parametrize(("ended", "due"), [pytest.param("2026-08-31", "2026-09-30", id="TV-D15")])
def test_the_file_is_due_thirty_days_after_what_ended_the_case_and_not_after_its_entry(
    profile: Profile, basis: pb.EndBasis.ValueType, ended: str, due: str
) -> None:
    with counter_at(profile, f"{ended}T09:00+08:00") as counter:
        name = brought_to(counter, "IN_PROGRESS").name
        with reopened(counter, profile, SIFA_NOW="2026-09-03T09:00+08:00") as later:
            done = act_on(later, "end", name, end_basis=basis, happened_date=ended)
    assert (done.ended_date, done.end_basis, deadlines_of(done)["SUBMIT_FILE"]) == (ended, basis, (due, "RUNNING"))  # type: ignore[arg-type]
    assert (done.steps[-1].happened_date, done.steps[-1].reason) == (ended, LATER)


@pytest.mark.rule("LA-77")
def test_the_review_takes_thirty_days_that_stand_still_while_the_file_is_returned(profile: Profile) -> None:
    with counter_at(profile, "2026-06-15T09:00+08:00") as counter:
        handed_in = brought_to(counter, "FILE_SUBMITTED")
        assert deadlines_of(handed_in)["SUBMIT_FILE"] == ("2026-07-15", "MET")  # type: ignore[arg-type]
        assert deadlines_of(handed_in)["REVIEW_FILE"] == ("2026-07-15", "RUNNING")  # type: ignore[arg-type]
        name = handed_in.name
        with reopened(counter, profile, SIFA_NOW="2026-06-25T09:00+08:00") as later:
            back = act_on(later, "reviewFile", name, missing_items=["结案报告", "会见笔录"])
            assert (case_state(back), list(back.missing_items)) == ("FILE_RETURNED", ["结案报告", "会见笔录"])
            assert deadlines_of(back)["REVIEW_FILE"][1] == "PAUSED"  # type: ignore[arg-type]
        with reopened(counter, profile, SIFA_NOW="2026-07-06T09:00+08:00") as later:
            again = act_on(later, "submitFile", name)
            assert (case_state(again), list(again.missing_items)) == ("FILE_SUBMITTED", [])
            assert deadlines_of(again)["REVIEW_FILE"] == ("2026-07-27", "RUNNING")  # type: ignore[arg-type]
            accepted = act_on(later, "reviewFile", name)
    assert (case_state(accepted), accepted.file_accepted_date) == ("FILE_ACCEPTED", "2026-07-06")
    assert deadlines_of(accepted)["REVIEW_FILE"] == ("2026-07-27", "MET")  # type: ignore[arg-type]


@pytest.mark.rule("LA-60")
def test_counsel_of_ones_own_ends_the_aid(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    ended = act_on(counter, "terminate", name, ground=pb.TERMINATION_GROUND_RETAINED_OWN_COUNSEL)
    assert (case_state(ended), ended.termination.ground) == ("TERMINATED", pb.TERMINATION_GROUND_RETAINED_OWN_COUNSEL)
    assert ended.assignments[-1].ended_date == "2026-06-15"


@pytest.mark.rule("LA-64")
def test_a_handler_with_good_reason_is_replaced_and_keeps_his_share(counter: Counter) -> None:
    name = brought_to(counter, "IN_PROGRESS").name
    ground = pb.REPLACEMENT_GROUND_HANDLER_HAS_REASON
    assert list(refused(lambda: act_on(counter, "replace", name, ground=ground, reason="")).violations) == ["reason"]
    after = act_on(counter, "replace", name, ground=ground, workload_share_bp=3000)
    ended = after.assignments[-1]
    assert (case_state(after), ended.ground, ended.workload_share_bp) == ("REASSIGNING", ground, 3000)


@pytest.mark.rule("LA-103", "M-05")
@pytest.mark.parametrize("fen", [pytest.param(148_650, id="TV-E19: what was paid")])
def test_what_was_paid_on_forged_papers_comes_back_to_the_source_it_was_paid_from(counter: Counter, fen: int) -> None:
    source = funded(counter)
    before = read_fund(counter, source).balances
    case = done_case(counter)
    made = [
        claim(counter, case.name, case.assignments[0], source),
        expense(counter, case.name, case.assignments[0], source),
    ]
    paid = [brought(counter, one, "pay") for one in made]
    assert read_fund(counter, source).balances.paid_fen == fen
    for one in paid:
        ordered = step(counter, "orderReversal", one, reason=settlement.REVERSAL_REASON_DECEIT)
        assert state_of(step(counter, "reverse", ordered)) == "REVERSED"
    assert read_fund(counter, source).balances == before
