"""Who leads a branch and who should: the order, elections, committees (PB-07 to PB-10, PB-12)."""

from __future__ import annotations

import grpc
import pytest
from sifa.party_building.v1 import party_organisation_pb2 as pb

from tests.doors import refused
from tests.services.party_building.registry import FORMAL, PROBATIONARY, Registry, new_name

DEPUTY, ORGANISER = pb.POST_KIND_DEPUTY, pb.POST_KIND_ORGANISATION
PUBLICITY, DISCIPLINE = pb.POST_KIND_PUBLICITY, pb.POST_KIND_DISCIPLINE


@pytest.mark.rule("PB-07", "PB-10")
@pytest.mark.parametrize("formal", [pytest.param(3, id="TV-P01")])
def test_a_director_who_is_a_formal_member_is_the_secretary(registry: Registry, formal: int) -> None:
    office = new_name("offices")
    members = registry.staff(office, *[FORMAL] * formal)
    registry.lead(office, members[0].practitioner, members[1].practitioner)
    branch = registry.branch_of(office, members)
    (lead,) = branch.leads
    assert (lead.member, lead.tier, lead.first_tier, list(lead.eligible)) == (
        members[0].name, pb.SECRETARY_TIER_DIRECTOR, pb.SECRETARY_TIER_DIRECTOR, [members[0].name],
    )  # fmt: skip
    assert (list(branch.warnings), [one.kind for one in branch.deadlines]) == ([], [])
    committee = [(ORGANISER, members[1].name)]
    found = refused(lambda: registry.elect(branch.name, members[0].name, *committee))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "LEADERS_UNFIT")


@pytest.mark.rule("PB-07", "PB-08")
@pytest.mark.parametrize(
    ("director", "warning"),
    [
        pytest.param("nobody", [], id="TV-P05"),
        pytest.param("probationary", [pb.ORGANISATION_WARNING_DIRECTOR_PROBATIONARY], id="PB-08"),
    ],
)  # fmt: skip
def test_without_a_formal_director_a_partner_is_the_secretary(
    registry: Registry, director: str, warning: list[int]
) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    head = new_name("practitioners")
    if director == "probationary":
        head = registry.practising_member(office, PROBATIONARY).practitioner
    registry.lead(office, head, members[2].practitioner)
    branch = registry.branch_of(office, [members[2], *members[:2]])
    (lead,) = branch.leads
    assert (lead.member, lead.tier, list(lead.eligible)) == (
        members[2].name,
        pb.SECRETARY_TIER_MANAGER,
        [members[2].name],
    )
    assert list(branch.warnings) == warning


@pytest.mark.rule("PB-07")
def test_another_director_makes_the_branch_adjust_its_secretary(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    registry.lead(office, members[0].practitioner)
    branch = registry.branch_of(office, members)
    registry.lead(office, members[1].practitioner, day="2026-06-15")
    found = registry.organisation(branch.name)
    assert list(found.warnings) == [pb.ORGANISATION_WARNING_TIER_LOWER]
    assert [(one.kind, one.due_date) for one in found.deadlines] == [("ADJUST_SECRETARY", "2026-07-15")]
    adjusted = registry.elect(branch.name, members[1].name)
    assert (adjusted.state, list(adjusted.warnings)) == (pb.ORGANISATION_STATE_RE_ELECTED, [])
    assert [one.done_date for one in adjusted.deadlines] == ["2026-06-15"]


@pytest.mark.rule("PB-08", "PB-10")
def test_nobody_but_formal_members_of_the_branch_is_elected(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL, PROBATIONARY)
    stranger = registry.enter_member(unit=new_name("judicialOffices"))
    branch = registry.branch_of(office, members)
    assert refused(lambda: registry.elect(branch.name, members[3].name)).reason == "LEADER_UNFIT"
    assert refused(lambda: registry.elect(branch.name, stranger.name)).reason == "LEADER_UNFIT"
    twice = [(DEPUTY, members[1].name), (DEPUTY, members[2].name)]
    assert refused(lambda: registry.elect(branch.name, members[0].name, *twice)).reason == "LEADERS_UNFIT"


@pytest.mark.rule("PB-10")
@pytest.mark.parametrize("before", [pytest.param(6, id="TV-P10")])
def test_the_seventh_formal_member_asks_for_a_committee(registry: Registry, before: int) -> None:
    office = new_name("offices")
    members = registry.staff(office, *[FORMAL] * before)
    branch = registry.branch_of(office, members)
    assert pb.ORGANISATION_WARNING_COMMITTEE_MISSING not in branch.warnings
    (seventh,) = registry.staff(office, FORMAL)
    registry.bring(seventh.name, branch.name)
    assert pb.ORGANISATION_WARNING_COMMITTEE_MISSING in registry.organisation(branch.name).warnings
    assert refused(lambda: registry.elect(branch.name, members[0].name)).reason == "LEADERS_UNFIT"
    posts = [(ORGANISER, members[1].name), (PUBLICITY, members[2].name), (DISCIPLINE, members[1].name)]
    elected = registry.elect(branch.name, members[0].name, *posts)
    assert pb.ORGANISATION_WARNING_COMMITTEE_MISSING not in elected.warnings


@pytest.mark.rule("PB-12")
def test_each_office_of_a_joint_branch_names_its_lead(registry: Registry) -> None:
    units = [new_name("offices") for _ in range(3)]
    members = [registry.staff(unit, FORMAL)[0] for unit in units]
    registry.lead(units[1], members[1].practitioner)
    joint = registry.propose(*units)
    registry.approve(joint.name)
    for member in members:
        registry.bring(member.name, joint.name)
    posts = [(pb.POST_KIND_LEAD, members[1].name)]
    working = registry.elect(joint.name, members[2].name, *posts)
    assert [(lead.unit, lead.member) for lead in working.leads] == [
        (units[0], ""),
        (units[1], members[1].name),
        (units[2], ""),
    ]
    assert pb.ORGANISATION_WARNING_TIER_LOWER in working.warnings


@pytest.mark.rule("PB-09")
def test_a_secretary_of_less_than_a_year_is_worth_a_look(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL)
    new = registry.practising_member(office, FORMAL, joined_date="2025-07-01", formal_date="2026-06-01")
    branch = registry.branch_of(office, [new, *members])
    assert list(branch.warnings) == [pb.ORGANISATION_WARNING_SECRETARY_NEW]
