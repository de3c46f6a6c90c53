"""Who may handle what: LA-50 to LA-53 through the door."""

from __future__ import annotations

from typing import Any, TypeAlias

import pytest
from sifa.legal_aid.v1 import handler_pb2 as pb
from sifa.legal_aid.v1 import handler_service_pb2

from tests.doors import Door
from tests.services.legal_aid.providers import (
    BODY,
    HANDLERS,
    INSTITUTION,
    LAW_FIRM,
    LAWYER,
    OFFICE,
    OLD,
    PRACTITIONER,
    STAFF,
    VOLUNTEER,
    HandlerKind,
    UnitKind,
    handler,
    unit,
)

CaseType: TypeAlias = pb.CaseType.ValueType
Penalty: TypeAlias = pb.PossiblePenalty.ValueType
DEFENCE, CIVIL = pb.CASE_TYPE_CRIMINAL_DEFENCE, pb.CASE_TYPE_CIVIL


def obstacles(door: Door, who: pb.Handler, case_type: CaseType, **said: Any) -> list[tuple[str, str]]:
    request = handler_service_pb2.CheckQualificationRequest(name=who.name, case_type=case_type, **said)
    reply = door.call(HANDLERS["CheckQualification"], request, door.person("legal_aid_clerk"))
    assert reply.qualified == (not reply.obstacles)
    assert all(one.citation and one.text for one in reply.obstacles)
    return [(one.reason, one.rule_id) for one in reply.obstacles]


@pytest.mark.rule("LA-51")
@pytest.mark.parametrize(("day", "found"), [("2026-11-20", [("DEFENCE_YEARS_SHORT", "LA-51")]), ("2026-11-21", [])])
@pytest.mark.parametrize(
    "penalty", [pb.POSSIBLE_PENALTY_LIFE, pb.POSSIBLE_PENALTY_DEATH, pb.POSSIBLE_PENALTY_DEATH_REVIEW]
)
def test_three_years_of_defence_exactly_are_enough(door: Door, day: str, found: list[Any], penalty: Penalty) -> None:
    """TV-A01."""
    who = handler(door, unit(door), criminal_defence_since=OLD)
    assert obstacles(door, who, DEFENCE, possible_penalty=penalty, assigned_date=day) == found
    assert obstacles(door, who, DEFENCE, assigned_date=day) == []


@pytest.mark.rule("LA-52", "LA-53")
def test_a_minors_case_needs_the_tag_and_a_grave_one_both(door: Door) -> None:
    """TV-A02: five years of defence, no tag; and without either both rules stand in the way."""
    grave = {"minor": True, "possible_penalty": pb.POSSIBLE_PENALTY_LIFE, "assigned_date": "2026-11-21"}
    firm = unit(door)
    old = handler(door, firm, criminal_defence_since="2021-11-21")
    assert obstacles(door, old, DEFENCE, **grave) == [("JUVENILE_TAG_MISSING", "LA-52")]
    assert obstacles(door, handler(door, firm, number=2), DEFENCE, **grave) == [
        ("DEFENCE_YEARS_SHORT", "LA-51"), ("JUVENILE_TAG_MISSING", "LA-52"),
    ]  # fmt: skip
    tag = pb.JuvenileTag(issuer="示范区律师协会", issued_date="2024-01-02")
    both = handler(door, firm, number=3, criminal_defence_since=OLD, juvenile_tag=tag)
    assert obstacles(door, both, DEFENCE, **grave) == []
    assert obstacles(door, both, DEFENCE, minor=True, assigned_date="2024-01-01") == [("JUVENILE_TAG_MISSING", "LA-52")]
    assert obstacles(door, both, DEFENCE, minor=True, assigned_date="2024-01-02") == []
    assert obstacles(door, old, CIVIL, minor=True) == []


@pytest.mark.rule("LA-50")
@pytest.mark.parametrize(
    ("kind", "of", "case_type", "notified", "found"),
    [
        (PRACTITIONER, OFFICE, DEFENCE, False, ["LAWYER_REQUIRED"]),
        (PRACTITIONER, OFFICE, pb.CASE_TYPE_CRIMINAL_REPRESENTATION, False, ["NO_CRIMINAL_BUSINESS"]),
        (PRACTITIONER, OFFICE, CIVIL, False, []),
        (PRACTITIONER, OFFICE, CIVIL, True, ["LAWYER_REQUIRED"]),
        (STAFF, INSTITUTION, DEFENCE, False, ["LAWYER_REQUIRED"]),
        (STAFF, INSTITUTION, pb.CASE_TYPE_CRIMINAL_REPRESENTATION, False, []),
        (STAFF, INSTITUTION, pb.CASE_TYPE_LABOUR_MEDIATION_ARBITRATION, False, []),
        (VOLUNTEER, BODY, CIVIL, False, ["VOLUNTEER"]),
        (VOLUNTEER, BODY, DEFENCE, True, ["VOLUNTEER"]),
        (LAWYER, INSTITUTION, DEFENCE, True, []),
        (LAWYER, LAW_FIRM, pb.CASE_TYPE_COMPULSORY_MEDICAL, True, []),
    ],
)
def test_who_may_handle_what(
    door: Door,
    kind: HandlerKind,
    of: UnitKind,
    case_type: CaseType,
    *,
    notified: bool,
    found: list[str],
) -> None:
    """TV-A03 is the first row."""
    who = handler(door, unit(door, of), kind)
    assert [reason for reason, _ in obstacles(door, who, case_type, notified=notified)] == found
