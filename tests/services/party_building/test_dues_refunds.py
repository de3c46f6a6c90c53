"""What was handed on comes back in full, by office, and a difference is told to whom owes it (PB-24, PB-41, XF-10)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import dues_pb2 as pb
from sifa.party_building.v1 import member_pb2
from sifa.platform.v1 import deadline_pb2

from chassis.deadline_jobs import watch_deadlines
from services.party_building.handlers.dues_refund import tell_short
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.party_building.registry import FORMAL, Registry, new_name, on_day

FIXED = member_pb2.DUES_BASE_MODE_FIXED


def pay(registry: Registry, member: str, fen: int, month: str = "2026-03") -> pb.DuesLine:
    line = registry.call("CreateDuesLine", dues_line=pb.DuesLine(member=member, month=month, income_fen=fen))
    done: pb.DuesLine = registry.call("RecordDuesPayment", name=line.name, document_number="收据1号").dues_line
    return done


def collect(registry: Registry, organisation: str, period: str = "2026-Q1") -> pb.DuesRefund:
    asked = pb.DuesRefund(organisation=organisation, period=period, document_number="汇总1号")
    made: pb.DuesRefund = registry.call("CreateDuesRefund", dues_refund=asked)
    return made


def act(registry: Registry, rpc: str, name: str, **more: Any) -> pb.DuesRefund:
    who = registry.superior if rpc == "RecordDuesReturn" else registry.clerk
    done: pb.DuesRefund = registry.call(rpc, who, name=name, document_number="凭证1号", **more).dues_refund
    return done


def general_branch(registry: Registry) -> str:
    """A general branch at work."""
    name = registry.propose().name
    registry.approve(name)
    registry.elect(name, registry.enter_member(unit=new_name("judicialOffices")).name)
    return name


def branch(registry: Registry, *fixed: int) -> tuple[str, str, list[str]]:
    """A branch below a general branch, with practitioners whose dues are fixed and paid; its superior and its name."""
    office, general = new_name("offices"), general_branch(registry)
    name = registry.propose(office, parent=general).name
    members = [registry.practising_member(office, organisation=name, dues_base_mode=FIXED).name for _ in fixed]
    for member, fen in zip(members, fixed, strict=True):
        pay(registry, member, fen)
    return general, name, members


@pytest.mark.rule("PB-24", "E-47")
@pytest.mark.parametrize("fixed", [pytest.param(123_456, id="TV-P23")])
def test_a_difference_between_handed_on_and_given_back_is_an_open_item(registry: Registry, fixed: int) -> None:
    general, name, _ = branch(registry, fixed)
    period = collect(registry, name)
    handed = act(registry, "RemitDues", period.name, remitted_fen=fixed)
    assert (handed.owed_by, handed.difference_fen, handed.open_item_fen) == (general, fixed, 0)
    short = act(registry, "RecordDuesReturn", period.name, amount_fen=123_450)
    assert (short.difference_fen, short.open_item_fen) == (6, 6)
    assert [one.name for one in registry.call("ListDuesRefunds", open_items=True).dues_refunds] == [period.name]
    early = refused(lambda: act(registry, "ReconcileDues", period.name))
    assert (early.code, early.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "DIFFERENCE_OPEN")
    whole = act(registry, "RecordDuesReturn", period.name, amount_fen=6)
    assert [one.amount_fen for one in whole.returns] == [123_450, 6]
    assert [(one.kind, one.state) for one in whole.deadlines] == [("REFUND_DUES", deadline_pb2.DEADLINE_STATE_MET)]
    closed = act(registry, "ReconcileDues", period.name)
    assert (closed.state, closed.open_item_fen) == (pb.DUES_REFUND_STATE_RECONCILED, 0)
    assert registry.call("ListDuesRefunds", open_items=True).dues_refunds == []


@pytest.mark.rule("PB-41")
@pytest.mark.parametrize(("first", "second", "judicial"), [pytest.param(6_000, 3_000, 4_500, id="TV-P28")])
def test_a_joint_branch_gets_practitioners_dues_back_by_office(
    registry: Registry, first: int, second: int, judicial: int
) -> None:
    offices, bureau = [new_name("offices"), new_name("offices")], new_name("judicialOffices")
    name = registry.propose(*offices, bureau, parent=general_branch(registry)).name
    own: dict[str, Any] = {"organisation": name, "dues_base_mode": FIXED}
    for office, fen in zip(offices, (first, second), strict=True):
        pay(registry, registry.practising_member(office, **own).name, fen)
    pay(registry, registry.enter_member(FORMAL, unit=bureau, **own).name, judicial)
    period = collect(registry, name)
    handed = act(registry, "RemitDues", period.name, remitted_fen=first + second + judicial)
    assert (handed.remitted_fen, handed.returnable_fen, handed.member_count) == (13_500, 9_000, 3)
    too_much = refused(lambda: act(registry, "RecordDuesReturn", period.name, amount_fen=9_001))
    assert too_much.reason == "REFUNDED_TOO_MUCH"
    back = act(registry, "RecordDuesReturn", period.name, amount_fen=9_000)
    assert {one.unit: one.refunded_fen for one in back.parts} == {offices[0]: first, offices[1]: second, bureau: 0}
    assert back.difference_fen == 0


@pytest.mark.rule("PB-24")
def test_what_comes_back_is_compared_with_what_was_handed_on_and_not_with_what_was_paid(registry: Registry) -> None:
    _, name, _ = branch(registry, 10_000)
    period = collect(registry, name)
    above = refused(lambda: act(registry, "RemitDues", period.name, remitted_fen=10_001))
    assert above.reason == "REMITTED_TOO_MUCH"
    act(registry, "RemitDues", period.name, remitted_fen=9_000)
    back = act(registry, "RecordDuesReturn", period.name, amount_fen=9_000)
    assert (back.paid_fen, back.remitted_fen, back.difference_fen) == (10_000, 9_000, 0)


@pytest.mark.rule("PB-24")
def test_a_quarter_holds_what_was_due_and_paid_and_what_was_paid_later_goes_with_the_next_one(
    registry: Registry, profile: Profile
) -> None:
    _, name, members = branch(registry, 500, 700)
    owing = pb.DuesLine(member=members[0], month="2026-02", income_fen=40)
    late = registry.call("CreateDuesLine", dues_line=owing)
    first = collect(registry, name)
    assert (first.member_count, first.due_fen, first.paid_fen) == (2, 1_240, 1_200)
    again = refused(lambda: collect(registry, name))
    assert (again.code, again.reason) == (grpc.StatusCode.ALREADY_EXISTS, "DUES_PERIOD_TAKEN")
    with on_day(registry, profile, "2026-07-06") as later:
        later.call("RecordDuesPayment", name=late.name, document_number="收据2号")
        pay(later, members[1], 60, "2026-04")
        second = collect(later, name, "2026-Q2")
        assert (second.member_count, second.due_fen, second.paid_fen) == (2, 100, 100)
        assert later.call("GetDuesLine", name=late.name).dues_refund == second.name


@pytest.mark.rule("PB-24")
def test_a_period_needs_an_end_payments_and_a_superior(registry: Registry) -> None:
    office = new_name("offices")
    alone = registry.propose(office).name
    member = registry.practising_member(office, organisation=alone, dues_base_mode=FIXED)
    reasons = [
        refused(lambda: collect(registry, alone, "2026-Q2")).reason, refused(lambda: collect(registry, alone)).reason,
        refused(lambda: collect(registry, new_name("partyOrganisations"))).reason,
    ]  # fmt: skip
    assert reasons == ["PERIOD_NOT_OVER", "NOTHING_COLLECTED", "ORGANISATION_UNKNOWN"]
    pay(registry, member.name, 500)
    period = collect(registry, alone)
    lonely = refused(lambda: act(registry, "RemitDues", period.name, remitted_fen=500))
    assert lonely.reason == "SUPERIOR_UNKNOWN"


@contextmanager
def overdue(registry: Registry, profile: Profile) -> Iterator[Registry]:
    """The day after the time limit of what is handed on on 15 June."""
    with on_day(registry, profile, "2026-07-16") as later:
        service = later.door.service
        for job in (watch_deadlines, tell_short, tell_short):
            with service.database.write() as session:
                job(service.open_tx(session, principal=service.principal, cause="job"))
        yield later


@pytest.mark.rule("PB-24")
def test_what_did_not_come_back_in_time_is_told_once_with_who_owes_it(registry: Registry, profile: Profile) -> None:
    general, name, _ = branch(registry, 123_456)
    period = collect(registry, name)
    act(registry, "RemitDues", period.name, remitted_fen=123_456)
    act(registry, "RecordDuesReturn", period.name, amount_fen=123_450)
    with overdue(registry, profile) as later:
        (told,) = later.told("DuesRefundShort")
        assert (told.dues_refund, told.organisation, told.owed_by, told.period) == (
            period.name, name, general, "2026-Q1",
        )  # fmt: skip
        assert (told.difference_fen, told.due_date) == (6, "2026-07-15")
        assert act(later, "RecordDuesReturn", period.name, amount_fen=6).open_item_fen == 0


@pytest.mark.rule("PB-24")
def test_what_came_back_in_full_or_not_at_all(registry: Registry, profile: Profile) -> None:
    _, full, _ = branch(registry, 700)
    _, empty, _ = branch(registry, 800)
    for name, fen in ((full, 700), (empty, 800)):
        act(registry, "RemitDues", collect(registry, name).name, remitted_fen=fen)
    whole = registry.call("ListDuesRefunds", organisation=full).dues_refunds[0]
    act(registry, "RecordDuesReturn", whole.name, amount_fen=700)
    with overdue(registry, profile) as later:
        assert [(one.organisation, one.difference_fen) for one in later.told("DuesRefundShort")] == [(empty, 800)]
        (open_item,) = later.call("ListDuesRefunds", open_items=True).dues_refunds
        assert (open_item.state, open_item.open_item_fen) == (pb.DUES_REFUND_STATE_REMITTED, 800)


def test_a_supervision_officer_sees_sums_and_another_county_nothing(registry: Registry) -> None:
    _, name, _ = branch(registry, 500)
    period = collect(registry, name)
    officer = registry.door.person("supervision_officer")
    assert registry.call("GetDuesRefund", officer, name=period.name).paid_fen == 500
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetDuesRefund", neighbour, name=period.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
