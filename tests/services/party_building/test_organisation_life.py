"""What organisations hold, who took part unit by unit, what they missed, who stays away (PB-15, PB-35)."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import partial
from typing import Any

import grpc
import pytest
import sqlalchemy as sa
from sifa.party_building.v1 import party_meeting_pb2 as pb
from sifa.party_building.v1 import party_organisation_pb2

from services.party_building.domain.meeting_duty import Period, periods_from
from services.party_building.domain.party_meeting import MeetingKind
from services.party_building.persistence.row import METADATA
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day

GENERAL, COMMITTEE, GROUP = pb.MEETING_KIND_GENERAL, pb.MEETING_KIND_COMMITTEE, pb.MEETING_KIND_GROUP
THEME_DAY, STUDY = pb.MEETING_KIND_THEME_DAY, pb.MEETING_KIND_STUDY
NAME = "欧阳示例乙"


def hold(registry: Registry, organisation: str, kind: int = THEME_DAY, **changes: Any) -> pb.PartyMeeting:
    fields: dict[str, Any] = {
        "organisation": organisation, "kind": kind, "held_date": "2026-06-15", "subject": "学习党章",
        "document_number": "会议记录1号", **changes,
    }  # fmt: skip
    made: pb.PartyMeeting = registry.call("CreatePartyMeeting", party_meeting=pb.PartyMeeting(**fields))
    return made


def missed(registry: Registry, **asked: Any) -> list[tuple[int, str, str, bool]]:
    found = registry.call("ListMissedMeetings", **asked).missed_meetings
    return [(one.kind, one.from_date, one.due_date, one.missed) for one in found]


@pytest.fixture
def joint(registry: Registry) -> tuple[str, list[str], list[str]]:
    """A joint branch of an office with two members and one with one: its name, its units, its members."""
    offices = [new_name("offices"), new_name("offices")]
    members = [*registry.staff(offices[0], FORMAL, FORMAL, full_name=NAME), *registry.staff(offices[1], FORMAL)]
    branch = registry.propose(*offices)
    registry.approve(branch.name)
    for member in members:
        registry.bring(member.name, branch.name)
    registry.elect(branch.name, members[0].name)
    return branch.name, offices, [one.name for one in members]


@pytest.mark.rule("PB-35")
def test_a_joint_branch_holds_it_together_with_attendance_per_unit(
    registry: Registry, joint: tuple[str, list[str], list[str]]
) -> None:
    branch, units, members = joint
    guests = [pb.UnitGuests(unit=units[1], guest_count=3), pb.UnitGuests(unit=units[1], guest_count=1)]
    made = hold(registry, branch, STUDY, absent_members=[members[2]], guests=guests)
    shown = [(one.unit, one.due_count, one.attended_count, one.guest_count) for one in made.attendance]
    assert shown == [(units[0], 2, 2, 0), (units[1], 1, 0, 4)]
    assert (made.due_count, made.attended_count, list(made.expected_members)) == (3, 2, sorted(members))
    assert registry.call("GetPartyMeeting", name=made.name) == made


@pytest.mark.rule("PB-35")
def test_minutes_are_known_by_their_digest(registry: Registry, joint: tuple[str, list[str], list[str]]) -> None:
    digest = hashlib.sha256("会议记录全文".encode()).hexdigest()
    made = hold(registry, joint[0], STUDY, minutes_sha256=digest)
    (listed,) = registry.call("ListPartyMeetings").party_meetings
    assert (made.minutes_sha256, listed.minutes_sha256) == (digest, digest)
    for wrong in (digest[:-1], digest.upper()):
        found = refused(lambda wrong=wrong: hold(registry, joint[0], STUDY, minutes_sha256=wrong))  # type: ignore[misc]
        assert found.violations.keys() == {"party_meeting.minutes_sha256"}


@pytest.mark.rule("PB-35")
def test_whom_a_meeting_concerns_follows_from_its_kind(
    registry: Registry, joint: tuple[str, list[str], list[str]]
) -> None:
    branch, units, members = joint
    assert list(hold(registry, branch, COMMITTEE).expected_members) == [members[0]]
    wrong: list[dict[str, Any]] = [
        {"kind": GROUP}, {"expected_members": [new_name("members")]},
        {"expected_members": members[:1], "absent_members": members[1:2]},
    ]  # fmt: skip
    for fields in wrong:
        assert refused(partial(hold, registry, branch, **fields)).reason == "ATTENDEES_UNFIT"
    assert hold(registry, branch, GROUP, expected_members=members[:2]).due_count == 2
    foreign = [pb.UnitGuests(unit=new_name("offices"), guest_count=1)]
    assert refused(lambda: hold(registry, branch, guests=foreign)).reason == "UNIT_UNKNOWN"
    assert refused(lambda: hold(registry, registry.propose().name)).reason == "ORGANISATION_UNKNOWN"
    assert [one.unit for one in hold(registry, branch).attendance] == units


@pytest.mark.rule("PB-35")
def test_a_member_of_no_unit_of_the_branch_has_a_line_of_its_own(registry: Registry) -> None:
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL)).name
    (other,) = registry.staff(new_name("offices"), FORMAL)
    registry.bring(other.name, branch)
    shown = [(one.unit, one.due_count) for one in hold(registry, branch).attendance]
    assert shown == [(office, 3), ("", 1)]


@pytest.mark.rule("PB-35")
def test_what_was_not_held_is_listed_with_its_dates(registry: Registry, profile: Profile) -> None:
    office = new_name("offices")
    branch = registry.branch_of(office, registry.staff(office, FORMAL, FORMAL, FORMAL)).name
    assert missed(registry) == []
    with on_day(registry, profile, "2026-09-01") as later:
        late: dict[str, Any] = {"entry_reason": "补录"}
        assert missed(later) == [
            (GENERAL, "2026-07-01", "2026-09-30", False), (THEME_DAY, "2026-07-01", "2026-07-31", True),
            (THEME_DAY, "2026-08-01", "2026-08-31", True), (THEME_DAY, "2026-09-01", "2026-09-30", False),
        ]  # fmt: skip
        hold(later, branch, held_date="2026-07-31", **late)
        hold(later, branch, GENERAL, held_date="2026-07-01", **late)
        hold(later, branch, STUDY, held_date="2026-08-31")
        assert missed(later) == [
            (THEME_DAY, "2026-08-01", "2026-08-31", True), (THEME_DAY, "2026-09-01", "2026-09-30", False),
        ]  # fmt: skip
        assert missed(later, since_date="2026-09-30") == [(THEME_DAY, "2026-09-01", "2026-09-30", False)]
        far = refused(lambda: missed(later, since_date="2022-12-31"))
        assert far.violations == {"since_date": "SINCE_TOO_FAR"}
        seen = later.door.person("supervision_officer")
        assert len(later.call("ListMissedMeetings", seen).missed_meetings) == 2


@pytest.mark.rule("PB-35")
def test_a_committee_meets_where_there_is_one_and_groups_from_their_first_meeting_on(
    registry: Registry, profile: Profile
) -> None:
    office = new_name("offices")
    members = registry.staff(office, *[FORMAL] * 7)
    proposed = registry.propose(office)
    registry.approve(proposed.name)
    for member in members:
        registry.bring(member.name, proposed.name)
    posts = [party_organisation_pb2.PostKind.Value(f"POST_KIND_{post}")
             for post in ("ORGANISATION", "PUBLICITY", "DISCIPLINE")]  # fmt: skip
    registry.elect(proposed.name, members[0].name, *zip(posts, [one.name for one in members[1:4]], strict=True))
    with on_day(registry, profile, "2026-08-31") as later:
        assert [row[:2] for row in missed(later) if row[0] in (COMMITTEE, GROUP)] == [
            (COMMITTEE, "2026-07-01"), (COMMITTEE, "2026-08-01"),
        ]  # fmt: skip
        hold(later, proposed.name, GROUP, held_date="2026-07-20", entry_reason="补录",
             expected_members=[one.name for one in members[4:]])  # fmt: skip
        hold(later, proposed.name, COMMITTEE, held_date="2026-08-31")
        assert [row[:2] for row in missed(later) if row[0] in (COMMITTEE, GROUP)] == [
            (COMMITTEE, "2026-07-01"), (GROUP, "2026-08-01"),
        ]  # fmt: skip


@pytest.mark.rule("PB-35")
def test_periods_follow_the_calendar_year_also_over_its_end() -> None:
    months = {dt.date(2026, month, 1): {MeetingKind.GENERAL: 3, MeetingKind.THEME_DAY: 1} for month in (11, 12)}
    months[dt.date(2026, 10, 1)] = {MeetingKind.GENERAL: 3}
    found = set(periods_from(months))
    assert found == {
        Period(kind=MeetingKind.THEME_DAY, from_date=dt.date(2026, 11, 1), due_date=dt.date(2026, 11, 30)),
        Period(kind=MeetingKind.THEME_DAY, from_date=dt.date(2026, 12, 1), due_date=dt.date(2026, 12, 31)),
        Period(kind=MeetingKind.GENERAL, from_date=dt.date(2026, 10, 1), due_date=dt.date(2026, 12, 31)),
    }


@pytest.mark.rule("PB-15")
def test_whoever_stays_away_for_more_than_six_months_is_shown_to_the_branch(
    registry: Registry, profile: Profile, joint: tuple[str, list[str], list[str]]
) -> None:
    branch, _, members = joint
    hold(registry, branch, absent_members=members[1:])
    with on_day(registry, profile, "2026-12-15") as later:
        hold(later, branch, held_date="2026-12-15", absent_members=members[1:2])
        assert later.call("ListInactiveMembers").inactive_members == []
    with on_day(registry, profile, "2026-12-16") as later:
        (found,) = later.call("ListInactiveMembers").inactive_members
        assert (found.member, found.organisation, found.since_date, found.absence_count) == (
            members[1], branch, "2026-06-15", 2,
        )  # fmt: skip
        assert later.call("GetMember", name=members[1]).organisation == branch
        hold(later, branch, held_date="2026-12-16")
        assert later.call("ListInactiveMembers").inactive_members == []


def test_no_record_of_a_meeting_holds_a_name_and_another_county_sees_none(
    registry: Registry, joint: tuple[str, list[str], list[str]]
) -> None:
    made = hold(registry, joint[0])
    with registry.door.service.database.read() as session:
        kept = repr([tuple(row) for row in session.execute(sa.select(METADATA.tables["party_meeting"]))])
    assert NAME not in kept
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetPartyMeeting", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    for rpc, field in (("ListPartyMeetings", "party_meetings"), ("ListMissedMeetings", "missed_meetings"),
                       ("ListInactiveMembers", "inactive_members")):  # fmt: skip
        assert len(getattr(registry.call(rpc, neighbour), field)) == 0
    assert len(registry.call("ListPartyMeetings", organisation=joint[0], kind=THEME_DAY).party_meetings) == 1
