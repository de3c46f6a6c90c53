"""The rulebook's vectors of eligibility (§6.2) through the API, on the hypothetical figures of pack 990000.

TV-E11 and TV-E19 belong to assignment rules and funds, and so does the lawyer of TV-E12.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sifa.legal_aid.v1 import decision_pb2, facts_pb2, notice_pb2

from chassis.kernel.credit_code import check_character
from tests.doors import Door, refused
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.departments import department, notice_state
from tests.services.legal_aid.intake import applicant, means, place
from tests.services.legal_aid.rows import counts
from tests.services.legal_aid.steps import act, state_of

MONTH, YEAR = facts_pb2.INCOME_PERIOD_MONTH, facts_pb2.INCOME_PERIOD_YEAR
URBAN, RURAL = facts_pb2.RESIDENCE_TYPE_URBAN, facts_pb2.RESIDENCE_TYPE_RURAL
GRANT, REFUSE = "GRANT", "REFUSE"
MIGRANT = {"exemption": facts_pb2.EXEMPTION_MIGRANT_WORKER}
PROVED = {**MIGRANT, "exemption_proved": True}
PAY, TRAFFIC = facts_pb2.MATTER_LABOUR_PAY, facts_pb2.MATTER_TRAFFIC_INJURY
COMPENSATION = facts_pb2.MATTER_STATE_COMPENSATION
WITHIN, ABOVE = ("INCOME_WITHIN_STANDARD", "LA-22"), ("INCOME_ABOVE_STANDARD", "LA-24")
OUTSIDE, NO_PERSON = ("OUTSIDE_SCOPE", "LA-14"), ("NOT_A_NATURAL_PERSON", "LA-14")
DIBAO, INCOME = ["la.standard.urban", "la.base.dibao"], ["la.standard.rural", "la.base.rural_income"]
BODY = "91990102MA0A1B2C3"
COMPANY = {"kind": facts_pb2.APPLICANT_KIND_ORGANISATION, "full_name": "虚构商贸有限公司", "identity_number": "",
           "credit_code": BODY + check_character(BODY)}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Vector:
    """One row of the table: facts, outcome, deciding reason, parameters, figures as printed, rules of the row."""

    id: str
    facts: dict[str, Any]
    outcome: str
    reason: tuple[str, str]
    rules: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    figures: str = ""
    matter: int = PAY
    person: dict[str, Any]


def vector(id: str, outcome: str, reason: tuple[str, str], *rules: str, **fields: Any) -> Vector:  # noqa: A002
    tested = {"parameters": tuple(DIBAO)} if "figures" in fields else {}
    return Vector(id=id, outcome=outcome, reason=reason, rules=rules, **{"person": {}, **tested, **fields})


def household(size: int, yuan: str, **further: Any) -> dict[str, Any]:
    whole, cents = yuan.replace(",", "").split(".")
    return {"household_size": size, "household_income_fen": int(whole) * 100 + int(cents), **further}


VECTORS = [
    vector("TV-E01", GRANT, WITHIN, "LA-21", "LA-22", facts=household(3, "4,200.00"),
           figures="核查收入每月4200.00元，3人；相应标准为每月4200.00元。"),
    vector("TV-E02", REFUSE, ABOVE, "M-04", "LA-02", facts=household(3, "4,200.01"),
           figures="核查收入每月4200.01元，3人；相应标准为每月4200.00元。"),
    vector("TV-E03", GRANT, WITHIN, "LA-21", "LA-27", facts=household(4, "32,000.00", income_period=YEAR),
           person={"residence_type": RURAL}, parameters=tuple(INCOME),
           figures="核查收入每年32000.00元，4人；相应标准为每年32000.00元。"),
    vector("TV-E05", GRANT, WITHIN, "LA-25", matter=facts_pb2.MATTER_MAINTENANCE,
           facts=household(2, "6,900.00", own_income_fen=90_000, opponent_in_household=True),
           figures="核查收入每月900.00元，1人；相应标准为每月1400.00元。"),
    vector("TV-E06", GRANT, ("NO_MEANS_CONDITION", "LA-15"), "LA-15", facts=household(1, "20,000.00"),
           matter=facts_pb2.MATTER_ABUSE_OR_DOMESTIC_VIOLENCE),
    vector("TV-E07", GRANT, ("EXEMPT_ON_PROOF", "LA-28"), "LA-28", facts=household(1, "9,000.00", **PROVED)),
    vector("TV-E08", REFUSE, ABOVE, "LA-28", "E-12", facts=household(1, "9,000.00", **PROVED), matter=TRAFFIC,
           figures="核查收入每月9000.00元，1人；相应标准为每月1400.00元。"),
    vector("TV-E09", GRANT, WITHIN, "LA-29", facts=household(1, "1,300.00", **MIGRANT),
           figures="核查收入每月1300.00元，1人；相应标准为每月1400.00元。"),
    vector("TV-E16", REFUSE, NO_PERSON, "LA-14", facts={}, person=COMPANY, matter=facts_pb2.MATTER_OUTSIDE_SCOPE),
    vector("TV-E16 in a matter within the scope", REFUSE, NO_PERSON, "LA-14", facts={}, person=COMPANY),
    vector("TV-E16 for a person", REFUSE, OUTSIDE, "LA-14", facts={}, matter=facts_pb2.MATTER_OUTSIDE_SCOPE),
    vector("TV-E18", REFUSE, ABOVE, "LA-14", facts=household(1, "50,000.00"), matter=COMPENSATION,
           figures="核查收入每月50000.00元，1人；相应标准为每月1400.00元。"),
    # The other side of a vector: what would be if the fact that decides it were otherwise.
    vector("against TV-E05: no household member", REFUSE, ABOVE, "LA-24", "E-15", matter=facts_pb2.MATTER_MAINTENANCE,
           facts=household(2, "6,900.00", own_income_fen=90_000),
           figures="核查收入每月6900.00元，2人；相应标准为每月2800.00元。"),
    vector("against TV-E07: no proof", REFUSE, ABOVE, "LA-28", "LA-29", facts=household(1, "9,000.00", **MIGRANT),
           figures="核查收入每月9000.00元，1人；相应标准为每月1400.00元。"),
    vector("against TV-E18: after an acquittal", GRANT, ("NO_MEANS_CONDITION", "LA-15"), "LA-15",
           facts=household(1, "50,000.00"), matter=facts_pb2.MATTER_COMPENSATION_AFTER_ACQUITTAL),
]  # fmt: skip
ROWS = [pytest.param(row, id=row.id, marks=pytest.mark.rule(*row.rules)) for row in VECTORS]
REFUSALS = [row for row, param in zip(ROWS, VECTORS, strict=True) if param.outcome == REFUSE]


def decision_on(counter: Counter, row: Vector) -> decision_pb2.Decision:
    facts = {"income_period": MONTH, **row.facts}
    received = counter.receive(applicant=applicant(**row.person), matter=row.matter, means=means(**facts))
    return counter.decide(received.name).decision


@pytest.mark.parametrize("row", ROWS)
def test_the_decision_is_the_books_with_its_rule_and_its_figures(counter: Counter, row: Vector) -> None:
    decision = decision_on(counter, row)
    assert decision_pb2.Outcome.Name(decision.outcome) == f"OUTCOME_{row.outcome}"
    assert [(reason.code, reason.rule_id) for reason in decision.reasons] == [row.reason]
    assert tuple(parameter.key for parameter in decision.parameters) == row.parameters
    figures = [line for line in decision.text.split("\n") if line.startswith("核查收入")]
    assert figures == ([row.figures] if row.figures else [])


@pytest.mark.rule("LA-02")
@pytest.mark.parametrize("row", REFUSALS)
def test_a_refusal_offers_free_consultation(counter: Counter, row: Vector) -> None:
    assert any("免费法律咨询" in remedy for remedy in decision_on(counter, row).remedies)


ON_APPLICATION = [
    facts_pb2.MATTER_CRIMINAL_DEFENCE, facts_pb2.MATTER_CRIMINAL_VICTIM, facts_pb2.MATTER_PRIVATE_PROSECUTION,
    facts_pb2.MATTER_CRIMINAL_CIVIL_CLAIM, facts_pb2.MATTER_RETRIAL,
]  # fmt: skip


@pytest.mark.rule("LA-10", "LA-16", "LA-20")
@pytest.mark.parametrize("matter", ON_APPLICATION, ids=facts_pb2.Matter.Name)
@pytest.mark.parametrize(("yuan", "outcome", "reason"), [("1,400.00", GRANT, WITHIN), ("1,400.01", REFUSE, ABOVE)])
def test_criminal_cases_and_retrials_on_application_ask_for_hardship(
    counter: Counter, matter: facts_pb2.Matter.ValueType, yuan: str, outcome: str, reason: tuple[str, str]
) -> None:
    decision = decision_on(counter, vector("", outcome, reason, facts=household(1, yuan), matter=matter))
    assert decision_pb2.Outcome.Name(decision.outcome) == f"OUTCOME_{outcome}"
    assert [(one.code, one.rule_id) for one in decision.reasons] == [reason]


@pytest.mark.parametrize("row", ROWS)
def test_every_reason_names_rule_and_provision(counter: Counter, row: Vector) -> None:
    reasons = decision_on(counter, row).reasons
    assert all(reason.rule_id.startswith("LA-") and reason.citation and reason.text for reason in reasons)


@pytest.mark.rule("LA-12", "LA-13", "E-10")
@pytest.mark.parametrize("procedure", [pytest.param(notice_pb2.PROCEDURE_ORDINARY, id="TV-E12")])
def test_a_notified_defendant_is_neither_tested_nor_refused(counter: Counter, procedure: int) -> None:
    taken = department(counter.door).send(
        counter.institution, category=notice_pb2.NOTICE_CATEGORY_DISCRETIONARY, procedure=procedure
    )
    assert (notice_state(taken), taken.mandatory) == ("RECEIVED", False)
    assert list(taken.allowed_actions) == ["assign", "query"]
    held = counts(counter.door.service)
    assert (held["application"], held["decision"]) == (0, 0)


@pytest.mark.rule("LA-03", "E-17")
@pytest.mark.parametrize("right", [pytest.param("990103", id="TV-E14")])
def test_who_applies_where_he_lives_is_referred_to_the_place_of_the_authority(door: Door, right: str) -> None:
    home, competent = open_counter(door), open_counter(door, "坪法援", right)
    filed = home.receive(place=place(right))
    answer = refused(lambda: home.decide(filed.name))
    assert (answer.reason, answer.metadata["competent"], answer.metadata["rules"]) == ("WRONG_PLACE", right, "LA-03")
    referred = act(home, "refer", filed.name)
    assert (state_of(referred), list(referred.referred_divisions)) == ("REFERRED", [right])
    assert state_of(competent.decide(competent.receive(place=place(right)).name)) == "GRANTED"
