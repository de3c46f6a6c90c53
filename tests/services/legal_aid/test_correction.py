"""A wrong entry is corrected by another entry; what stood before is kept, and nothing else changes (P-06)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from google.protobuf.message import Message
from sifa.legal_aid.v1 import facts_pb2

from services.legal_aid.domain.application import ApplicationState
from services.legal_aid.persistence.correction import TABLE
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import applicant, identity_number, means, place
from tests.services.legal_aid.routes import brought_to, provisional
from tests.services.legal_aid.rows import everything
from tests.services.legal_aid.steps import LATER, act, state_of

S = ApplicationState
ALWAYS = {"applicant", "etag", "update_time", "steps"}
RURAL = applicant(residence_type=facts_pb2.RESIDENCE_TYPE_RURAL)
FACTS: dict[str, dict[str, Any]] = {
    "means": {"means": means(household_income_fen=1)},
    "place": {"place": place("990103")},
    "residence": {"applicant": RURAL},
    "kind": {"applicant": applicant(kind=facts_pb2.APPLICANT_KIND_ORGANISATION, credit_code="91350100M000100Y43")},
}


def correct(counter: Counter, name: str, **parts: Any) -> Any:
    return act(counter, "correct", name, **{"applicant": None, **parts})


def differing(before: Message, after: Message) -> set[str]:
    names = [field.name for field in before.DESCRIPTOR.fields]
    return {name for name in names if getattr(before, name) != getattr(after, name)}


def kept(counter: Counter) -> list[Any]:
    with counter.door.service.database.read() as session:
        return list(session.execute(sa.select(TABLE).order_by(TABLE.c.enter_time, TABLE.c.id)))


@pytest.mark.rule("P-06")
def test_the_old_entry_is_kept_whole_with_who_when_and_why(counter: Counter) -> None:
    received = counter.receive()
    corrected = act(counter, "correct", received.name, applicant=applicant(full_name="王㐂㐂"))
    row = kept(counter)[0]
    assert (row.application, row.actor, row.reason) == (received.name, "legal_aid_clerk-990102", "姓名录入有误")
    assert row.before["applicant"]["full_name"] == "王㐂"
    assert row.before["applicant"]["identity_number"] == identity_number()
    assert row.before["means"]["household_income_fen"] == 130_000
    assert row.before["place"]["authority_division"] == "990102"
    assert corrected.applicant.full_name == "王㐂㐂"


@pytest.mark.rule("P-06")
@pytest.mark.parametrize("state", [S.RECEIVED, S.SUPPLEMENT, S.PROVISIONAL, S.GRANTED, S.REFUSED, S.TERMINATED])
def test_nothing_but_the_corrected_part_changes(counter: Counter, state: ApplicationState) -> None:
    before = brought_to(counter, state)
    after = act(counter, "correct", before.name, applicant=applicant(full_name="王㐂㐂"))
    assert differing(before, after) == ALWAYS
    assert (after.steps[-1].action, after.steps[-1].reason) == ("correct", "姓名录入有误")
    assert list(after.steps)[:-1] == list(before.steps)


@pytest.mark.rule("P-06")
def test_each_correction_keeps_what_the_one_before_it_said(counter: Counter) -> None:
    name = counter.receive().name
    for fen in (120_000, 110_000):
        correct(counter, name, means=means(household_income_fen=fen), correction_reason="收入有误")
    assert [row.before["means"]["household_income_fen"] for row in kept(counter)] == [130_000, 120_000]
    assert counter.get(name).means.household_income_fen == 110_000


def test_a_decision_rests_on_the_corrected_facts(counter: Counter) -> None:
    name = counter.receive(means=means(household_income_fen=200_000)).name
    correct(counter, name, means=means())
    assert state_of(counter.decide(name)) == "GRANTED"


def test_a_corrected_place_tells_where_the_matter_belongs(counter: Counter) -> None:
    name = counter.receive().name
    correct(counter, name, place=place("990103"))
    assert refused(lambda: counter.decide(name)).reason == "WRONG_PLACE"
    assert list(act(counter, "refer", name).referred_divisions) == ["990103"]


@pytest.mark.rule("P-06", "LA-38")
@pytest.mark.parametrize("state", [S.GRANTED, S.REFUSED, S.TERMINATED])
@pytest.mark.parametrize("part", FACTS)
def test_after_a_decision_the_facts_it_rests_on_stand(counter: Counter, state: ApplicationState, part: str) -> None:
    name = brought_to(counter, state).name
    before = everything(counter.door.service)
    assert refused(lambda: correct(counter, name, **FACTS[part])).reason == "CORRECTION_AFTER_DECISION"
    assert everything(counter.door.service) == before


@pytest.mark.parametrize("parts", [{}, {"means": means()}, {"applicant": applicant(), "place": place()}])
def test_a_correction_of_nothing_is_refused(counter: Counter, parts: dict[str, Any]) -> None:
    received = counter.receive()
    assert refused(lambda: correct(counter, received.name, **parts)).reason == "NOTHING_TO_CORRECT"
    assert counter.get(received.name) == received


def test_a_masked_number_that_is_sent_back_is_no_correction(counter: Counter) -> None:
    received = counter.receive()
    answer = refused(lambda: correct(counter, received.name, applicant=received.applicant))
    assert (answer.code, list(answer.violations)) == (grpc.StatusCode.INVALID_ARGUMENT, ["applicant.identity_number"])


def test_a_correction_without_a_reason_is_refused(counter: Counter) -> None:
    name = counter.receive().name
    answer = refused(lambda: act(counter, "correct", name, correction_reason=""))
    assert list(answer.violations) == ["correction_reason"]


@pytest.mark.rule("P-06")
def test_what_happened_before_a_correction_may_still_be_entered_after_it(counter: Counter) -> None:
    name = counter.receive(received_date="2026-06-08", entry_reason=LATER).name
    act(counter, "correct", name)
    act(counter, "recuse", name, counter.reviewer)
    decided = act(counter, "decide", name, happened_date="2026-06-12")
    assert decided.decision.made_date == "2026-06-12"
    assert [step.action for step in decided.steps] == ["receive", "correct", "recuse", "decide"]


def test_provisional_aid_keeps_its_paper_through_a_correction(counter: Counter) -> None:
    begun = provisional(counter)
    corrected = act(counter, "correct", begun.name)
    assert corrected.decision == begun.decision
