"""Parties of disputes that were not settled go to legal aid's front desk and tell nothing twice (MD-11)."""

from __future__ import annotations

import json
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.mediation.v1 import referral_pb2 as pb

from services.mediation.domain.referral import MOVES
from services.mediation.persistence.referral import TABLE
from tests.doors import refused
from tests.services.mediation.house import PARTIES, House

CONTACT = "contacts/0197726c-6c00-7000-8000-000000000007"


def test_what_each_state_allows() -> None:
    assert {state.name: sorted(row) for state, row in MOVES.items()} == {
        "WAITING": ["decline", "take"], "TAKEN": [], "DECLINED": [],
    }  # fmt: skip


@pytest.mark.rule("MD-11")
def test_what_the_front_desk_needs_is_carried_over(house: House) -> None:
    made = house.refer(house.failed().name, party=2)
    assert (made.person_name, made.opponent, made.topic, made.need) == (
        PARTIES[1], PARTIES[0], "示例纠纷的经过", "意见不一",
    )  # fmt: skip
    assert made.name == f"referrals/{made.contact_request_id}"
    assert list(house.call("ListReferrals", house.front_desk, state=pb.REFERRAL_STATE_WAITING).referrals) == [made]
    done = house.call("TakeReferral", house.front_desk, name=made.name, contact=CONTACT).referral
    assert (done.state, done.contact, done.answered_date) == (pb.REFERRAL_STATE_TAKEN, CONTACT, "2026-06-15")
    assert house.call("GetReferral", house.mediator, name=made.name) == done
    facts = [(kind, json.loads(body)) for kind, body in house.told()][-2:]
    common = {"referral": made.name, "dispute": made.dispute, "division": "990102"}
    assert facts == [
        ("DisputeReferred", {**common, "referredDate": "2026-06-15"}),
        ("ReferralAnswered", {
            **common, "state": "REFERRAL_STATE_TAKEN", "contact": CONTACT, "answeredDate": "2026-06-15",
        }),
    ]  # fmt: skip


@pytest.mark.rule("MD-11")
def test_the_front_desk_may_say_no_with_a_reason(house: House) -> None:
    made = house.refer(house.failed().name)
    wish = {"name": made.name, "answer_reason": "不属于法律援助事项范围"}
    done = house.call("DeclineReferral", house.front_desk, **wish).referral
    assert (done.state, done.answer_reason) == (pb.REFERRAL_STATE_DECLINED, wish["answer_reason"])
    again = refused(lambda: house.call("TakeReferral", house.front_desk, name=made.name, contact=CONTACT))
    assert again.reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("MD-11")
def test_nobody_is_referred_from_a_dispute_under_way(house: House) -> None:
    assert refused(lambda: house.refer(house.heard().name)).reason == "DISPUTE_NOT_OVER"


@pytest.mark.rule("MD-11")
@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"party": 3}, "PARTY_UNKNOWN"), ({"agreed_date": "2026-06-14"}, "INVALID_FIELDS"),
        ({"agreed_date": "2026-06-16"}, "INVALID_FIELDS"),
    ],
)  # fmt: skip
def test_a_referral_that_cannot_be_is_refused(house: House, changes: dict[str, Any], reason: str) -> None:
    assert refused(lambda: house.refer(house.failed().name, **changes)).reason == reason


@pytest.mark.rule("MD-11")
def test_a_party_is_referred_once_and_a_contact_answers_once(house: House) -> None:
    dispute = house.failed().name
    first = house.refer(dispute)
    twice = refused(lambda: house.refer(dispute))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REFERRED_ALREADY")
    second = house.refer(dispute, party=2)
    house.call("TakeReferral", house.front_desk, name=first.name, contact=CONTACT)
    taken = refused(lambda: house.call("TakeReferral", house.front_desk, name=second.name, contact=CONTACT))
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "CONTACT_TAKEN")


def test_who_is_referred_is_sealed_and_not_told(house: House) -> None:
    house.refer(house.failed().name)
    with house.door.service.database.read() as session:
        kept = str([dict(row) for row in session.execute(sa.select(TABLE)).mappings()])
    assert [word for word in (*PARTIES, "示例纠纷的经过") if word in kept or word in str(house.told())] == []
