"""The person view: what somebody had before, across doors; namesakes side by side; every look on record (LA-126)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import contact_pb2
from sifa.legal_aid.v1 import person_service_pb2 as pb

from chassis.schema import audit_entry
from tests.doors import refused
from tests.services.legal_aid.contacts import move, register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import applicant

WANG = "王来访"


def found(counter: Counter, **key: str) -> pb.SearchPeopleResponse:
    who = key.pop("who", "")
    reply: pb.SearchPeopleResponse = counter.call(
        "SearchPeople", counter.head if who == "head" else counter.clerk, reason="来访登记", **key
    )
    return reply


def people(reply: pb.SearchPeopleResponse) -> list[tuple[str, str, str, int]]:
    return [(one.full_name, one.phone, one.identity_tail, len(one.records)) for one in reply.people]


@pytest.mark.rule("LA-126")
def test_what_somebody_had_stands_together_and_namesakes_beside_each_other(counter: Counter) -> None:
    first = register(counter, person_name=WANG, phone="13900000001")
    again = register(counter, person_name=WANG, phone="13900000001", topic="又来问工资")
    register(counter, person_name=WANG, phone="13900000002")
    register(counter, person_name="王来", phone="")
    register(counter, person_name="李不相干", phone="13900000003")
    reply = found(counter, full_name="王来")
    assert people(reply) == [
        ("王来", "", "", 1), (WANG, "13900000001", "", 2), (WANG, "13900000002", "", 1),
    ]  # fmt: skip
    assert [one.name for one in reply.people[1].records] == [again.name, first.name]
    assert (reply.people[1].records[0].topic, reply.truncated) == ("又来问工资", False)
    assert people(found(counter, phone="13900000002")) == [(WANG, "13900000002", "", 1)]


@pytest.mark.rule("LA-126")
def test_a_contact_that_became_an_application_belongs_to_whoever_applied(counter: Counter) -> None:
    came = register(counter, person_name="张申请", phone="13900000004")
    application = counter.receive(applicant=applicant(full_name="张申请"))
    move(
        counter, "close", came.name, outcome=contact_pb2.CONTACT_OUTCOME_APPLICATION, became=application.name
    )  # fmt: skip
    counter.decide(application.name)
    tail = application.applicant.identity_number[-4:]
    (one,) = found(counter, full_name="张申请").people
    assert (one.phone, one.identity_tail) == ("13900000004", tail)
    kinds = {record.name.partition("/")[0] for record in one.records}
    assert kinds == {"contacts", "applications", "cases"}
    by_tail = found(counter, identity_tail=tail).people
    assert {record.name for person in by_tail for record in person.records} >= {application.name}


@pytest.mark.rule("LA-126")
def test_every_look_is_on_record_with_its_reason(counter: Counter) -> None:
    made = register(counter, person_name=WANG)
    found(counter, full_name=WANG)
    with counter.door.service.database.read() as session:
        entry = audit_entry.c
        query = sa.select(entry.object, entry.document).where(entry.action == "person.search")
        assert [tuple(row) for row in session.execute(query)] == [(made.name, "来访登记")]


@pytest.mark.rule("LA-126")
@pytest.mark.parametrize("key", [{}, {"full_name": WANG, "phone": "13900000001"}])
def test_one_key_is_given(counter: Counter, key: dict[str, Any]) -> None:
    answer = refused(lambda: found(counter, **key))
    assert (answer.code, answer.violations) == (grpc.StatusCode.INVALID_ARGUMENT, {"full_name": "SEARCH_KEY"})


@pytest.mark.rule("LA-126")
def test_whoever_works_in_another_county_finds_nobody(counter: Counter) -> None:
    register(counter, person_name=WANG)
    elsewhere = counter.door.person("legal_aid_clerk", divisions=("990103",), subject="far")
    reply = counter.call("SearchPeople", elsewhere, reason="来访登记", full_name=WANG)
    assert list(reply.people) == []
