"""Disputes from the register to their end (MD-03 to MD-06, MD-11)."""

from __future__ import annotations

import json
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.mediation.v1 import dispute_pb2 as pb

from services.mediation.domain.dispute import MOVES
from services.mediation.persistence.dispute import TABLE
from tests.doors import refused
from tests.services.mediation.house import PAPER, PARTIES, SESSION, House, agreement

CONTACT = "contacts/0197726c-6c00-7000-8000-000000000001"
REASON = "对方当事人不同意"
COULD = {
    "REGISTERED": {"accept", "refuse", "withdraw"},
    "ACCEPTED": {"fail", "recordSession", "settle", "withdraw"},
    "REFUSED": set[str](),
    "SETTLED": {"evaluate", "followUp", "recordConfirmation", "requestConfirmation"},
    "FAILED": {"evaluate"},
    "WITHDRAWN": set[str](),
}


def test_what_each_state_allows() -> None:
    assert {state.name: set(row) for state, row in MOVES.items()} == COULD


@pytest.mark.rule("MD-03", "MD-04", "MD-05", "MD-06")
def test_a_dispute_is_registered_mediated_and_settled(house: House) -> None:
    made = house.dispute()
    assert (made.number, made.state, made.registered_date) == (
        "（2026）调字第1号", pb.DISPUTE_STATE_REGISTERED, "2026-06-15",
    )  # fmt: skip
    assert house.call("GetDispute", house.clerk, name=made.name) == made
    organisation = house.call("GetMediationOrganisation", house.clerk, name=made.organisation)
    mediators = [one.mediator for one in organisation.mediators]
    assert house.do("AcceptDispute", made.name, mediators=mediators).mediators == mediators
    assert [one.record for one in house.do("RecordSession", made.name, **SESSION).sessions] == [SESSION["record"]]
    done = house.do("SettleDispute", made.name, agreement=agreement())
    assert (done.state, done.performance, done.ended_date) == (
        pb.DISPUTE_STATE_SETTLED, pb.DISPUTE_PERFORMANCE_PENDING, "2026-06-15",
    )  # fmt: skip
    assert done.agreement == agreement()
    assert house.noted()[2:] == [f"dispute.{what}" for what in ("create", "accept", "record_session", "settle")]


@pytest.mark.rule("MD-11")
def test_one_that_fails_is_told_without_a_name(house: House) -> None:
    done = house.do("FailDispute", house.heard(contact=CONTACT).name, reason=REASON)
    assert (done.state, done.ending_reason) == (pb.DISPUTE_STATE_FAILED, REASON)
    facts = [(kind, json.loads(body)) for kind, body in house.told() if kind != "UnitChanged"]
    assert facts == [
        ("DisputeRegistered", {
            "dispute": done.name, "organisation": done.organisation, "division": "990102", "contact": CONTACT,
            "matter": "DISPUTE_MATTER_LABOUR", "registeredDate": "2026-06-15",
        }),
        ("DisputeEnded", {
            "dispute": done.name, "organisation": done.organisation, "division": "990102", "contact": CONTACT,
            "state": "DISPUTE_STATE_FAILED", "endedDate": "2026-06-15",
        }),
    ]  # fmt: skip


@pytest.mark.rule("MD-03")
@pytest.mark.parametrize(("rpc", "state"), [("RefuseDispute", "REFUSED"), ("WithdrawDispute", "WITHDRAWN")])
def test_what_is_not_taken_up_has_a_reason(house: House, rpc: str, state: str) -> None:
    made = house.dispute()
    assert refused(lambda: house.do(rpc, made.name, reason="")).code is grpc.StatusCode.INVALID_ARGUMENT
    done = house.do(rpc, made.name, reason=REASON)
    assert (pb.DisputeState.Name(done.state), done.ending_reason) == (f"DISPUTE_STATE_{state}", REASON)
    assert refused(lambda: house.do(rpc, made.name, reason=REASON)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("MD-03")
def test_the_front_desk_registers_a_contact_once(house: House) -> None:
    organisation = house.organisation().name
    parties = [pb.DisputeParty(full_name=one) for one in PARTIES]
    wish = pb.Dispute(
        organisation=organisation, matter=pb.DISPUTE_MATTER_LABOUR, source=pb.DISPUTE_SOURCE_REFERRED, contact=CONTACT,
        parties=parties, summary="示例纠纷",
    )  # fmt: skip
    made = house.call("CreateDispute", house.front_desk, dispute=wish)
    assert made.contact == CONTACT
    answer = refused(lambda: house.call("CreateDispute", house.front_desk, dispute=wish))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CONTACT_TAKEN")
    assert house.dispute(organisation=organisation).number == "（2026）调字第2号"


@pytest.mark.rule("MD-03")
def test_whoever_is_closed_takes_nothing_up(house: House) -> None:
    made = house.dispute()
    wish = {"name": made.organisation, "closed_date": "2026-06-15", "document_number": PAPER}

    def close() -> Any:
        return house.call("CloseMediationOrganisation", house.clerk, **wish)

    assert refused(close).reason == "DISPUTES_OPEN"
    house.do("WithdrawDispute", made.name, reason=REASON)
    close()
    assert refused(lambda: house.dispute(organisation=made.organisation)).reason == "ORGANISATION_CLOSED"


@pytest.mark.rule("MD-04")
def test_only_who_mediates_there_is_named(house: House) -> None:
    made = house.dispute()
    stranger = house.appoint(house.organisation("另一调解委员会").name).mediators[0].mediator
    assert refused(lambda: house.do("AcceptDispute", made.name, mediators=[stranger])).reason == "MEDIATOR_UNKNOWN"
    organisation = house.call("GetMediationOrganisation", house.clerk, name=made.organisation)
    former = organisation.mediators[0].mediator
    house.call(
        "EndMediator", house.clerk, name=made.organisation, mediator=former, until_date="2026-06-14",
        document_number=PAPER,
    )  # fmt: skip
    assert refused(lambda: house.do("AcceptDispute", made.name, mediators=[former])).reason == "MEDIATOR_UNKNOWN"


@pytest.mark.rule("MD-05")
def test_nothing_ends_by_mediation_that_was_not_mediated(house: House) -> None:
    name = house.accepted().name
    assert refused(lambda: house.do("FailDispute", name, reason=REASON)).reason == "SESSION_MISSING"
    assert refused(lambda: house.do("SettleDispute", name, agreement=agreement())).reason == "SESSION_MISSING"
    for day, reason in (("2026-06-14", "DATE_BEFORE_PREVIOUS"), ("2026-06-16", "DATE_IN_FUTURE")):
        answer = refused(lambda day=day: house.do("RecordSession", name, **{**SESSION, "held_date": day}))  # type: ignore[misc]
        assert answer.violations == {"held_date": reason}


@pytest.mark.rule("MD-06")
@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"number": ""}, "number", "REQUIRED"),
        ({"signed_date": "2026-06-14"}, "signed_date", "DATE_BEFORE_PREVIOUS"),
        ({"performance_due_date": "2026-06-14"}, "performance_due_date", "DATE_BEFORE_PREVIOUS"),
    ],
)
def test_an_agreement_that_cannot_be_is_refused(house: House, changes: Any, field: str, reason: str) -> None:
    answer = refused(lambda: house.settled(**changes))
    assert answer.violations == {f"agreement.{field}": reason}


@pytest.mark.rule("MD-06")
def test_an_oral_agreement_has_no_number(house: House) -> None:
    oral = {"form": pb.AGREEMENT_FORM_ORAL, "number": "", "performance_due_date": "", "amount_fen": 0}
    assert house.settled(**oral).agreement == agreement(**oral)


def test_nobody_else_reads_names_and_words(house: House) -> None:
    made = house.heard()
    with house.door.service.database.read() as session:
        kept = str([dict(row) for row in session.execute(sa.select(TABLE)).mappings()])
    words = (*PARTIES, "示例纠纷的经过", SESSION["record"])
    assert [word for word in words if word in kept or word in str(house.told())] == []
    away = house.door.person("mediator", divisions=("990103",))
    assert refused(lambda: house.call("GetDispute", away, name=made.name)).code is grpc.StatusCode.NOT_FOUND


def test_a_list_holds_what_was_asked_for(house: House) -> None:
    first = house.dispute()
    second = house.accepted(organisation=first.organisation, matter=pb.DISPUTE_MATTER_TRAFFIC)
    listed = house.call("ListDisputes", house.clerk, organisation=first.organisation)
    assert list(listed.disputes) == [first, second]
    listed = house.call("ListDisputes", house.clerk, state=pb.DISPUTE_STATE_ACCEPTED, matter=second.matter)
    assert list(listed.disputes) == [second]
