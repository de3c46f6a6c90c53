"""The rulebook's vectors of eligibility (§6.2) through the API, on the hypothetical figures of pack 990000."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sifa.legal_aid.v1 import decision_pb2, facts_pb2

from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import identity_number, means

MONTH, YEAR = facts_pb2.INCOME_PERIOD_MONTH, facts_pb2.INCOME_PERIOD_YEAR
URBAN, RURAL = facts_pb2.RESIDENCE_TYPE_URBAN, facts_pb2.RESIDENCE_TYPE_RURAL
GRANT, REFUSE = decision_pb2.OUTCOME_GRANT, decision_pb2.OUTCOME_REFUSE
MIGRANT = facts_pb2.EXEMPTION_MIGRANT_WORKER
PAY, TRAFFIC = facts_pb2.MATTER_LABOUR_PAY, facts_pb2.MATTER_TRAFFIC_INJURY


@dataclass(frozen=True, kw_only=True)
class Vector:
    """One row of the table: facts, outcome, code of the deciding reason, rules of the row."""

    id: str
    facts: dict[str, Any]
    outcome: int
    reason: str
    rules: tuple[str, ...]
    matter: int = PAY
    residence: int = URBAN


def fen(yuan: str) -> int:
    whole, _, cents = yuan.replace(",", "").partition(".")
    return int(whole) * 100 + int(cents)


VECTORS = [
    Vector(id="TV-E01", facts={"household_size": 3, "household_income_fen": fen("4,200.00")},
           outcome=GRANT, reason="INCOME_WITHIN_STANDARD", rules=("LA-21", "LA-22")),
    Vector(id="TV-E02", facts={"household_size": 3, "household_income_fen": fen("4,200.01")},
           outcome=REFUSE, reason="INCOME_ABOVE_STANDARD", rules=("LA-02", "LA-24", "LA-27")),
    Vector(id="TV-E03", facts={"household_size": 4, "household_income_fen": fen("32,000.00"), "income_period": YEAR},
           residence=RURAL, outcome=GRANT, reason="INCOME_WITHIN_STANDARD", rules=("LA-21", "LA-27")),
    Vector(id="TV-E05", facts={"household_size": 2, "household_income_fen": fen("6,900.00"),
                               "own_income_fen": fen("900.00"), "opponent_in_household": True},
           matter=facts_pb2.MATTER_MAINTENANCE, outcome=GRANT, reason="INCOME_WITHIN_STANDARD", rules=("LA-25",)),
    Vector(id="TV-E06", facts={"household_income_fen": fen("20,000.00"), "pledge_signed": False},
           matter=facts_pb2.MATTER_ABUSE_OR_DOMESTIC_VIOLENCE, outcome=GRANT, reason="NO_MEANS_CONDITION", rules=("LA-15",)),
    Vector(id="TV-E07", facts={"household_income_fen": fen("9,000.00"), "exemption": MIGRANT,
                               "exemption_proved": True, "pledge_signed": False},
           outcome=GRANT, reason="EXEMPT_ON_PROOF", rules=("LA-28",)),
    Vector(id="TV-E08", facts={"household_income_fen": fen("9,000.00"), "exemption": MIGRANT,
                               "exemption_proved": True},
           matter=TRAFFIC, outcome=REFUSE, reason="INCOME_ABOVE_STANDARD", rules=("LA-28", "LA-24")),
    Vector(id="TV-E09", facts={"household_income_fen": fen("1,300.00"), "exemption": MIGRANT},
           outcome=GRANT, reason="INCOME_WITHIN_STANDARD", rules=("LA-29",)),
    Vector(id="TV-E16", facts={}, matter=facts_pb2.MATTER_OUTSIDE_SCOPE,
           outcome=REFUSE, reason="OUTSIDE_SCOPE", rules=("LA-14",)),
    Vector(id="TV-E18", facts={"household_income_fen": fen("50,000.00")}, matter=facts_pb2.MATTER_STATE_COMPENSATION,
           outcome=REFUSE, reason="INCOME_ABOVE_STANDARD", rules=("LA-14", "LA-24")),
]  # fmt: skip
ROWS = [pytest.param(vector, id=vector.id, marks=pytest.mark.rule(*vector.rules)) for vector in VECTORS]


def decision_on(counter: Counter, vector: Vector) -> decision_pb2.Decision:
    applicant = facts_pb2.Applicant(full_name="王某", identity_number=identity_number())
    applicant.residence_type = facts_pb2.ResidenceType.ValueType(vector.residence)
    received = counter.receive(applicant=applicant, matter=vector.matter, means=means(**vector.facts))
    return counter.decide(received.name).decision


@pytest.mark.parametrize("vector", ROWS)
def test_the_decision_is_the_books(counter: Counter, vector: Vector) -> None:
    decision = decision_on(counter, vector)
    assert (decision.outcome, [reason.code for reason in decision.reasons]) == (vector.outcome, [vector.reason])


@pytest.mark.parametrize("vector", [row for row in ROWS if row.values[0].outcome == REFUSE])  # type: ignore[union-attr]
def test_a_refusal_offers_free_consultation(counter: Counter, vector: Vector) -> None:
    assert any("免费法律咨询" in remedy for remedy in decision_on(counter, vector).remedies)


@pytest.mark.parametrize("vector", ROWS)
def test_every_reason_names_rule_and_provision(counter: Counter, vector: Vector) -> None:
    reasons = decision_on(counter, vector).reasons
    assert all(reason.rule_id.startswith("LA-") and reason.citation and reason.text for reason in reasons)
