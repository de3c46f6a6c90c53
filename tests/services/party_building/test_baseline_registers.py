"""Registers that are frozen once a year, cross-posting, and who is on the way into the Party (PB-18, PB-36, PB-39)."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import baseline_register_pb2 as pb
from sifa.party_building.v1 import coverage_pb2, party_organisation_pb2

from services.party_building.domain.baseline_register import HEADINGS
from services.party_building.persistence.row import METADATA
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import (
    ACTIVIST,
    APPLICANT,
    FORMAL,
    PROBATIONARY,
    Registry,
    new_name,
    on_day,
)

NAME = "欧阳示例丙"


def finish(registry: Registry, **changes: Any) -> pb.BaselineRegister:
    fields: dict[str, Any] = {"division": HOME, "document_number": "底册1号", **changes}
    made: pb.BaselineRegister = registry.call("CreateBaselineRegister", baseline_register=pb.BaselineRegister(**fields))
    return made


@pytest.mark.rule("PB-18")
def test_a_register_shows_each_office_as_the_form_does(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL, full_name=NAME)
    registry.lead(office, members[0].practitioner)
    branch = registry.branch_of(office, members)
    registry.staff(office, PROBATIONARY, ACTIVIST)
    look = party_organisation_pb2.HaveCheck(
        have=party_organisation_pb2.HAVE_FLAG, present=True, evidence="照片1号", checked_date="2026-06-15"
    )
    registry.change("RecordHaves", branch.name, registry.clerk, haves=[look])
    registry.change("GradePartyOrganisation", branch.name, grade=party_organisation_pb2.ORGANISATION_GRADE_B)
    empty = new_name("offices")
    registry.staff(empty)
    made = finish(registry)
    assert (made.year, made.finished_date, made.due_date, made.late) == (2026, "2026-06-15", "2026-03-31", True)
    row, bare = made.rows
    assert row == pb.BaselineRow(
        office=office, practitioner_count=5, formal_count=3, probationary_count=1, activist_count=1,
        required=coverage_pb2.COVERAGE_FORM_BRANCH, actual=coverage_pb2.COVERAGE_FORM_BRANCH, organisation=branch.name,
        organisation_title=branch.display_name, secretary=members[0].name,
        tier=party_organisation_pb2.SECRETARY_TIER_DIRECTOR, term_end="2029-06-15",
        haves=[party_organisation_pb2.HAVE_FLAG], grade=party_organisation_pb2.ORGANISATION_GRADE_B, elsewhere_count=1,
    )  # fmt: skip
    assert (bare.office, bare.organisation, bare.required) == (empty, "", coverage_pb2.COVERAGE_FORM_INSTRUCTOR)
    sheet = list(csv.reader(io.StringIO(made.readable_text)))
    assert (tuple(sheet[0]), sheet[1][5], sheet[1][12], len(sheet)) == (HEADINGS, "单独支部", "党旗", 3)
    assert NAME not in made.readable_text
    with registry.door.service.database.read() as session:
        kept = repr([tuple(row) for row in session.execute(sa.select(METADATA.tables["baseline_register"]))])
    assert NAME not in kept


@pytest.mark.rule("PB-18")
def test_a_joint_branch_and_an_instructor_are_shown(registry: Registry) -> None:
    offices = [new_name("offices"), new_name("offices")]
    members = [*registry.staff(offices[0], FORMAL, FORMAL), *registry.staff(offices[1], FORMAL)]
    joint = registry.propose(*offices, display_name="=1+1联合党支部")
    registry.approve(joint.name)
    for member in members:
        registry.bring(member.name, joint.name)
    lead = (party_organisation_pb2.POST_KIND_LEAD, members[2].name)
    registry.elect(joint.name, members[0].name, lead)
    taught = new_name("offices")
    registry.staff(taught)
    sent = coverage_pb2.Instructor(
        office=taught, member=members[0].name, sent_by=joint.name, from_date="2026-06-15", document_number="选派1号"
    )
    instructor = registry.call("CreateInstructor", registry.superior, instructor=sent)
    rows = {row.office: row for row in finish(registry).rows}
    assert (rows[offices[1]].unit_count, rows[offices[1]].secretary) == (2, members[2].name)
    assert rows[offices[0]].secretary == ""
    assert rows[taught].instructor == instructor.name
    (listed,) = registry.call("ListBaselineRegisters").baseline_registers
    assert (len(listed.rows), listed.readable_text) == (0, "")
    whole = registry.call("GetBaselineRegister", name=listed.name).readable_text
    assert [row[7][:2] for row in csv.reader(io.StringIO(whole))][1:3] == ["'=", "'="]


@pytest.mark.rule("PB-18")
def test_an_office_that_a_branch_of_the_next_county_unites_is_shown_with_it(registry: Registry) -> None:
    """A joint branch may reach over the county's border."""
    far = replace(
        registry, clerk=registry.door.person("party_clerk", subject="next-clerk", divisions=("990103",)),
        superior=registry.door.person("party_secretary", subject="next-superior", divisions=("990103",)),
    )  # fmt: skip
    here, there = new_name("offices"), new_name("offices")
    ours = registry.staff(here, FORMAL)
    theirs = []
    for practitioner in (new_name("practitioners"), new_name("practitioners")):
        far.practise(practitioner, there, division="990103")
        theirs.append(far.enter_member(FORMAL, practitioner=practitioner, division="990103"))
    joint = far.propose(here, there, division="990103")
    far.approve(joint.name)
    for desk, members in ((registry, ours), (far, theirs)):
        for member in members:
            asked = {"member": member.name, "to_organisation": joint.name, "document_number": "转接申请1号"}
            name = desk.call("CreateRelationTransfer", relation_transfer=asked).name
            desk.call("StartRelationTransfer", name=name, letter_number="介绍信1号")
            far.call("ReceiveRelationTransfer", name=name, document_number="回执1号")
    far.elect(joint.name, theirs[0].name)
    (row,) = finish(registry).rows
    assert (row.office, row.organisation, row.unit_count, row.actual) == (
        here, joint.name, 2, coverage_pb2.COVERAGE_FORM_JOINT,
    )  # fmt: skip


@pytest.mark.rule("PB-18")
def test_there_is_one_register_a_year_and_it_is_never_changed(registry: Registry, profile: Profile) -> None:
    registry.staff(new_name("offices"), FORMAL)
    made = finish(registry)
    twice = refused(lambda: finish(registry))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "REGISTER_TAKEN")
    assert refused(lambda: finish(registry, division="990103")).reason == "DIVISION_OUT_OF_SCOPE"
    registry.staff(new_name("offices"), FORMAL)
    assert registry.call("GetBaselineRegister", name=made.name) == made
    with on_day(registry, profile, "2027-03-31") as later:
        following = finish(later)
    assert (following.year, following.late, len(following.rows)) == (2027, False, 2)


@pytest.mark.rule("PB-39")
def test_an_office_where_nobody_sits_on_both_sides_although_somebody_could_is_listed(registry: Registry) -> None:
    good, bad = new_name("offices"), new_name("offices")
    for office, secretary in ((good, 0), (bad, 1)):
        members = registry.staff(office, FORMAL, FORMAL, FORMAL)
        branch = registry.branch_of(office, [members[secretary], *members[:secretary], *members[secretary + 1 :]])
        registry.lead(office, members[0].practitioner)
        (found,) = [one for one in registry.call("ListCrossPostings").cross_postings if one.office == office]
        assert (found.organisation, found.listed) == (branch.name, bool(secretary))
        assert list(found.cross_posted) == ([] if secretary else [members[0].name])
    assert (list(found.eligible_for_branch), list(found.eligible_for_management)) == (
        [members[0].name], [members[1].name],
    )  # fmt: skip
    assert [one.office for one in registry.call("ListCrossPostings", listed=True).cross_postings] == [bad]


@pytest.mark.rule("PB-39")
def test_nothing_is_said_of_an_office_whose_management_is_not_known(registry: Registry) -> None:
    office = new_name("offices")
    registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    (found,) = registry.call("ListCrossPostings").cross_postings
    assert not found.listed


@pytest.mark.rule("PB-36")
def test_offices_with_nobody_on_the_way_are_listed(registry: Registry) -> None:
    full, none = new_name("offices"), new_name("offices")
    registry.staff(full, APPLICANT, ACTIVIST, ACTIVIST, FORMAL)
    registry.staff(none, FORMAL, PROBATIONARY)
    officer = registry.door.person("supervision_officer")
    lines = {one.office: one for one in registry.call("ListDevelopmentLines", officer).development_lines}
    counts = [(one.practitioner_count, one.applicant_count, one.activist_count, one.target_count,
               one.probationary_count, one.nobody) for one in (lines[full], lines[none])]  # fmt: skip
    assert counts == [(4, 1, 2, 0, 0, False), (2, 0, 0, 0, 1, True)]
    assert [one.office for one in registry.call("ListDevelopmentLines", nobody=True).development_lines] == [none]


def test_another_county_sees_no_register_and_no_list(registry: Registry) -> None:
    office = new_name("offices")
    registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL))
    made = finish(registry)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetBaselineRegister", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    for rpc, field in (("ListBaselineRegisters", "baseline_registers"), ("ListCrossPostings", "cross_postings"),
                       ("ListDevelopmentLines", "development_lines")):  # fmt: skip
        assert len(getattr(registry.call(rpc, neighbour), field)) == 0
