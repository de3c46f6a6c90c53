"""Members and those on the way: steps with their times, whom they concern, and who never learns a name (PB-36)."""

from __future__ import annotations

import itertools
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import member_pb2 as pb

from services.party_building.domain.member import MOVES, MemberStanding
from tests.doors import refused
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

TARGET, NONE = pb.MEMBER_STANDING_TARGET, pb.MEMBER_STANDING_NONE
NAME = "欧阳示例甲"


def advance(registry: Registry, member: pb.Member, **fields: Any) -> pb.Member:
    asked = {"name": member.name, "document_number": "会议记录1号", **fields}
    moved: pb.Member = registry.call("AdvanceMember", **asked).member
    return moved


def test_the_way_into_the_party_is_five_steps_and_everybody_may_leave_it() -> None:
    line, always = list(MemberStanding), {"end", "changeDuesBase"}
    assert {state: set(moves) for state, moves in MOVES.items()} == {
        **{state: {"advance", *always} for state in line[:4]}, MemberStanding.FORMAL: always,
        MemberStanding.NONE: set(),
    }  # fmt: skip
    assert all(moves["changeDuesBase"] == {state} for state, moves in MOVES.items() if moves)
    for before, after in itertools.pairwise(line[:5]):
        assert MOVES[before]["advance"] == {after}


@pytest.mark.rule("PB-36")
def test_somebody_walks_all_the_way(registry: Registry, profile: Profile) -> None:
    office = new_name("offices")
    cultivators = [member.name for member in registry.staff(office, FORMAL, FORMAL)]
    branch = registry.propose()
    member = registry.practising_member(office, APPLICANT)
    assert list(member.allowed_actions) == ["advance", "changeDuesBase", "end"]
    member = advance(registry, member, cultivators=cultivators)
    assert (member.standing, list(member.cultivators)) == (ACTIVIST, cultivators)
    early = refused(lambda: advance(registry, member))
    assert (early.reason, early.metadata["due_date"]) == ("STEP_TOO_EARLY", "2027-06-15")
    with on_day(registry, profile, "2027-06-15") as later:
        member = advance(later, member)
        nowhere = refused(lambda: advance(later, member, organisation=new_name("partyOrganisations")))
        assert nowhere.reason == "ORGANISATION_UNKNOWN"
        member = advance(later, member, organisation=branch.name)
        assert (member.standing, member.joined_date, member.organisation) == (PROBATIONARY, "2027-06-15", branch.name)
        assert refused(lambda: advance(later, member)).reason == "STEP_TOO_EARLY"
    with on_day(registry, profile, "2028-06-15") as later:
        member = advance(later, member)
        told = [(one.office, one.formal) for one in later.told("MemberStandingChanged") if one.member == member.name]
        assert later.coverage(office).formal_count == 3
    assert (member.standing, member.formal_date, list(member.allowed_actions)) == (
        FORMAL,
        "2028-06-15",
        ["changeDuesBase", "end"],
    )
    assert told == [(office, True)]


@pytest.mark.rule("PB-36")
@pytest.mark.parametrize("given", [0, 1, 3])
def test_an_activist_needs_two_formal_members_who_cultivate_him(registry: Registry, given: int) -> None:
    office = new_name("offices")
    formal = registry.staff(office, FORMAL, FORMAL, PROBATIONARY)
    member = registry.practising_member(office, APPLICANT)
    names = [one.name for one in formal][1 : 1 + given] if given < 3 else [formal[0].name, formal[2].name]
    assert refused(lambda: advance(registry, member, cultivators=names)).reason == "CULTIVATORS_UNFIT"


@pytest.mark.rule("PB-36", "PB-01")
def test_the_end_of_a_formal_member_is_told_and_counted(registry: Registry) -> None:
    office = new_name("offices")
    members = registry.staff(office, FORMAL, FORMAL, FORMAL)
    ended = registry.call("EndMembership", registry.superior, name=members[0].name, document_number="除名1号").member
    assert (ended.standing, ended.organisation, ended.relation_state) == (NONE, "", 0)
    assert registry.coverage(office).formal_count == 2
    (told,) = registry.told("MemberStandingChanged")
    assert (told.member, told.office, told.formal) == (members[0].name, office, False)


@pytest.mark.rule("P-06")
def test_a_late_entry_needs_its_reason(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    late: dict[str, Any] = {"name": member.name, "document_number": "除名1号", "happened_date": "2026-06-01"}
    assert refused(lambda: registry.call("EndMembership", registry.superior, **late)).reason == "ENTRY_REASON_MISSING"
    ended = registry.call("EndMembership", registry.superior, **late, entry_reason="会议记录晚到").member
    assert (ended.standings[-1].late, ended.standings[-1].from_date) == (True, "2026-06-01")


@pytest.mark.rule("P-07", "PB-18")
@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"standing": FORMAL, "formal_date": ""}, {"member.formal_date": "STANDING_DATES"}),
        ({"standing": APPLICANT, "formal_date": ""}, {"member.joined_date": "STANDING_DATES"}),
        (
            {"joined_date": "2026-06-16"},
            {"member.joined_date": "DATE_IN_FUTURE", "member.formal_date": "DATE_BEFORE_PREVIOUS"},
        ),
        ({"unit": ""}, {"member.unit": "UNIT_MISSING"}),
        ({"standing": NONE, "joined_date": "", "formal_date": ""}, {"member.standing": "STANDING_DATES"}),
    ],
)
def test_an_entry_that_does_not_fit_is_refused_with_every_fault(
    registry: Registry, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    fields = {"unit": new_name("judicialOffices"), "joined_date": "2015-07-01", "formal_date": "2016-07-01", **changes}
    assert refused(lambda: registry.enter_member(fields.pop("standing", FORMAL), **fields)).violations == faults


@pytest.mark.rule("PB-18")
def test_a_practitioner_is_entered_once_and_where_he_practises(registry: Registry) -> None:
    office = new_name("offices")
    (member,) = registry.staff(office, FORMAL)
    assert member.unit == office
    again = refused(lambda: registry.enter_member(practitioner=member.practitioner))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "MEMBER_TAKEN")
    other = new_name("practitioners")
    assert refused(lambda: registry.enter_member(practitioner=other)).reason == "PRACTITIONER_UNKNOWN"
    registry.practise(other, office)
    elsewhere: dict[str, Any] = {"practitioner": other, "unit": new_name("offices")}
    assert refused(lambda: registry.enter_member(**elsewhere)).reason == "UNIT_MISMATCH"


def test_whoever_was_one_may_be_entered_again(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    registry.call("EndMembership", registry.superior, name=member.name, document_number="除名1号")
    assert registry.enter_member(practitioner=member.practitioner).standing == FORMAL


def test_no_table_of_the_database_holds_a_name_or_who_it_is(registry: Registry) -> None:
    member = registry.practising_member(new_name("offices"), full_name=NAME)
    assert registry.call("GetMember", name=member.name).full_name == NAME
    asked = {"name": member.name, "document_number": "除名1号"}
    assert registry.call("EndMembership", registry.superior, **asked).member.full_name == NAME
    engine, found = registry.door.service.database.engine, set()
    with engine.connect() as connection:
        tables = sa.MetaData()
        tables.reflect(connection)
        for table in tables.sorted_tables:
            for row in connection.execute(sa.select(table)):
                values = [bytes(value) if isinstance(value, memoryview) else value for value in row]
                texts = [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values]
                if any(NAME in text for text in texts):
                    found.add(f"{table.name}: name")
                if any(member.practitioner in text for text in texts):
                    found.add(table.name)
    # The roster says where he practises, as grassroots_offices tells anybody; what came from there says the same.
    assert found <= {"practice", "inbox"}


def test_an_officer_of_supervision_reads_no_member(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    officer = registry.door.person("supervision_officer")
    found = refused(lambda: registry.call("GetMember", officer, name=member.name))
    assert (found.code, found.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING")


def test_another_county_sees_no_member(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    assert refused(lambda: registry.call("GetMember", neighbour, name=member.name)).code == grpc.StatusCode.NOT_FOUND
    assert registry.call("ListMembers", neighbour).members == []


def test_a_list_is_of_a_standing_a_unit_or_an_organisation(registry: Registry) -> None:
    offices = [new_name("offices") for _ in range(2)]
    first = registry.staff(offices[0], FORMAL, PROBATIONARY)
    registry.staff(offices[1], FORMAL)
    assert [one.name for one in registry.call("ListMembers", standing=PROBATIONARY).members] == [first[1].name]
    assert [one.name for one in registry.call("ListMembers", unit=offices[0]).members] == [one.name for one in first]
    assert registry.call("ListMembers", organisation=new_name("partyOrganisations")).members == []


def test_two_writers_at_once_are_told_the_current_etag(registry: Registry) -> None:
    (member,) = registry.staff(new_name("offices"), FORMAL)
    asked = {"name": member.name, "document_number": "除名1号", "etag": "9"}
    found = refused(lambda: registry.call("EndMembership", registry.superior, **asked))
    assert (found.code, found.reason, found.metadata["etag"]) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH", member.etag)
