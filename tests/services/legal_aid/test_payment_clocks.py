"""A case whose file is accepted is paid in time, also when nobody has claimed yet (LA-96, LA-98)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import case_pb2
from sifa.platform.v1 import deadline_pb2

from tests.services.legal_aid.cases_to_pay import done_case, lawyer, staff
from tests.services.legal_aid.claims import brought, claim, claims_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list, kinds
from tests.services.legal_aid.handling import act_on, brought_to, case_state, granted_case, read_case
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.providers import INSTITUTION, STAFF, handler, unit

IN_HOUSE = case_pb2.ASSIGNMENT_METHOD_IN_HOUSE
CANCELLED, MET = deadline_pb2.DEADLINE_STATE_CANCELLED, deadline_pb2.DEADLINE_STATE_MET


@pytest.mark.rule("LA-96", "LA-98")
def test_the_payment_is_due_from_the_acceptance_of_the_file_until_all_is_claimed(counter: Counter) -> None:
    case = brought_to(counter, "GRADED")
    (item,) = due_list(counter, kind="PAY_CASE")
    assert (item.deadline.subject, item.deadline.due_date) == (case.name, "2026-07-15")
    claim(counter, case.name, case.assignments[0].name, funded(counter))
    assert kinds(due_list(counter)) == {"PAY_SUBSIDY"}
    assert {one.kind: one.state for one in read_case(counter, case.name).deadlines}["PAY_CASE"] == CANCELLED


@pytest.mark.rule("LA-98")
def test_what_is_claimed_at_once_has_the_clock_of_the_claim_alone(counter: Counter) -> None:
    funded(counter)
    case = brought_to(counter, "FILE_ACCEPTED")
    assert kinds(due_list(counter)) == {"PAY_CASE"}
    act_on(counter, "grade", case.name)
    assert kinds(due_list(counter)) == {"PAY_SUBSIDY"}


@pytest.mark.rule("LA-98", "LA-100")
def test_while_a_stage_is_not_claimed_the_case_is_due(counter: Counter) -> None:
    source = funded(counter)
    name = brought_to(counter, "IN_PROGRESS").name
    act_on(counter, "replace", name, workload_share_bp=4000)
    brought_to(counter, "IN_PROGRESS", name)
    for action in ("end", "submitFile", "reviewFile"):
        case = act_on(counter, action, name)
    assert "PAY_CASE" in kinds(due_list(counter))
    act_on(counter, "grade", name)
    assert [one.fund_source for one in claims_of(counter, name)] == [source] * len(case.assignments)
    assert "PAY_CASE" not in kinds(due_list(counter))


@pytest.mark.rule("LA-59", "LA-93")
def test_a_case_of_the_own_staff_owes_nobody_and_is_paid_with_its_grade(counter: Counter) -> None:
    own = unit(counter.door, INSTITUTION, number=9, division=counter.division)
    who = handler(counter.door, own, STAFF, number=9)
    name = granted_case(counter)
    act_on(counter, "assign", name, method=IN_HOUSE, unit=own.name, handler=who.name, reason="本人办理更为便利")
    for action in ("recordAgreement", "recordMeeting", "end", "submitFile", "reviewFile", "grade"):
        act_on(counter, action, name)
    done = read_case(counter, name)
    assert (case_state(done), claims_of(counter, name)) == ("PAID", [])
    assert {one.kind: one.state for one in done.deadlines}["PAY_CASE"] == MET
    assert case_state(act_on(counter, "archive", name)) == "ARCHIVED"


@pytest.mark.rule("LA-93", "LA-100", "LA-96")
def test_where_staff_and_a_lawyer_shared_a_case_the_lawyers_part_pays_it(counter: Counter) -> None:
    done = done_case(counter, staff(counter), lawyer(counter), shares=(4000, 6000))
    made = claim(counter, done.name, done.assignments[1], funded(counter))
    assert made.share_bp == 6000
    brought(counter, made, "pay")
    assert case_state(read_case(counter, done.name)) == "PAID"
