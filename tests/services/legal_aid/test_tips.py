"""A report to the hotline and a complaint about the same fact are one record with two views (XF-25, TV-S19)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import complaint_pb2, handler_pb2

from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ask, blocked_for, brought, claim, step
from tests.services.legal_aid.claims import state_of as claim_state
from tests.services.legal_aid.complaints import complain, move, moved_along, read, state_of
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.due import due_list
from tests.services.legal_aid.money import funded
from tests.services.legal_aid.partners import PRACTITIONER, THEIR_OFFICE, Partners, reports
from tests.services.legal_aid.providers import OFFICE, handler, unit, update
from tests.services.legal_aid.providers import PRACTITIONER as KIND
from tests.services.legal_aid.test_events import told

TIP = "supervision.TipMatched"
CLUE = "clues/019ed7e5-3a00-7000-8000-2f6b1c9d1b03"


@pytest.fixture
def partners(counter: Counter) -> Partners:
    return Partners(counter.door)


@pytest.fixture
def practitioner(counter: Counter) -> handler_pb2.Handler:
    """Somebody whom the partner knows by another name."""
    office = unit(counter.door, OFFICE, number=3, external_name=THEIR_OFFICE)
    return handler(counter.door, office, KIND, number=9, full_name="乙工作者", external_name=PRACTITIONER)


def complaints(counter: Counter) -> list[complaint_pb2.Complaint]:
    return list(counter.call("ListComplaints", counter.chief).complaints)


@pytest.mark.rule("XF-25")
def test_a_tip_opens_a_complaint_that_names_its_clue_and_no_words(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    tip = partners.tell(TIP, "hotline")
    (made,) = complaints(counter)
    assert (made.clue, made.received_date, made.institution) == (CLUE, "2026-06-10", counter.institution)
    assert (made.target.resource, made.target.display_name) == (practitioner.name, "乙工作者")
    assert (made.complainant.full_name, made.statement) == ("", "")
    assert made.ground == complaint_pb2.COMPLAINT_GROUND_OTHER
    assert list(made.tips) == ["tips/7c1f8f4e-0000-4000-8000-2f6b1c9d1b02"]
    assert [item.deadline.due_date for item in due_list(counter, kind="ACCEPT_COMPLAINT")] == ["2026-06-17"]
    ((_, fact),) = told(counter, "ComplaintReceived")
    assert (fact.complaint, fact.clue) == (made.name, CLUE)
    assert partners.parked() == []
    partners.inbox.receive(tip)
    partners.tell(TIP, "hotline")
    assert [one.name for one in complaints(counter)] == [made.name]


@pytest.mark.rule("XF-25", "LA-121")
def test_a_second_tip_on_the_clue_joins_the_complaint(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    assert practitioner.name
    partners.tell(TIP, "hotline")
    partners.tell(TIP, "property")
    (made,) = complaints(counter)
    assert [tip[-2:] for tip in made.tips] == ["02", "05"]
    assert [one.action for one in made.steps] == ["receiveTip", "joinTip"]


@pytest.mark.rule("XF-25", "LA-121")
def test_a_tip_joins_the_complaint_that_names_its_clue_or_what_that_was_merged_into(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    assert practitioner.name
    named = complain(counter, clue=CLUE)
    leading = complain(counter)
    move(counter, "merge", named.name, into=leading.name)
    partners.tell(TIP, "hotline")
    assert len(complaints(counter)) == 2
    assert len(read(counter, leading.name).tips) == 1
    assert list(read(counter, named.name).tips) == []


@pytest.mark.rule("XF-25")
def test_who_complains_of_the_same_fact_afterwards_takes_over_what_the_tip_opened(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    assert practitioner.name
    partners.tell(TIP, "hotline")
    (opened,) = complaints(counter)
    made = complain(counter, clue=CLUE)
    gone = read(counter, opened.name)
    assert (state_of(gone), gone.merged_into, list(gone.tips)) == ("MERGED", made.name, [])
    assert len(read(counter, made.name).tips) == 1
    assert {item.deadline.subject for item in due_list(counter, kind="ACCEPT_COMPLAINT")} == {made.name}


@pytest.mark.rule("XF-25")
def test_what_the_bureau_has_begun_is_not_taken_over(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    assert practitioner.name
    partners.tell(TIP, "hotline")
    (opened,) = complaints(counter)
    move(counter, "accept", opened.name)
    complain(counter, clue=CLUE)
    assert state_of(read(counter, opened.name)) == "ACCEPTED"


@pytest.mark.rule("XF-25")
def test_a_complaint_about_another_clue_is_left_alone(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    assert practitioner.name
    other = moved_along(counter, clue=CLUE.replace("1b03", "1b99"))
    partners.tell(TIP, "hotline")
    assert len(complaints(counter)) == 2
    assert list(read(counter, other.name).tips) == []


@pytest.mark.rule("XF-16", "XF-25")
def test_property_taken_puts_the_handlers_open_claims_on_check(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    """TV-S19."""
    source = funded(counter)
    done = [done_case(counter, practitioner) for _ in range(3)]
    made = [claim(counter, one.name, one.assignments[0], source) for one in done]
    paid, approved = brought(counter, made[0], "pay"), brought(counter, made[1], "approve")
    stranger = done_case(counter)
    others = claim(counter, stranger.name, stranger.assignments[0], source)
    partners.tell(TIP, "property")
    (complaint,) = complaints(counter)
    assert complaint.ground == complaint_pb2.COMPLAINT_GROUND_TAKING_PROPERTY
    assert told(counter, "PropertyTakingReported") == []
    found = {one.name: one for one in ask(counter, "ListSubsidyClaims").subsidy_claims}
    assert [claim_state(found[one.name]) for one in (paid, approved, made[2], others)] == [
        "PAID", "BLOCKED", "BLOCKED", "DRAFT",
    ]  # fmt: skip
    assert blocked_for(found[approved.name]) == "UNDER_SUSPICION"
    assert claim_state(step(counter, "resolve", found[approved.name], upheld=False)) == "DRAFT"
    partners.tell(TIP, "property")
    again = {one.name: one for one in ask(counter, "ListSubsidyClaims").subsidy_claims}
    assert claim_state(again[approved.name]) == "DRAFT"


@pytest.mark.rule("XF-25")
def test_a_tip_about_somebody_unknown_waits_until_he_is_registered(counter: Counter, partners: Partners) -> None:
    partners.tell(TIP, "hotline")
    assert complaints(counter) == []
    assert [one.subject for one in reports(counter.door, unmatched=True)] == [PRACTITIONER]
    office = unit(counter.door, OFFICE, number=3, external_name=THEIR_OFFICE)
    known = handler(counter.door, office, KIND, number=9)
    known.external_name = PRACTITIONER
    update(counter.door, known, "external_name")
    assert [one.target.resource for one in complaints(counter)] == [known.name]


@pytest.mark.rule("XF-25")
def test_a_tip_about_the_institution_itself_is_a_complaint_about_it(counter: Counter, partners: Partners) -> None:
    partners.tell(TIP, "hotline", subject=counter.institution)
    (made,) = complaints(counter)
    assert made.target.kind == complaint_pb2.COMPLAINT_TARGET_KIND_INSTITUTION
    assert reports(counter.door, unmatched=True) == []
