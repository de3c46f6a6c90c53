"""What an office must have follows from who practises there, what it has from whose relation is there (PB-06)."""

from __future__ import annotations

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2
from sifa.party_building.v1 import coverage_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.deadline_jobs import watch_deadlines
from services.party_building.handlers.coverage import tell_overdue
from services.party_building.persistence.coverage import load_coverage
from tests.doors import HOME, refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import ACTIVIST, FORMAL, PROBATIONARY, Registry, new_name, on_day

MUST_FORM, MUST_JOIN = pb.COVERAGE_STATE_MUST_FORM_BRANCH, pb.COVERAGE_STATE_MUST_JOIN
MUST_INSTRUCT = pb.COVERAGE_STATE_MUST_HAVE_INSTRUCTOR
BRANCH, JOINT, INSTRUCTED = pb.COVERAGE_STATE_BRANCH, pb.COVERAGE_STATE_JOINT, pb.COVERAGE_STATE_INSTRUCTED


@pytest.fixture
def office() -> str:
    return new_name("offices")


def clock(found: pb.Coverage) -> tuple[str, str]:
    return found.deadline.kind, found.deadline.due_date


@pytest.mark.rule("PB-01", "PB-02", "PB-03", "PB-04")
@pytest.mark.parametrize(
    ("standings", "state", "kind", "due"),
    [
        pytest.param([FORMAL] * 3, MUST_FORM, "FORM_BRANCH", "2026-07-15", id="TV-P01"),
        pytest.param([FORMAL] * 2 + [PROBATIONARY] * 2, MUST_JOIN, "JOIN_BRANCH", "2026-07-15", id="TV-P02"),
        pytest.param([PROBATIONARY], MUST_JOIN, "JOIN_BRANCH", "2026-07-15", id="E-42"),
        pytest.param([ACTIVIST] * 2, MUST_INSTRUCT, "SEND_INSTRUCTOR", "2026-07-15", id="TV-P04"),
        pytest.param([], MUST_INSTRUCT, "SEND_INSTRUCTOR", "2026-07-15", id="nobody"),
    ],
)
def test_what_an_office_must_have(
    registry: Registry, office: str, standings: list[int], state: int, kind: str, due: str
) -> None:
    registry.staff(office, *standings)
    found = registry.coverage(office)
    assert (found.state, found.actual, clock(found)) == (state, 0, (kind, due))
    assert (found.formal_count, found.probationary_count, found.activist_count, found.practitioner_count) == (
        standings.count(FORMAL), standings.count(PROBATIONARY), standings.count(ACTIVIST), max(len(standings), 1),
    )  # fmt: skip


@pytest.mark.rule("PB-01", "PB-06")
def test_a_branch_of_three_covers_its_office(registry: Registry, office: str) -> None:
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    branch = registry.branch_of(office, members)
    found = registry.coverage(office)
    assert (found.state, found.organisation, found.attached_formal_count) == (BRANCH, branch.name, 3)
    assert not found.HasField("deadline")
    assert [span.state for span in found.spans] == [MUST_INSTRUCT, MUST_JOIN, MUST_FORM, BRANCH]
    assert [span.deadline.state for span in found.spans[1:3]] == [
        deadline_pb2.DEADLINE_STATE_CANCELLED, deadline_pb2.DEADLINE_STATE_MET,
    ]  # fmt: skip


@pytest.mark.rule("PB-06", "E-45")
@pytest.mark.parametrize("elsewhere", [pytest.param(1, id="TV-P12")])
def test_three_practise_here_and_one_belongs_elsewhere(registry: Registry, office: str, elsewhere: int) -> None:
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    proposed = registry.propose(office)
    registry.approve(proposed.name)
    for member in members[elsewhere:]:
        registry.bring(member.name, proposed.name)
    registry.elect(proposed.name, members[elsewhere].name)
    found = registry.coverage(office)
    assert (found.state, found.required, found.actual) == (MUST_FORM, pb.COVERAGE_FORM_BRANCH, 0)
    assert pb.COVERAGE_TASK_TRANSFER_RELATIONS in found.tasks
    assert (found.formal_count, found.attached_formal_count) == (3, 2)
    registry.bring(members[0].name, proposed.name)
    assert registry.coverage(office).state == BRANCH


@pytest.mark.rule("PB-01", "PB-02")
@pytest.mark.parametrize("left", [pytest.param(1, id="TV-P11")])
def test_a_branch_that_loses_its_third_member_is_adjusted(registry: Registry, office: str, left: int) -> None:
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    registry.branch_of(office, members)
    other = new_name("offices")
    registry.practise(members[2].practitioner, other, left=office, day="2026-06-15")
    transfer = registry.propose()
    registry.approve(transfer.name)
    registry.bring(members[2].name, transfer.name)
    found = registry.coverage(office)
    assert (found.state, clock(found)) == (MUST_JOIN, ("ADJUST_BRANCH", "2026-09-14"))
    assert found.formal_count == 3 - left
    assert registry.coverage(other).state == MUST_JOIN


@pytest.mark.rule("PB-02", "PB-05")
@pytest.mark.parametrize("offices", [pytest.param(3, id="TV-P07")])
def test_a_joint_branch_unites_offices_and_a_judicial_office(registry: Registry, offices: int) -> None:
    units = [new_name("offices") for _ in range(offices)]
    members = [registry.staff(unit, FORMAL)[0] for unit in units]
    station = new_name("judicialOffices")
    members.append(registry.enter_member(unit=station))
    joint = registry.propose(*units, station)
    registry.approve(joint.name)
    for member in members:
        registry.bring(member.name, joint.name)
    working = registry.elect(joint.name, members[0].name)
    assert (working.formal_count, len(working.units)) == (4, 4)
    assert {registry.coverage(unit).state for unit in units} == {JOINT}


@pytest.mark.rule("PB-04", "PB-05", "E-41")
@pytest.mark.parametrize("formal", [pytest.param(2, id="TV-P09")])
def test_probationary_members_do_not_make_a_joint_branch(registry: Registry, formal: int) -> None:
    units = [new_name("offices") for _ in range(2)]
    registry.staff(units[0], *[FORMAL] * formal)
    registry.staff(units[1], *[PROBATIONARY] * 3)
    joint = registry.propose(*units)
    found = refused(lambda: registry.approve(joint.name))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "FORMAL_TOO_FEW")
    assert refused(lambda: registry.approve(joint.name, exception_document="上级特批1号")).reason == "FORMAL_TOO_FEW"


@pytest.mark.rule("PB-03", "PB-33")
def test_an_instructor_covers_an_office_without_members(registry: Registry, office: str) -> None:
    registry.staff(office)
    general = registry.propose()
    green = registry.enter_member(PROBATIONARY, unit=new_name("judicialOffices"))
    formal = registry.enter_member(unit=new_name("judicialOffices"))

    def send(member: str) -> pb.Instructor:
        sent = pb.Instructor(
            office=office, member=member, sent_by=general.name, from_date="2026-06-12", document_number="选派1号"
        )
        made: pb.Instructor = registry.call("CreateInstructor", registry.superior, instructor=sent)
        return made

    assert refused(lambda: send(green.name)).reason == "INSTRUCTOR_UNFIT"
    there = send(formal.name)
    assert refused(lambda: send(formal.name)).reason == "INSTRUCTOR_THERE"
    assert registry.coverage(office).state == INSTRUCTED
    registry.call("EndInstructor", registry.superior, name=there.name, document_number="结束1号")
    assert registry.coverage(office).state == MUST_INSTRUCT


@pytest.mark.rule("PB-33")
def test_an_instructor_who_is_a_member_no_longer_covers_nothing(registry: Registry, office: str) -> None:
    registry.staff(office)
    general, formal = registry.propose(), registry.enter_member(unit=new_name("judicialOffices"))
    sent = pb.Instructor(
        office=office, member=formal.name, sent_by=general.name, from_date="2026-06-12", document_number="选派1号"
    )
    registry.call("CreateInstructor", registry.superior, instructor=sent)
    registry.call("EndMembership", registry.superior, name=formal.name, document_number="除名1号")
    assert registry.coverage(office).state == MUST_INSTRUCT


@pytest.mark.rule("PB-01")
def test_what_changes_is_told_by_counts_and_never_by_names(registry: Registry, office: str) -> None:
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    registry.branch_of(office, members)
    told = [(one.required, one.actual, one.reached) for one in registry.told("CoverageChanged") if one.office == office]
    assert told == [
        (pb.COVERAGE_FORM_INSTRUCTOR, 0, False), (pb.COVERAGE_FORM_JOINT, 0, False),
        (pb.COVERAGE_FORM_BRANCH, 0, False), (pb.COVERAGE_FORM_BRANCH, pb.COVERAGE_FORM_BRANCH, True),
    ]  # fmt: skip


@pytest.mark.rule("PB-01")
def test_what_is_overdue_is_told_once(registry: Registry, office: str, profile: Profile) -> None:
    registry.staff(office, FORMAL, FORMAL, FORMAL)
    with on_day(registry, profile, "2026-07-16") as later:
        service = later.door.service
        for job in (watch_deadlines, tell_overdue, tell_overdue):
            with service.database.write() as session:
                job(service.open_tx(session, principal=service.principal, cause="job"))
        told = [(one.office, one.due_date) for one in later.told("CoverageOverdue")]
        counts = later.call("GetCoverageStatistics")
    assert told == [(office, "2026-07-15")]
    assert [(one.state, one.office_count, one.overdue_count) for one in counts.counts] == [(MUST_FORM, 1, 1)]


def test_an_office_that_is_deregistered_is_covered_no_more(registry: Registry, office: str) -> None:
    registry.staff(office)
    registry.hear(events_pb2.PracticeStatusChanged(
        subject=office, division="990102", status=events_pb2.PRACTICE_STATUS_CANCELLED, from_date="2026-06-15",
    ), office)  # fmt: skip
    assert registry.call("ListCoverages").coverages == []
    assert registry.coverage(office).deadline.state == deadline_pb2.DEADLINE_STATE_CANCELLED


def test_another_county_sees_no_coverage(registry: Registry, office: str) -> None:
    registry.staff(office, FORMAL)
    neighbour = registry.door.person("supervision_officer", divisions=("990103",))
    name = office.replace("offices/", "coverages/")
    assert refused(lambda: registry.call("GetCoverage", neighbour, name=name)).code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListCoverages", neighbour).coverages == []
    with registry.door.service.database.read() as session:
        assert load_coverage(session, office) is not None


@pytest.mark.rule("PB-06")
def test_an_office_below_the_minimum_of_staff_is_looked_at_again(registry: Registry, office: str) -> None:
    registry.hear(events_pb2.OfficeStaffingChanged(
        office=office, division=HOME, practitioner_count=2, required_count=3, changed_date="2026-06-14",
    ), office)  # fmt: skip
    found = registry.coverage(office)
    assert (found.state, found.since_date) == (MUST_INSTRUCT, "2026-06-15")
    registry.hear(events_pb2.OfficeStaffingChanged(
        office=office, division=HOME, practitioner_count=1, required_count=3, changed_date="2026-06-15",
    ), office)  # fmt: skip
    assert registry.coverage(office) == found
