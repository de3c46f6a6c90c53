"""Who is referred to another body, and what that body answers (LA-126, LA-127)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import events_pb2

from chassis.auth.tokens import make_service_token
from chassis.schema import audit_entry
from tests.doors import Identity, refused
from tests.services.legal_aid.contact_referrals import BODY, referred
from tests.services.legal_aid.contacts import move, register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evidence import told
from tests.services.legal_aid.rows import everything

SAID: dict[str, Any] = {"answer": "调解成功，已达成调解协议。", "answer_date": "2026-06-15"}
NOBODY = "contacts/019ed7e5-3a00-7000-8000-2f6b1c9d0a01"


def service_of(counter: Counter) -> Identity:
    """A service that the body keeps its register in."""
    token = make_service_token(counter.door.service.settings.keys_dir, caller="mediation", callee="legal_aid")
    return (("authorization", f"Bearer {token}"),)


def record(counter: Counter, name: str, **changes: Any) -> Any:
    return counter.call("RecordReferralAnswer", counter.clerk, name=name, **{**SAID, **changes})


@pytest.mark.rule("LA-127")
def test_a_referral_is_told_with_its_body_and_without_the_person(counter: Counter) -> None:
    made = referred(counter)
    (fact,) = told(counter, "ContactReferredOut")
    assert fact == events_pb2.ContactReferredOut(
        contact=made.name,
        institution=counter.institution,
        division=counter.division,
        referred_to=BODY,
        referred_date="2026-06-15",
    )
    move(counter, "close", register(counter).name)
    assert len(told(counter, "ContactReferredOut")) == 1


@pytest.mark.rule("LA-127")
def test_the_answer_of_the_body_is_kept_once(counter: Counter) -> None:
    made = referred(counter)
    kept = record(counter, made.name).contact
    assert (kept.referral_answer, kept.referral_answer_date) == (SAID["answer"], "2026-06-15")
    assert counter.call("GetContact", counter.head, name=made.name) == kept
    assert record(counter, made.name).contact.referral_answer == SAID["answer"]
    answer = refused(lambda: record(counter, made.name, answer="未受理。"))
    assert (answer.code, answer.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REFERRAL_ANSWERED")
    assert counter.call("GetContact", counter.head, name=made.name).referral_answer == SAID["answer"]


@pytest.mark.rule("LA-127")
@pytest.mark.parametrize(("day", "reason"), [("2026-06-16", "DATE_IN_FUTURE"), ("2026-06-14", "DATE_BEFORE_PREVIOUS")])
def test_an_answer_follows_its_referral(counter: Counter, day: str, reason: str) -> None:
    made = referred(counter)
    answer = refused(lambda: record(counter, made.name, answer_date=day))
    assert answer.violations == {"answer_date": reason}


@pytest.mark.rule("LA-126", "LA-127")
def test_what_was_not_referred_has_no_answer_and_is_shown_to_no_other_body(counter: Counter) -> None:
    open_one = register(counter)
    other = service_of(counter)
    before = everything(counter.door.service)
    for call in (
        lambda: record(counter, open_one.name),
        lambda: counter.call("ReadReferredContact", other, name=open_one.name),
        lambda: counter.call("AnswerReferredContact", other, name=open_one.name, **SAID),
    ):
        answer = refused(call)
        assert (answer.code, answer.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "NOT_REFERRED")
    for rpc, words in (("ReadReferredContact", {}), ("AnswerReferredContact", SAID)):
        missing = refused(lambda rpc=rpc, words=words: counter.call(rpc, other, name=NOBODY, **words))  # type: ignore[misc]
        assert missing.code == grpc.StatusCode.NOT_FOUND
    assert everything(counter.door.service) == before


@pytest.mark.rule("LA-126")
def test_the_body_reads_what_was_said_and_that_is_on_record(counter: Counter) -> None:
    made = referred(counter, opponent="示例公司", phone="0000")
    said = counter.call("ReadReferredContact", service_of(counter), name=made.name)
    assert (said.person_name, said.phone, said.topic, said.need, said.opponent) == (
        made.person_name, "0000", made.topic, made.need, "示例公司",
    )  # fmt: skip
    query = sa.select(audit_entry.c.actor, audit_entry.c.object).where(audit_entry.c.action == "contact.read_referred")
    with counter.door.service.database.read() as session:
        assert [tuple(row) for row in session.execute(query)] == [("svc:mediation", made.name)]
