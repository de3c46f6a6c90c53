"""An identity number leaves the service masked or not at all; rows of other divisions do not exist for a caller."""

from __future__ import annotations

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import facts_pb2

from tests.doors import Door, refused
from tests.facts import logged
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.intake import identity_number

CANARY = identity_number(777)
WRONG = CANARY[:-1] + ("0" if CANARY[-1] != "0" else "1")
FEN = 123_457


def townsman(number: str) -> facts_pb2.Applicant:
    return facts_pb2.Applicant(full_name="王某", identity_number=number, residence_type=facts_pb2.RESIDENCE_TYPE_URBAN)


def test_every_reply_masks_the_identity_number(counter: Counter) -> None:
    received = counter.receive(applicant=townsman(CANARY))
    replies = [received, counter.get(received.name), counter.decide(received.name), *counter.page().applications]
    masked = CANARY[:6] + "********" + CANARY[-4:]
    assert {reply.applicant.identity_number for reply in replies} == {masked}


def test_a_replayed_reply_is_masked_as_well(counter: Counter) -> None:
    request_id = "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"
    counter.receive(applicant=townsman(CANARY), request_id=request_id)
    again = counter.receive(applicant=townsman(CANARY), request_id=request_id)
    assert CANARY not in str(again)


def test_a_wrong_number_is_not_repeated_to_the_caller(counter: Counter) -> None:
    answer = refused(lambda: counter.receive(applicant=townsman(WRONG)))
    assert answer.violations == {"application.applicant.identity_number": "IDENTITY_NUMBER_CHECK"}
    assert WRONG.encode() not in answer.wire


def test_no_log_line_event_or_audit_entry_holds_the_number(counter: Counter, capfd: pytest.CaptureFixture[str]) -> None:
    received = counter.receive(applicant=townsman(CANARY))
    refused(lambda: counter.receive(applicant=townsman(WRONG)))
    counter.decide(received.name)
    with counter.door.service.database.read() as session:
        audit = [str(row) for row in session.execute(sa.text("select * from audit_entry"))]
    said = "".join(
        [*capfd.readouterr(), *audit, *(f"{event.subject} {event.body}" for event in logged(counter.door.service))]
    )
    assert CANARY not in said
    assert WRONG not in said


def test_no_event_holds_a_name(counter: Counter) -> None:
    counter.decide(counter.receive().name)
    assert not any("王" in event.body for event in logged(counter.door.service))


def test_g14_a_row_of_another_division_does_not_exist(door: Door) -> None:
    here, there = open_counter(door), open_counter(door, "冥法援", "990202")
    received = here.receive()
    reading = refused(lambda: here.get(received.name, there.clerk))
    assert (reading.code, reading.reason) == (grpc.StatusCode.NOT_FOUND, "NOT_FOUND")
    deciding = refused(lambda: there.decide(received.name))
    assert (deciding.code, deciding.wire) == (reading.code, reading.wire)


def test_a_row_of_another_division_is_not_listed(door: Door) -> None:
    here, there = open_counter(door), open_counter(door, "冥法援", "990202")
    here.receive()
    assert not there.page().applications


def test_a_caller_without_divisions_sees_nothing(counter: Counter) -> None:
    received = counter.receive()
    nobody = counter.door.person("legal_aid_clerk", divisions=())
    assert not counter.page(nobody).applications
    assert refused(lambda: counter.get(received.name, nobody)).code is grpc.StatusCode.NOT_FOUND


@pytest.mark.parametrize("division", ["990000", "990100", "990102"])
def test_a_division_above_covers_the_row(counter: Counter, division: str) -> None:
    received = counter.receive()
    who = counter.door.person("bureau_chief", divisions=(division,))
    assert counter.get(received.name, who).name == received.name


@pytest.mark.parametrize("division", ["9901", "99", "", "%", "99010_", "990103"])
def test_a_malformed_or_neighbouring_division_covers_no_row(counter: Counter, division: str) -> None:
    received = counter.receive()
    who = counter.door.person("bureau_chief", divisions=(division,))
    assert refused(lambda: counter.get(received.name, who)).code is grpc.StatusCode.NOT_FOUND
