"""What the other services are told of every move, field by field."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.message_factory import GetMessageClass
from sifa.legal_aid.v1 import (
    application_pb2,
    complaint_pb2,
    decision_pb2,
    events_pb2,
    facts_pb2,
    fund_source_pb2,
    notice_pb2,
)

from chassis.manifest import installed_services
from services.legal_aid.domain.application import ApplicationState
from services.legal_aid.domain.contact import ContactState
from tests.facts import logged
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ERROR, brought, claim, step
from tests.services.legal_aid.complaints import moved_along
from tests.services.legal_aid.contact_referrals import referred
from tests.services.legal_aid.contacts import standing
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.departments import assign
from tests.services.legal_aid.duty import stand
from tests.services.legal_aid.evaluations import call_back
from tests.services.legal_aid.evidence import keep, look
from tests.services.legal_aid.handling import able_lawyer, act_on, granted_case, live_through_cases
from tests.services.legal_aid.handling import brought_to as brought_to_case
from tests.services.legal_aid.incidents import enter as enter_incident
from tests.services.legal_aid.money import DOCUMENT, aim, ask, fund, funded
from tests.services.legal_aid.notices import notify
from tests.services.legal_aid.outreach import move as move_outreach
from tests.services.legal_aid.outreach import outing, practitioner
from tests.services.legal_aid.papers import reissue
from tests.services.legal_aid.publications import advise, compute, publish
from tests.services.legal_aid.record_comparisons import compare_records
from tests.services.legal_aid.recoveries import found_out
from tests.services.legal_aid.routes import brought_to, provisional, refused_application, reviewed, supplement
from tests.services.legal_aid.steps import LATER, ORDER_GRANT, UPHOLD, act, object_to, review

S = application_pb2.ApplicationState
PACKAGE = "sifa.legal_aid.v1."


def told(counter: Counter, kind: str) -> list[tuple[str, Any]]:
    """Subject and message of every fact of the kind, in order."""
    message = GetMessageClass(events_pb2.DESCRIPTOR.message_types_by_name[kind])
    found = [event for event in logged(counter.door.service) if event.type == PACKAGE + kind]
    return [(event.subject, json_format.Parse(event.body, message())) for event in found]


def at(counter: Counter) -> dict[str, Any]:
    return {"institution": counter.institution, "division": counter.division}


def test_everything_the_manifest_says_is_emitted_is_emitted(counter: Counter) -> None:
    granted = counter.decide(counter.receive().name)
    act(counter, "assign", granted.name)
    reissue(counter, granted.decision.name)
    act(counter, "withdraw", counter.receive().name)
    review(counter, object_to(counter, refused_application(counter).name).name)
    notice = notify(counter)
    assign(counter, notice.name)
    live_through_cases(counter)
    together = granted_case(counter)
    act_on(counter, "assign", together, party_divisions=["990102"])
    act_on(counter, "arrange", together)
    act_on(counter, "pairHandler", together)
    compare_records(counter)
    graded = brought_to_case(counter, "GRADED").name
    call_back(counter, graded, satisfaction=1)
    found_out(counter, graded)
    moved_along(counter, "accept", "investigate", "conclude", ground=complaint_pb2.COMPLAINT_GROUND_TAKING_PROPERTY)
    moved_along(counter, ground=complaint_pb2.COMPLAINT_GROUND_PAID_SERVICE)
    lawyer = able_lawyer(counter).name
    counter.call("VoidDutyShift", counter.clerk, name=stand(counter, lawyer).name, reason="登记有误")
    officer = counter.person("supervision_officer", subject="officer")
    look(counter, keep(counter, granted.name).name, officer)
    ask(counter, "FreezeFundSource", counter.chief, name=fund(counter, year=2030).name, document=DOCUMENT,
        misuse=fund_source_pb2.FUND_MISUSE_DIVERTED)  # fmt: skip
    source, done = funded(counter), done_case(counter)
    aim(counter, source)
    paid = brought(counter, claim(counter, done.name, done.assignments[0], source), "pay")
    claim(counter, done.name, done.assignments[0], source)
    step(counter, "reverse", step(counter, "orderReversal", paid, reason=ERROR))
    for alike in [done_case(counter, recipient_key="r", authority_case_number="（2026）云01民初7号") for _ in range(2)]:
        claim(counter, alike.name, alike.assignments[0], source)
    advise(counter)
    standing(counter, ContactState.UNSETTLED)
    referred(counter)
    enter_incident(counter)
    visit = outing(counter, (practitioner(counter, 31), 90)).name
    for action in ("confirm", "void"):
        move_outreach(counter, action, visit)
    publish(counter, compute(counter, period="2026-Q1").name)
    emitted = {delivery.type for delivery in logged(counter.door.service)}
    assert emitted == {emission.event for emission in installed_services()["legal_aid"].emits}


def test_a_received_application_is_told_with_its_door_and_day(counter: Counter) -> None:
    received = counter.receive(channel=facts_pb2.CHANNEL_PHONE, received_date="2026-06-01", entry_reason=LATER)
    assert told(counter, "ApplicationReceived") == [
        (received.name, events_pb2.ApplicationReceived(
            application=received.name, channel=facts_pb2.CHANNEL_PHONE, received_date="2026-06-01", **at(counter)))
    ]  # fmt: skip


@pytest.mark.parametrize(("way", "outcome"), [
    ("granted", decision_pb2.OUTCOME_GRANT), ("refused", decision_pb2.OUTCOME_REFUSE),
    ("provisional", decision_pb2.OUTCOME_PROVISIONAL), ("terminated", decision_pb2.OUTCOME_TERMINATE),
])  # fmt: skip
def test_every_decision_of_the_institution_is_told_once(counter: Counter, way: str, outcome: int) -> None:
    decided = brought_to(counter, ApplicationState[way.upper()])
    subject, fact = told(counter, "ApplicationDecided")[-1]
    assert (subject, fact) == (decided.name, events_pb2.ApplicationDecided(
        application=decided.name, outcome=decision_pb2.Outcome.ValueType(outcome), decision=decided.decision.name,
        decision_number=decided.decision.number, decided_date="2026-06-15",
        reason_codes=[reason.code for reason in decided.decision.reasons], **at(counter)))  # fmt: skip
    assert not told(counter, "ApplicationMoved")


@pytest.mark.parametrize("action", ["withdraw", "recordDeath"])
def test_a_move_without_a_paper_is_told_with_both_states(counter: Counter, action: str) -> None:
    state = {"withdraw": S.APPLICATION_STATE_WITHDRAWN, "recordDeath": S.APPLICATION_STATE_DECEASED}[action]
    name = act(counter, action, counter.receive().name).name
    assert told(counter, "ApplicationMoved") == [
        (name, events_pb2.ApplicationMoved(
            application=name, previous_state=S.APPLICATION_STATE_RECEIVED, state=state, happened_date="2026-06-15",
            **at(counter)))
    ]  # fmt: skip


def test_supplement_and_reply_are_told_with_the_days_on_which_they_happened(counter: Counter) -> None:
    name = supplement(counter).name
    act(counter, "submitPapers", name, papers=[facts_pb2.Paper(kind=facts_pb2.PAPER_KIND_MATTER_PAPERS)],
        happened_date="2026-06-10")  # fmt: skip
    found = [(fact.previous_state, fact.state, fact.happened_date) for _, fact in told(counter, "ApplicationMoved")]
    assert found == [
        (S.APPLICATION_STATE_RECEIVED, S.APPLICATION_STATE_SUPPLEMENT, "2026-05-26"),
        (S.APPLICATION_STATE_SUPPLEMENT, S.APPLICATION_STATE_RECEIVED, "2026-06-10"),
    ]


@pytest.mark.parametrize("action", ["correct", "recuse", "submitPapers"])
def test_what_leaves_the_state_is_not_told(counter: Counter, action: str) -> None:
    name = counter.receive().name
    before = len(logged(counter.door.service))
    act(counter, action, name)
    assert len(logged(counter.door.service)) == before


def test_an_assignment_is_told_without_names(counter: Counter) -> None:
    name = act(counter, "assign", provisional(counter).name).name
    assert told(counter, "ApplicationAssigned") == [
        (name, events_pb2.ApplicationAssigned(application=name, assigned_date="2026-06-15", **at(counter)))
    ]


def test_a_reissued_paper_is_told_with_the_one_it_replaces(counter: Counter) -> None:
    decided = counter.decide(counter.receive().name)
    new = reissue(counter, decided.decision.name)
    assert told(counter, "DecisionReissued") == [
        (decided.name, events_pb2.DecisionReissued(
            application=decided.name, decision=new.name, replaces=decided.decision.name, **at(counter)))
    ]  # fmt: skip


def test_a_reissued_paper_of_the_bureau_is_told_with_its_objection(counter: Counter) -> None:
    upheld = reviewed(counter, UPHOLD).decision
    reissue(counter, upheld.name)
    [(_, fact)] = told(counter, "DecisionReissued")
    assert (fact.objection, fact.replaces) == (upheld.objection, upheld.name)


@pytest.mark.rule("XF-17", "XF-18")
@pytest.mark.parametrize("outcome", [UPHOLD, ORDER_GRANT])
def test_an_objection_is_told_when_it_comes_and_when_it_is_reviewed(counter: Counter, outcome: int) -> None:
    refusal = refused_application(counter)
    objection = object_to(counter, refusal.name)
    done = review(counter, objection.name, outcome)
    assert told(counter, "ObjectionReceived") == [
        (refusal.name, events_pb2.ObjectionReceived(
            application=refusal.name, objection=objection.name, received_date="2026-06-15", **at(counter)))
    ]  # fmt: skip
    assert told(counter, "ObjectionReviewed") == [
        (refusal.name, events_pb2.ObjectionReviewed(
            application=refusal.name, objection=objection.name, outcome=decision_pb2.Outcome.ValueType(outcome),
            decision_number=done.decision.number, decided_date="2026-06-15",
            contested_number=refusal.decision.number, **at(counter)))
    ]  # fmt: skip
    assert not told(counter, "ApplicationMoved")


def test_a_notice_is_told_when_it_comes_and_when_it_is_assigned(counter: Counter) -> None:
    notice = notify(counter)
    assign(counter, notice.name)
    assert told(counter, "NoticeReceived") == [
        (notice.name, events_pb2.NoticeReceived(
            notice=notice.name, authority_type=notice_pb2.AUTHORITY_TYPE_COURT,
            category=notice_pb2.NOTICE_CATEGORY_MINOR, received_date="2026-06-15", **at(counter)))
    ]  # fmt: skip
    assert told(counter, "NoticeAssigned") == [
        (notice.name, events_pb2.NoticeAssigned(notice=notice.name, assigned_date="2026-06-15", **at(counter)))
    ]
