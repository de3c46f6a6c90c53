"""What a purchase contract pays for, no subsidy pays again (GO-88, XF-39, TV-G21)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import handler_pb2

from tests.doors import refused
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import ask, blocked_for, brought, claim, state_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.money import funded, read_fund
from tests.services.legal_aid.partners import THEIR_OFFICE, Partners, reports
from tests.services.legal_aid.providers import OFFICE, PRACTITIONER, handler, unit
from tests.services.legal_aid.test_events import told
from tests.services.legal_aid.test_partner_reports import office_with

PURCHASE = "grassroots_offices.PurchaseContractCovered"


@pytest.fixture
def partners(counter: Counter) -> Partners:
    return Partners(counter.door)


@pytest.fixture
def practitioner(counter: Counter) -> handler_pb2.Handler:
    office = unit(counter.door, OFFICE, number=3, external_name=THEIR_OFFICE)
    return handler(counter.door, office, PRACTITIONER, number=9)


@pytest.mark.rule("XF-39", "GO-88")
def test_a_claim_for_a_purchased_act_is_blocked_at_once(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    """TV-G21, as far as legal aid is concerned."""
    source = funded(counter)
    bought, free = done_case(counter, practitioner), done_case(counter, practitioner)
    partners.tell(PURCHASE, "consultation", activity=bought.name)
    stopped = claim(counter, bought.name, bought.assignments[0], source)
    assert (state_of(stopped), blocked_for(stopped)) == ("BLOCKED", "PURCHASED")
    assert state_of(claim(counter, free.name, free.assignments[0], source)) == "DRAFT"
    assert [fact.amount_fen > 0 for _, fact in told(counter, "SubsidyBlocked")] == [True]


@pytest.mark.rule("XF-39", "GO-88")
def test_a_claim_that_came_first_is_blocked_when_the_contract_is_told(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    source = funded(counter)
    bought, other = done_case(counter, practitioner), done_case(counter)
    before = read_fund(counter, source).balances.available_fen
    approved = brought(counter, claim(counter, bought.name, bought.assignments[0], source), "approve")
    others = claim(counter, other.name, other.assignments[0], source)
    delivery = partners.tell(PURCHASE, "consultation", activity=bought.name)
    found = {one.name: one for one in ask(counter, "ListSubsidyClaims").subsidy_claims}
    assert (state_of(found[approved.name]), blocked_for(found[approved.name])) == ("BLOCKED", "PURCHASED")
    assert state_of(found[others.name]) == "DRAFT"
    assert read_fund(counter, source).balances.available_fen == before
    partners.inbox.receive(delivery)
    partners.tell(PURCHASE, "consultation", activity=bought.name)
    assert len(told(counter, "SubsidyBlocked")) == 1
    assert partners.parked() == []


@pytest.mark.rule("XF-39")
def test_a_contract_with_another_office_or_for_another_act_blocks_nothing(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    bought = done_case(counter, practitioner)
    partners.tell(PURCHASE, "consultation")
    partners.tell(PURCHASE, "consultation", activity=bought.name, office=f"{THEIR_OFFICE[:-1]}9")
    made = claim(counter, bought.name, bought.assignments[0], funded(counter))
    assert state_of(made) == "DRAFT"
    assert len(reports(counter.door)) == 2


@pytest.mark.rule("XF-39")
def test_a_paid_claim_stays_for_a_person_to_take_back(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    bought = done_case(counter, practitioner)
    paid = brought(counter, claim(counter, bought.name, bought.assignments[0], funded(counter)), "pay")
    partners.tell(PURCHASE, "consultation", activity=bought.name)
    assert state_of(ask(counter, "GetSubsidyClaim", name=paid.name)) == "PAID"


@pytest.mark.rule("XF-39")
def test_a_block_for_a_purchased_act_cannot_be_resolved_while_the_contract_stands(
    counter: Counter, partners: Partners, practitioner: handler_pb2.Handler
) -> None:
    bought = done_case(counter, practitioner)
    partners.tell(PURCHASE, "consultation", activity=bought.name)
    made = claim(counter, bought.name, bought.assignments[0], funded(counter))
    assert refused(lambda: step(counter, "resolve", made, upheld=False)).reason == "STILL_BLOCKED"
    assert state_of(step(counter, "resolve", made, upheld=True)) == "REVERSED"


@pytest.mark.rule("XF-12", "LA-65")
@pytest.mark.parametrize(("file", "stands"), [("practitioner", "BLOCKED"), (None, "DRAFT")])
def test_a_hold_puts_open_claims_on_check_and_another_office_does_not(
    counter: Counter, partners: Partners, file: str | None, stands: str
) -> None:
    who = office_with(counter)
    done = done_case(counter, who)
    made = claim(counter, done.name, done.assignments[0], funded(counter))
    if file:
        partners.tell("supervision.PracticeHoldStarted", file)
    else:
        partners.tell("grassroots_offices.PracticeStatusChanged", "left")
    assert state_of(ask(counter, "GetSubsidyClaim", name=made.name)) == stands
