"""Who is referred from legal aid's front desk becomes a dispute with what was said there, and is answered (MD-03)."""

from __future__ import annotations

from typing import Any

import pytest
from sifa.legal_aid.v1 import contact_pb2
from sifa.mediation.v1 import dispute_pb2 as pb

from chassis.clock import random_id
from chassis.events.inbox import Inbox
from chassis.events.reactions import load_reactor
from tests.facts import logged
from tests.services.legal_aid.contacts import move, register
from tests.services.legal_aid.counter import Counter
from tests.services.mediation.house import PAPER, House
from tests.services.mediation.workers import errand_of, peer_of, turn

BODY = "示范镇人民调解委员会"


def referred(house: House, counter: Counter, body: str = BODY, **changes: Any) -> contact_pb2.Contact:
    """Somebody is referred at the front desk, and mediation hears of it."""
    said: dict[str, Any] = {"outcome": contact_pb2.CONTACT_OUTCOME_REFERRED_OUT, "answer": "", "referred_to": body}
    made = move(counter, "close", register(counter, **changes).name, **said)
    Inbox(load_reactor(house.door.service)).receive_all(logged(counter.door.service))
    return made


def disputes(house: House) -> list[Any]:
    return list(house.call("ListDisputes", house.clerk).disputes)


def answer_at_the_desk(counter: Counter, name: str) -> tuple[str, str]:
    found = counter.call("GetContact", counter.head, name=name)
    return found.referral_answer, found.referral_answer_date


@pytest.mark.rule("MD-03")
def test_it_is_registered_with_what_was_said_and_its_end_is_told(house: House, counter: Counter) -> None:
    organisation = house.appoint(house.organisation(BODY).name)
    made = referred(house, counter, opponent="示例公司", phone="0000")
    assert (turn(house, "handed-contact"), turn(house, "handed-contact")) == (1, 0)
    (dispute,) = disputes(house)
    assert (dispute.organisation, dispute.contact, dispute.source, dispute.state) == (
        organisation.name, made.name, pb.DISPUTE_SOURCE_REFERRED, pb.DISPUTE_STATE_REGISTERED,
    )  # fmt: skip
    assert [(one.full_name, one.phone) for one in dispute.parties] == [(made.person_name, "0000"), ("示例公司", "")]
    assert (made.topic in dispute.summary, made.need in dispute.summary) == (True, True)
    assert turn(house, "handed-contact-answer") == 0
    house.do("RefuseDispute", dispute.name, reason="不属于调解范围")
    assert (turn(house, "handed-contact-answer"), turn(house, "handed-contact-answer")) == (1, 0)
    assert answer_at_the_desk(counter, made.name) == ("未受理。", "2026-06-15")


@pytest.mark.rule("MD-03")
def test_somebody_without_a_name_can_be_referred(house: House, counter: Counter) -> None:
    house.organisation(BODY)
    referred(house, counter, person_name="")
    assert turn(house, "handed-contact") == 1
    assert [one.full_name for one in disputes(house)[0].parties] == ["来访时未说明", "来访时未说明"]


@pytest.mark.rule("MD-03")
@pytest.mark.parametrize("body", ["示范区人民法院", BODY])
def test_bodies_that_are_not_in_the_register_are_somebody_elses(house: House, counter: Counter, body: str) -> None:
    name = house.organisation(BODY).name
    house.call("CloseMediationOrganisation", house.clerk, name=name, closed_date="2026-06-15", document_number=PAPER)
    referred(house, counter, body)
    assert (turn(house, "handed-contact"), turn(house, "handed-contact-answer"), disputes(house)) == (0, 0, [])


@pytest.mark.rule("MD-03")
def test_an_organisation_that_closes_before_it_was_registered_is_an_answer_too(house: House, counter: Counter) -> None:
    name = house.organisation(BODY).name
    made = referred(house, counter)
    house.call("CloseMediationOrganisation", house.clerk, name=name, closed_date="2026-06-15", document_number=PAPER)
    assert (turn(house, "handed-contact"), turn(house, "handed-contact-answer")) == (0, 1)
    assert answer_at_the_desk(counter, made.name) == ("未登记：该调解组织已终止。", "2026-06-15")
    assert turn(house, "handed-contact-answer") == 0


@pytest.mark.rule("MD-03")
def test_what_a_person_registered_meanwhile_is_the_dispute(house: House, counter: Counter) -> None:
    organisation = house.organisation(BODY)
    made = referred(house, counter)
    entered = house.dispute(organisation=organisation.name, contact=made.name, source=pb.DISPUTE_SOURCE_REFERRED)
    assert turn(house, "handed-contact") == 1
    assert [one.name for one in disputes(house)] == [entered.name]
    house.do("WithdrawDispute", entered.name, reason="双方自行和解")
    assert turn(house, "handed-contact-answer") == 1
    assert answer_at_the_desk(counter, made.name)[0] == "当事人撤回，未调解。"


@pytest.mark.rule("MD-03")
def test_a_worker_that_died_after_it_asked_registers_once(house: House, counter: Counter) -> None:
    house.organisation(BODY)
    referred(house, counter)
    errand, service = errand_of(house, "handed-contact"), house.door.service
    with service.database.read() as session:
        (item,) = errand.find(service.open_tx(session, principal=service.principal, cause=random_id()))
    with peer_of(house) as peer:
        said = errand.fetch(peer, item)
    assert turn(house, "handed-contact") == 1
    with service.database.write() as session:
        errand.keep(service.open_tx(session, principal=service.principal, cause=random_id()), item, said)
    assert len(disputes(house)) == 1
