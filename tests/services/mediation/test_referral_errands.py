"""Who is referred becomes a contact of legal aid's front desk, once, however often it is tried (MD-11)."""

from __future__ import annotations

import grpc
import pytest
from sifa.legal_aid.v1 import contact_pb2
from sifa.mediation.v1 import referral_pb2 as pb

from tests.services.legal_aid.counter import Counter
from tests.services.mediation.house import House
from tests.services.mediation.workers import errand_of, peer_of, worker


def contacts(counter: Counter) -> list[contact_pb2.Contact]:
    return list(counter.call("ListContacts", counter.head).contacts)


def read(house: House, name: str) -> pb.Referral:
    found: pb.Referral = house.call("GetReferral", house.front_desk, name=name)
    return found


@pytest.mark.rule("MD-11", "LA-126", "LA-128")
def test_who_is_referred_is_registered_with_what_was_said(house: House, counter: Counter) -> None:
    made = house.refer(house.failed().name)
    with worker(house, "referral") as runner:
        assert (runner.turn(), runner.turn()) == (1, 0)
    (contact,) = contacts(counter)
    done = read(house, made.name)
    assert (done.state, done.contact) == (pb.REFERRAL_STATE_TAKEN, contact.name)
    assert (contact.person_name, contact.phone, contact.topic, contact.need, contact.opponent) == (
        made.person_name, made.phone, made.topic, made.need, made.opponent,
    )  # fmt: skip
    assert contact.state == contact_pb2.CONTACT_STATE_UNSETTLED
    assert [one.kind for one in contact.deadlines] == ["ANSWER_CONTACT"]
    mine = counter.call("AssignContact", counter.head, name=contact.name, owner="clerk").contact
    assert mine.state == contact_pb2.CONTACT_STATE_ACCEPTED


@pytest.mark.rule("MD-11")
def test_a_worker_that_died_before_it_kept_the_answer_asks_again_and_gets_the_same(
    house: House, counter: Counter
) -> None:
    made = house.refer(house.failed().name)
    errand = errand_of(house, "referral")
    with peer_of(house) as peer:
        first = errand.fetch(peer, made)
        again = errand.fetch(peer, made)
    assert (first, [contact.name for contact in contacts(counter)]) == (again, [first])
    with worker(house, "referral") as runner:
        assert runner.turn() == 1
    assert (read(house, made.name).contact, len(contacts(counter))) == (first, 1)


@pytest.mark.rule("MD-11")
def test_a_front_desk_that_is_away_leaves_the_referral_waiting(house: House) -> None:
    made = house.refer(house.failed().name)
    with worker(house, "referral", legal_aid="127.0.0.1:9") as runner, pytest.raises(grpc.RpcError):
        runner.turn()
    assert read(house, made.name).state == pb.REFERRAL_STATE_WAITING


@pytest.mark.rule("MD-11")
@pytest.mark.usefixtures("counter")
def test_what_somebody_answered_meanwhile_stays(house: House) -> None:
    made = house.refer(house.failed().name)
    errand = errand_of(house, "referral")
    with peer_of(house) as peer:
        contact = errand.fetch(peer, made)
    house.call("DeclineReferral", house.front_desk, name=made.name, answer_reason="当事人撤回")
    service = house.door.service
    with service.database.write() as session:
        tx = service.open_tx(session, principal=service.principal, cause=made.contact_request_id)
        errand.keep(tx, made, contact)
    assert read(house, made.name).state == pb.REFERRAL_STATE_DECLINED
