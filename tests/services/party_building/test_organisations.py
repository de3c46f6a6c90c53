"""Party organisations: what they may unite, who leads, terms, the tree on a day, the six haves (PB-05 to PB-17)."""

from __future__ import annotations

import grpc
import pytest
from sifa.party_building.v1 import party_organisation_pb2 as pb

from chassis.kernel.errors import RuleViolated
from services.party_building.domain.composition import (
    Composition,
    CompositionLimits,
    OrganisationKind,
    refuse_composition,
)
from services.party_building.domain.organisation import MOVES, STANDING, OrganisationState
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day

LIMITS = CompositionLimits(least_formal=3, most_units=5, most_members=50)
_S = OrganisationState


def test_the_moves_are_those_of_the_book() -> None:
    at_work = {"recordElection", "extendTerm", "merge", "dissolve", "changeUnits", "move", "recordHaves", "grade"}
    assert {state: set(moves) for state, moves in MOVES.items()} == {
        _S.PROPOSED: {"approve"}, _S.APPROVED: {"recordElection"}, **dict.fromkeys(STANDING, at_work),
        _S.MERGED: set(), _S.DISSOLVED: set(),
    }  # fmt: skip
    assert MOVES[_S.APPROVED]["recordElection"] == {_S.ACTIVE}
    assert {MOVES[state]["recordElection"] for state in STANDING} == {frozenset({_S.RE_ELECTED})}
    assert {MOVES[state]["extendTerm"] for state in STANDING} == {frozenset({_S.EXTENSION_APPROVED})}


@pytest.mark.rule("PB-05", "E-43")
@pytest.mark.parametrize(
    ("units", "formal", "probationary", "document", "reason"),
    [
        (5, 3, 0, "", ""), (6, 3, 0, "", "UNITS_TOO_MANY"), (6, 3, 0, "批复1号", ""),
        (5, 2, 9, "批复1号", "FORMAL_TOO_FEW"), (2, 50, 0, "", ""), (2, 50, 1, "", "MEMBERS_TOO_MANY"),
        (2, 50, 1, "批复1号", ""), (2, 3, 48, "", "MEMBERS_TOO_MANY"),
    ],
)  # fmt: skip
def test_what_a_joint_branch_may_unite(units: int, formal: int, probationary: int, document: str, reason: str) -> None:
    composition = Composition(
        kind=OrganisationKind.JOINT_BRANCH, unit_count=units, formal_count=formal, probationary_count=probationary,
        exception_document=document,
    )  # fmt: skip
    if not reason:
        refuse_composition(composition, LIMITS)
        return
    with pytest.raises(RuleViolated) as caught:
        refuse_composition(composition, LIMITS)
    assert caught.value.reason == reason


@pytest.mark.rule("PB-11")
def test_a_term_is_due_ninety_days_before_its_end_by_itself(registry: Registry, profile: Profile) -> None:
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    assert (branch.term_end, branch.state) == ("2029-06-15", pb.ORGANISATION_STATE_ACTIVE)
    states = {}
    for day in ("2029-03-16", "2029-03-17", "2029-06-16"):
        with on_day(registry, profile, day) as later:
            found = later.organisation(branch.name)
            states[day] = (found.state, pb.ORGANISATION_WARNING_TERM_OVER in found.warnings)
    due = pb.ORGANISATION_STATE_TERM_DUE
    assert states == {
        "2029-03-16": (pb.ORGANISATION_STATE_ACTIVE, False), "2029-03-17": (due, False), "2029-06-16": (due, True),
    }  # fmt: skip
    no_longer = refused(lambda: registry.change("ExtendTerm", branch.name, term_end="2029-06-15"))
    assert no_longer.reason == "TERM_NOT_LONGER"
    extended = registry.change("ExtendTerm", branch.name, term_end="2029-12-15")
    assert (extended.state, extended.term_end) == (pb.ORGANISATION_STATE_EXTENSION_APPROVED, "2029-12-15")


@pytest.mark.rule("PB-40")
def test_the_tree_is_told_as_it_stood_on_a_day(registry: Registry, profile: Profile) -> None:
    heads = [registry.propose(), registry.propose()]
    secretary = registry.enter_member(unit=new_name("judicialOffices"))
    for head in heads:
        registry.approve(head.name)
        registry.elect(head.name, secretary.name)
    child = registry.propose(parent=heads[0].name)
    registry.approve(child.name)
    registry.elect(child.name, secretary.name)
    with on_day(registry, profile, "2026-08-03") as later:
        moved = later.change("MovePartyOrganisation", child.name, parent=heads[1].name)
        assert moved.parent == heads[1].name
        circle = refused(lambda: later.change("MovePartyOrganisation", heads[1].name, parent=child.name))
        assert circle.reason == "PARENT_UNKNOWN"
        parents = {
            day: {node.name: node.version.parent for node in later.call("GetOrganisationTree", as_of_date=day).nodes}
            for day in ("2026-06-14", "2026-06-15", "2026-08-02", "2026-08-03")
        }
    before = {heads[0].name: "", heads[1].name: "", child.name: heads[0].name}
    assert parents == {
        "2026-06-14": {}, "2026-06-15": before, "2026-08-02": before,
        "2026-08-03": {**before, child.name: heads[1].name},
    }  # fmt: skip


@pytest.mark.rule("PB-06")
def test_members_go_with_a_merger_and_hinder_a_dissolution(registry: Registry) -> None:
    offices = [new_name("offices") for _ in range(2)]
    staff = [registry.staff(office, FORMAL, FORMAL, FORMAL) for office in offices]
    first, second = (registry.branch_of(*pair) for pair in zip(offices, staff, strict=True))
    remain = refused(lambda: registry.change("DissolvePartyOrganisation", first.name))
    assert remain.reason == "MEMBERS_REMAIN"
    merged = registry.change("MergePartyOrganisation", first.name, into=second.name)
    assert (merged.state, list(merged.allowed_actions)) == (pb.ORGANISATION_STATE_MERGED, [])
    assert registry.organisation(second.name).formal_count == 6
    found = registry.coverage(offices[0])
    assert (found.formal_count, found.actual, found.organisation) == (3, 0, "")


@pytest.mark.rule("PB-02")
def test_a_unit_belongs_to_one_branch_at_a_time(registry: Registry) -> None:
    units = [new_name("offices") for _ in range(4)]
    for unit in units:
        registry.staff(unit, FORMAL)
    joint = registry.propose(*units[:3])
    registry.approve(joint.name)
    assert refused(lambda: registry.propose(units[2], units[3])).reason == "UNIT_TAKEN"
    members = [one for unit in units for one in registry.call("ListMembers", unit=unit).members]
    for member in members[:3]:
        registry.bring(member.name, joint.name)
    registry.elect(joint.name, members[0].name)
    two = refused(lambda: registry.change("ChangeUnits", joint.name, units=units[:2]))
    assert two.reason == "FORMAL_TOO_FEW"
    wider = registry.change("ChangeUnits", joint.name, units=units)
    assert list(wider.units) == units
    wider = registry.change("ChangeUnits", joint.name, units=units[1:])
    assert registry.propose(units[0]).units == [units[0]]


@pytest.mark.parametrize(
    ("kind", "count"),
    [(pb.ORGANISATION_KIND_BRANCH, 2), (pb.ORGANISATION_KIND_JOINT_BRANCH, 1), (pb.ORGANISATION_KIND_COMMITTEE, 1)],
)
def test_a_branch_has_one_unit_a_joint_branch_several_and_others_none(
    registry: Registry, kind: int, count: int
) -> None:
    units = [new_name("offices") for _ in range(count)]
    found = refused(lambda: registry.propose(*units, kind=kind))
    assert found.violations == {"party_organisation.units": "UNITS_UNFIT"}


@pytest.mark.rule("PB-16")
def test_the_standard_is_reached_while_all_six_are_valid(registry: Registry, profile: Profile) -> None:
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    looks = [
        pb.HaveCheck(have=number, present=True, evidence="照片1号", checked_date="2026-06-12", valid_until="2026-12-31")
        for number in pb.Have.values()[1:]
    ]  # fmt: skip
    bare = pb.HaveCheck(have=pb.HAVE_FLAG, present=True, checked_date="2026-06-12")
    assert (
        refused(lambda: registry.change("RecordHaves", branch.name, registry.clerk, haves=[bare])).reason
        == "EVIDENCE_MISSING"
    )
    assert not registry.change("RecordHaves", branch.name, registry.clerk, haves=looks[:5]).standard_reached
    assert registry.change("RecordHaves", branch.name, registry.clerk, haves=looks[5:]).standard_reached
    with on_day(registry, profile, "2027-01-04") as later:
        assert not later.organisation(branch.name).standard_reached


@pytest.mark.rule("PB-17")
def test_grades_are_kept_with_their_papers(registry: Registry) -> None:
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    for grade in (pb.ORGANISATION_GRADE_B, pb.ORGANISATION_GRADE_A):
        branch = registry.change("GradePartyOrganisation", branch.name, grade=grade)
    assert [(one.grade, one.document_number) for one in branch.grades] == [
        (pb.ORGANISATION_GRADE_B, "批复1号"), (pb.ORGANISATION_GRADE_A, "批复1号"),
    ]  # fmt: skip


def test_the_clerk_who_proposes_does_not_approve(registry: Registry) -> None:
    office = new_name("offices")
    registry.staff(office, FORMAL, FORMAL, FORMAL)
    proposed = registry.propose(office)
    found = refused(lambda: registry.change("ApprovePartyOrganisation", proposed.name, registry.clerk))
    assert (found.code, found.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING")
