"""Whoever changes a byte of a decision, its inputs or its packs behind the service's back is found out (P-02)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.legal_aid.v1 import decision_pb2 as pb
from sifa.legal_aid.v1 import decision_service_pb2 as service_pb

from chassis.schema import policy_pack
from services.legal_aid.persistence.decision import TABLE
from tests.doors import refused
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.papers import RICH, reissue

DAMAGED = (grpc.StatusCode.FAILED_PRECONDITION, "DECISION_EVIDENCE_DAMAGED")


def refusal(counter: Counter) -> pb.Decision:
    return counter.decide(counter.receive(**RICH).name).decision


def replay(counter: Counter, decision: pb.Decision) -> service_pb.ReplayDecisionResponse:
    again: service_pb.ReplayDecisionResponse = counter.call("ReplayDecision", counter.chief, name=decision.name)
    return again


def change(counter: Counter, decision: pb.Decision, **values: Any) -> None:
    with counter.door.service.database.write() as session:
        session.execute(sa.update(TABLE).where(TABLE.c.name == decision.name).values(values))


def inputs_of(counter: Counter, decision: pb.Decision) -> dict[str, Any]:
    with counter.door.service.database.read() as session:
        found: dict[str, Any] = session.execute(
            sa.select(TABLE.c.inputs).where(TABLE.c.name == decision.name)
        ).scalar_one()
    return found


def put(inputs: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """The inputs with another value at the dotted path."""
    head, _, rest = path.partition(".")
    return {**inputs, head: put(inputs[head], rest, value) if rest else value}


OF_THE_PAPER: dict[str, Any] = {
    "text": lambda decision: decision.text.replace("4200.00元", "4200.02元"),
    "text_sha256": lambda decision: decision.text_sha256[:-1] + ("0" if decision.text_sha256[-1] != "0" else "1"),
    "number": lambda _: "（2026）玄法援不援字第9号",
    "outcome": lambda _: "GRANT",
    "reasons": lambda _: [],
    "remedies": lambda _: [],
    "parameters": lambda _: [],
    "made_date": lambda _: dt.date(2026, 6, 14),
}


@pytest.mark.parametrize("column", OF_THE_PAPER)
def test_a_paper_that_was_changed_is_not_what_was_decided(counter: Counter, column: str) -> None:
    decision = refusal(counter)
    change(counter, decision, **{column: OF_THE_PAPER[column](decision)})
    assert not replay(counter, decision).identical


INPUTS = {
    "facts.means.household_income_fen": 420_002,
    "facts.means.household_size": 2,
    "facts.residence_type": "RURAL",
    "facts.on": "2026-06-14",
    "facts.matter": "LABOUR_RELATION",
    "applicant_name": "王某",
    "application_number": "（2026）玄法援受字第2号",
    "institution_name": "另一中心",
    "bureau_name": "另一司法局",
    "made_date": "2026-06-16",
    "replaces_number": "（2026）玄法援不援字第9号",
    "citations": [{"rule_id": "LA-24", "text": "另一条"}, {"rule_id": "LA-38", "text": "另一条"}],
    "basis": "REVIEWED",
    "provisional_before": True,
}


@pytest.mark.parametrize("path", INPUTS)
def test_inputs_that_were_changed_give_another_paper_or_none(counter: Counter, path: str) -> None:
    decision = refusal(counter)
    change(counter, decision, inputs=put(inputs_of(counter, decision), path, INPUTS[path]))
    try:
        assert not replay(counter, decision).identical
    except grpc.RpcError:
        answer = refused(lambda: replay(counter, decision))
        assert (answer.code, answer.reason) == DAMAGED


BROKEN = {
    "facts.matter": "GOOD_SAMARITAN_CLAIM",
    "facts.means.pledge_signed": False,
    "facts.means.income_period": "CENTURY",
    "facts.division": "980102",
    "citations": [],
    "packs": [],
    "made_date": "2026-13-01",
    "form": 2,
    "basis": "ORDERLY",
}


@pytest.mark.parametrize("path", BROKEN)
def test_inputs_that_lead_nowhere_are_refused_as_damaged(counter: Counter, path: str) -> None:
    decision = refusal(counter)
    change(counter, decision, inputs=put(inputs_of(counter, decision), path, BROKEN[path]))
    answer = refused(lambda: replay(counter, decision))
    assert (answer.code, answer.reason) == DAMAGED


def test_inputs_with_an_unknown_or_a_missing_part_are_refused_as_damaged(counter: Counter) -> None:
    decision = refusal(counter)
    whole = inputs_of(counter, decision)
    for broken in ({**whole, "secret": 1}, {key: value for key, value in whole.items() if key != "facts"}, {}):
        change(counter, decision, inputs=broken)
        answer = refused(lambda: replay(counter, decision))
        assert (answer.code, answer.reason) == DAMAGED


@pytest.mark.parametrize(
    ("old", "new"),
    [("70000", "70001"), ("70000", "70000 "), ("{", "["), ("220000", "220001"), ("700.00元", "700.01元")],
)
def test_a_kept_pack_in_which_a_byte_changed_is_refused_as_damaged(counter: Counter, old: str, new: str) -> None:
    decision = refusal(counter)
    with counter.door.service.database.write() as session:
        content = session.execute(sa.select(policy_pack.c.content)).scalar_one()
        session.execute(sa.update(policy_pack).values(content=content.replace(old, new, 1)))
    answer = refused(lambda: replay(counter, decision))
    assert (answer.code, answer.reason) == DAMAGED


def test_a_kept_pack_that_is_gone_is_refused_as_damaged(counter: Counter) -> None:
    decision = refusal(counter)
    with counter.door.service.database.write() as session:
        session.execute(sa.delete(policy_pack))
    answer = refused(lambda: replay(counter, decision))
    assert (answer.code, answer.reason) == DAMAGED


def test_a_paper_from_before_inputs_were_kept_says_so(counter: Counter) -> None:
    decision = refusal(counter)
    change(counter, decision, inputs=None)
    assert refused(lambda: replay(counter, decision)).reason == "DECISION_WITHOUT_INPUTS"
    assert refused(lambda: reissue(counter, decision.name)).reason == "DECISION_WITHOUT_INPUTS"
