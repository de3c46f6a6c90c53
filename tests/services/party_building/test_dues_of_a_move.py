"""Dues of somebody who moves: which branch collects a month, and for which office they come back (PB-24 to PB-27)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import dues_pb2 as pb
from sifa.party_building.v1 import member_pb2

from services.party_building.domain.dues_home import home_of, unit_on
from services.party_building.domain.member import (
    DuesBase,
    DuesBaseMode,
    Member,
    MemberStanding,
    RelationState,
    Workplace,
    relocated,
)
from services.party_building.domain.relation_transfer import RelationTransfer, TransferState
from services.party_building.handlers.letter_expiry import follow_expired_letters
from tests.doors import refused
from tests.facts import HAPPENED
from tests.servers.profiles import Profile
from tests.services.party_building.registry import Registry, new_name, on_day

FIXED = member_pb2.DUES_BASE_MODE_FIXED


def enter(registry: Registry, member: str, month: str, fen: int = 100, who: Any = None) -> pb.DuesLine:
    line = pb.DuesLine(member=member, month=month, income_fen=fen)
    made: pb.DuesLine = registry.call("CreateDuesLine", who, dues_line=line)
    return made


def pay(registry: Registry, line: pb.DuesLine) -> pb.DuesLine:
    done: pb.DuesLine = registry.call("RecordDuesPayment", name=line.name, document_number="收据1号").dues_line
    return done


def payer(registry: Registry, office: str, branch: str) -> member_pb2.Member:
    return registry.practising_member(office, organisation=branch, dues_base_mode=FIXED)


def collected(registry: Registry, organisation: str) -> list[tuple[str, int]]:
    asked = pb.DuesRefund(organisation=organisation, period="2026-Q2", document_number="汇总1号")
    return [(one.unit, one.paid_fen) for one in registry.call("CreateDuesRefund", dues_refund=asked).parts]


@pytest.mark.rule("PB-24", "PB-27", "PB-41")
def test_the_old_branch_collects_to_the_month_of_the_letter_and_the_new_one_after_it(
    registry: Registry, profile: Profile
) -> None:
    offices = [new_name("offices"), new_name("offices")]
    old, new = (registry.propose(office).name for office in offices)
    member = payer(registry, offices[0], old)
    early = enter(registry, member.name, "2026-05", 10)
    registry.bring(member.name, new)
    registry.practise(member.practitioner, offices[1], left=offices[0], day="2026-06-15")
    move = enter(registry, member.name, "2026-06", 20)
    assert (move.organisation, move.unit) == (old, offices[0])
    for line in (early, move):
        assert pay(registry, line).organisation == old
    with on_day(registry, profile, "2026-07-20") as later:
        after = pay(later, enter(later, member.name, "2026-07", 40))
        assert (after.organisation, after.unit) == (new, offices[1])
        assert collected(later, old) == [(offices[0], 30)]
        assert refused(lambda: collected(later, new)).reason == "NOTHING_COLLECTED"


@pytest.mark.rule("PB-27")
def test_a_letter_may_say_another_month_and_lines_follow_it_when_they_are_paid(registry: Registry) -> None:
    office, other = new_name("offices"), new_name("offices")
    old, new = registry.propose(office).name, registry.propose(other).name
    member = payer(registry, office, old)
    lines = [enter(registry, member.name, month) for month in ("2026-04", "2026-05", "2026-06")]
    registry.bring(member.name, new, dues_until="2026-04")
    assert [pay(registry, line).organisation for line in lines] == [old, new, new]


@pytest.mark.rule("PB-27")
def test_months_that_an_organisation_outside_collected_are_not_owed_here(registry: Registry) -> None:
    office = new_name("offices")
    branch, member = registry.propose(office).name, registry.practising_member(office, dues_base_mode=FIXED)
    registry.bring(member.name, branch, dues_until="2026-05")
    assert refused(lambda: enter(registry, member.name, "2026-05")).reason == "NO_DUES_OWED"
    assert enter(registry, member.name, "2026-06").organisation == branch


@pytest.mark.rule("PB-15", "PB-27")
def test_an_expired_letter_leaves_the_dues_with_the_old_branch(registry: Registry, profile: Profile) -> None:
    office, other = new_name("offices"), new_name("offices")
    old, new = registry.propose(office).name, registry.propose(other).name
    member = payer(registry, office, old)
    asked = {"member": member.name, "to_organisation": new, "document_number": "转接申请1号"}
    name = registry.call("CreateRelationTransfer", relation_transfer=asked).name
    letter = {"name": name, "letter_number": "介绍信1号"}
    late = refused(lambda: registry.call("StartRelationTransfer", **letter, dues_until="2026-10"))
    assert late.violations == {"dues_until": "DUES_UNTIL_TOO_LATE"}
    registry.call("StartRelationTransfer", **letter, valid_until="2026-07-01", dues_until="2026-05")
    on_the_way = enter(registry, member.name, "2026-06")
    assert on_the_way.organisation == new
    with on_day(registry, profile, "2026-07-02") as later:
        service = later.door.service
        with service.database.write() as session:
            follow_expired_letters(service.open_tx(session, principal=service.principal, cause="job"))
        assert pay(later, on_the_way).organisation == old
        again = {"name": name, "letter_number": "介绍信2号", "reissue_reason": "本人住院未及时递交"}
        assert later.call("ReissueLetter", **again).relation_transfer.dues_until == "2026-07"


@pytest.mark.rule("PB-27")
def test_the_county_of_the_organisation_that_collects_enters_the_month(registry: Registry) -> None:
    neighbour = registry.door.person("party_clerk", subject="neighbour", divisions=("990103",))
    office, there = new_name("offices"), new_name("offices")
    old, new = registry.propose(office).name, registry.propose(there, division="990103", who=neighbour).name
    member = payer(registry, office, old)
    asked = {"member": member.name, "to_organisation": new, "document_number": "转接申请1号"}
    name = registry.call("CreateRelationTransfer", relation_transfer=asked).name
    registry.call("StartRelationTransfer", name=name, letter_number="介绍信1号", dues_until="2026-05")
    registry.call("ReceiveRelationTransfer", neighbour, name=name, document_number="回执1号")
    assert refused(lambda: enter(registry, member.name, "2026-06")).reason == "NO_DUES_OWED"
    assert refused(lambda: enter(registry, member.name, "2026-05", who=neighbour)).reason == "NO_DUES_OWED"
    registry.practise(member.practitioner, there, left=office, division="990103", day="2026-06-15")
    lines = enter(registry, member.name, "2026-05"), enter(registry, member.name, "2026-06", who=neighbour)
    assert [(line.organisation, line.division) for line in lines] == [(old, member.division), (new, "990103")]
    assert [one.name for one in registry.call("ListDuesLines").dues_lines] == [lines[0].name]
    third = registry.door.person("party_clerk", subject="third", divisions=("990104",))
    assert refused(lambda: enter(registry, member.name, "2026-04", who=third)).reason == "MEMBER_UNKNOWN"


@pytest.mark.rule("PB-41")
def test_within_a_joint_branch_a_month_is_the_offices_of_its_first_day(registry: Registry) -> None:
    offices = [new_name("offices"), new_name("offices")]
    joint = registry.propose(*offices).name
    member = payer(registry, offices[0], joint)
    registry.practise(member.practitioner, offices[1], left=offices[0], day="2026-05-20")
    for month in ("2026-04", "2026-05", "2026-06"):
        pay(registry, enter(registry, member.name, month))
    found = registry.call("ListDuesLines", member=member.name).dues_lines
    assert [(line.month, line.unit) for line in found] == [
        ("2026-04", offices[0]), ("2026-05", offices[0]), ("2026-06", offices[1]),
    ]  # fmt: skip


def a_member(organisation: str, relation: RelationState) -> Member:
    return Member(
        name="members/1", full_name="孙示例", practitioner="", unit="offices/0", standing=MemberStanding.FORMAL,
        joined_date=None, formal_date=None, organisation=organisation, dues_base_mode=DuesBaseMode.FIXED,
        document_number="底册1号", division="990102", relation_state=relation, cultivators=(), standings=(),
        workplaces=(Workplace(unit="offices/0", from_date=dt.date(2026, 6, 1)),),
        dues_bases=(DuesBase(mode=DuesBaseMode.FIXED, from_month=""),), create_time=HAPPENED, etag="1",
    )  # fmt: skip


def a_transfer(place: int, month: int) -> RelationTransfer:
    return RelationTransfer(
        name=f"relationTransfers/{place}", member="members/1", to_elsewhere="", document_number="转接1号",
        from_organisation=f"o/{place}", to_organisation=f"o/{place + 1}", application="", letter_number="1号",
        state=TransferState.RECEIVED, issued_date=dt.date(2026, month, 15), valid_until=None, received_date=None,
        reissue_reason="", dues_until=f"2026-{month:02d}", division="990102", from_division="990102",
        to_division="990102", create_time=HAPPENED, etag="1",
    )  # fmt: skip


@pytest.mark.rule("PB-27")
@given(months=st.lists(st.integers(1, 12), unique=True, max_size=6).map(sorted), month=st.integers(1, 12))
def test_of_any_row_of_moves_every_month_belongs_to_one_branch(months: list[int], month: int) -> None:
    """The one that came last before the month: as many letters lie before it as moves were made."""
    transfers = [a_transfer(place, each) for place, each in enumerate(months)]
    member = a_member(f"o/{len(months)}", RelationState.ATTACHED)
    home = home_of(member, reversed(transfers), f"2026-{month:02d}")
    assert home.organisation == f"o/{sum(each < month for each in months)}"


def test_a_move_that_is_told_again_is_one_workplace() -> None:
    member, on = a_member("o/1", RelationState.ATTACHED), dt.date(2026, 7, 10)
    twice = relocated(relocated(member, "offices/1", "990103", on), "offices/1", "990103", on)
    assert [one.unit for one in twice.workplaces] == ["offices/0", "offices/1"]
    days = [dt.date(2025, 1, 1), dt.date(2026, 7, 9), on]
    assert [unit_on(twice.workplaces, day) for day in days] == ["offices/0", "offices/0", "offices/1"]
