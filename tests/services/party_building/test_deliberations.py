"""Party lead and management deliberate; a decision in these matters without a record is flagged (PB-29)."""

from __future__ import annotations

from functools import partial
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import deliberation_pb2 as pb

from services.party_building.domain.deliberation import DeliberationMatter
from tests.doors import HOME, refused
from tests.services.party_building.registry import Registry, new_name

AWARD, HIRING = pb.DELIBERATION_MATTER_AWARD, pb.DELIBERATION_MATTER_HIRING


@pytest.fixture
def office(registry: Registry) -> str:
    """An office that this service covers, in whose register nobody is new."""
    name = new_name("offices")
    registry.staff(name)
    return name


def deliberate(registry: Registry, office: str, **changes: Any) -> pb.Deliberation:
    fields: dict[str, Any] = {
        "office": office, "kind": pb.DELIBERATION_KIND_MAJOR_MATTER, "matter": AWARD,
        "deliberated_date": "2026-06-12", "subject": "年度评先推优人选", "party_lead": pb.LEAD_PRESENCE_SAT_IN,
        "party_view": "同意提名", "management_view": "拟提名两人", "document_number": "会商纪要1号", **changes,
    }  # fmt: skip
    made: pb.Deliberation = registry.call("CreateDeliberation", deliberation=pb.Deliberation(**fields))
    return made


def decide(registry: Registry, office: str, **changes: Any) -> pb.OfficeDecision:
    fields: dict[str, Any] = {
        "office": office, "matter": AWARD, "decided_date": "2026-06-12", "subject": "年度评先推优",
        "document_number": "决定1号", **changes,
    }  # fmt: skip
    made: pb.OfficeDecision = registry.call("CreateOfficeDecision", office_decision=pb.OfficeDecision(**fields))
    return made


def flagged(registry: Registry, **wanted: Any) -> list[str]:
    return [one.name for one in registry.call("ListOfficeDecisions", flagged=True, **wanted).office_decisions]


def attach(registry: Registry, decision: str, deliberation: str, **fields: Any) -> pb.OfficeDecision:
    asked = {"name": decision, "deliberation": deliberation, **fields}
    done: pb.OfficeDecision = registry.call("AttachDeliberation", **asked).office_decision
    return done


def test_the_matters_are_those_of_the_book() -> None:
    assert {matter.name for matter in DeliberationMatter} == {
        "CASE_OR_INCIDENT", "AWARD", "ANNUAL_ASSESSMENT", "CONFLICT_REVIEW", "COMPLAINT_DISCIPLINE", "HIRING",
        "TRAINING", "PARTNER_PROMOTION", "ETHICS", "OTHER_MAJOR",
    }  # fmt: skip


@pytest.mark.rule("PB-29")
def test_a_decision_without_a_deliberation_is_flagged_until_its_record_is_found(
    registry: Registry, office: str
) -> None:
    held = deliberate(registry, office)
    good, bad = decide(registry, office, deliberation=held.name), decide(registry, office)
    assert ((good.flagged, bad.flagged), flagged(registry)) == ((False, True), [bad.name])
    done = attach(registry, bad.name, held.name, etag=bad.etag)
    assert ((done.flagged, done.deliberation), flagged(registry)) == ((False, held.name), [])
    assert refused(lambda: attach(registry, bad.name, held.name)).reason == "ACTION_NOT_ALLOWED"
    stale = refused(lambda: attach(registry, bad.name, held.name, etag=bad.etag))
    assert (stale.code, stale.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


@pytest.mark.rule("PB-29")
@pytest.mark.parametrize("what", ["later", "another matter", "another office", "unknown"])
def test_what_was_said_afterwards_or_about_something_else_is_no_deliberation(
    registry: Registry, office: str, what: str
) -> None:
    other = new_name("offices")
    registry.staff(other)
    made = decide(registry, office)
    unfit = {
        "later": lambda: deliberate(registry, office, deliberated_date="2026-06-13").name,
        "another matter": lambda: deliberate(registry, office, matter=HIRING).name,
        "another office": lambda: deliberate(registry, other).name,
        "unknown": lambda: new_name("deliberations"),
    }[what]()
    assert refused(lambda: attach(registry, made.name, unfit)).reason == "DELIBERATION_UNFIT"
    assert refused(lambda: decide(registry, office, deliberation=unfit)).reason == "DELIBERATION_UNFIT"


@pytest.mark.rule("PB-29")
def test_a_hiring_that_grassroots_offices_tells_is_flagged(registry: Registry, office: str) -> None:
    registry.practise(new_name("practitioners"), office, day="2026-06-14")
    registry.practise(new_name("practitioners"), office, day="2026-06-15")
    assert flagged(registry) == []
    hired = new_name("practitioners")
    registry.practise(hired, office, day="2026-06-16")
    (found,) = registry.call("ListOfficeDecisions", matter=HIRING, flagged=True).office_decisions
    assert (found.office, found.source, found.decided_date) == (office, hired, "2026-06-16")
    held = deliberate(registry, office, matter=HIRING)
    assert not attach(registry, found.name, held.name).flagged


@pytest.mark.rule("PB-29")
def test_a_hold_that_ends_or_a_leaving_is_no_hiring_but_a_move_is(registry: Registry, office: str) -> None:
    def tell(day: str, **fields: Any) -> None:
        registry.hear(offices_pb.PracticeStatusChanged(
            subject=new_name("practitioners"), division=HOME, from_date=day, **fields,
        ), "practitioners/1")  # fmt: skip

    active, held = offices_pb.PRACTICE_STATUS_ACTIVE, offices_pb.PRACTICE_STATUS_ON_HOLD
    tell("2026-06-16", status=active, previous_status=held, office=office)
    tell("2026-06-16", status=offices_pb.PRACTICE_STATUS_UNATTACHED, previous_status=active, former_office=office)
    assert flagged(registry) == []
    tell("2026-06-16", status=active, previous_status=active, office=office, former_office=new_name("offices"))
    assert len(flagged(registry)) == 1


@pytest.mark.rule("PB-29")
def test_who_becomes_a_partner_was_decided_on(registry: Registry, office: str) -> None:
    director, partner, other = (new_name("practitioners") for _ in range(3))
    registry.lead(office, director, partner, day="2026-06-16")
    assert flagged(registry) == []
    registry.lead(office, partner, director, other, day="2026-06-17")
    (found,) = registry.call("ListOfficeDecisions", flagged=True).office_decisions
    assert (found.matter, found.source, found.decided_date) == (
        pb.DELIBERATION_MATTER_PARTNER_PROMOTION, other, "2026-06-17",
    )  # fmt: skip
    registry.lead(office, partner, other, day="2026-06-18")
    assert len(flagged(registry)) == 1


def assess(registry: Registry, subject: str, *, year: int = 2025, day: str = "2026-06-16") -> str:
    """grassroots_offices tells a final grade."""
    name = new_name("assessments")
    registry.hear(offices_pb.AssessmentGraded(
        assessment=name, subject=subject, division=HOME, year=year, grade=offices_pb.ASSESSMENT_GRADE_COMPETENT,
        final_date=day,
    ), subject)  # fmt: skip
    return name


@pytest.mark.rule("PB-29")
def test_the_assessment_of_a_year_is_one_decision_that_wants_a_deliberation(registry: Registry, office: str) -> None:
    people = [new_name("practitioners") for _ in range(2)]
    for one in people:
        registry.practise(one, office)
    first = assess(registry, people[0])
    for subject in (*people, office):
        assess(registry, subject, day="2026-06-20")
    assess(registry, people[1], year=2026)
    matter = pb.DELIBERATION_MATTER_ANNUAL_ASSESSMENT
    found, later = registry.call("ListOfficeDecisions", matter=matter, flagged=True).office_decisions
    assert (found.office, found.source, found.assessed_year, found.decided_date, found.subject) == (
        office, first, 2025, "2026-06-16", "2025年度考核",
    )  # fmt: skip
    assert later.assessed_year == 2026
    held = deliberate(registry, office, matter=pb.DELIBERATION_MATTER_ANNUAL_ASSESSMENT)
    assert not attach(registry, found.name, held.name).flagged


@pytest.mark.rule("PB-29")
def test_an_assessment_of_nobody_here_or_from_before_this_register_is_no_decision(
    registry: Registry, office: str
) -> None:
    assess(registry, office, day="2026-06-10")
    for subject in (new_name("offices"), new_name("practitioners")):
        assess(registry, subject)
    assert flagged(registry) == []


@pytest.mark.rule("P-06", "PB-29")
def test_a_deliberation_is_entered_in_time_or_with_a_reason(registry: Registry, office: str) -> None:
    late = refused(lambda: deliberate(registry, office, deliberated_date="2026-05-01"))
    assert late.reason == "ENTRY_REASON_MISSING"
    assert deliberate(registry, office, deliberated_date="2026-05-01", entry_reason="补录").late
    ahead = refused(lambda: deliberate(registry, office, deliberated_date="2026-06-16"))
    assert ahead.violations == {"deliberation.deliberated_date": "DATE_IN_FUTURE"}
    assert refused(lambda: deliberate(registry, new_name("offices"))).reason == "OFFICE_UNKNOWN"


def test_another_county_sees_neither_deliberations_nor_decisions(registry: Registry, office: str) -> None:
    held, made = deliberate(registry, office), decide(registry, office)
    neighbour = registry.door.person("supervision_officer", divisions=("990103",))
    for rpc, name in (("GetDeliberation", held.name), ("GetOfficeDecision", made.name)):
        hidden = refused(partial(registry.call, rpc, neighbour, name=name))
        assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListDeliberations", neighbour).deliberations == []
    assert registry.call("ListOfficeDecisions", neighbour).office_decisions == []
    assert [one.name for one in registry.call("ListDeliberations", office=office, matter=AWARD).deliberations] == [
        held.name
    ]
