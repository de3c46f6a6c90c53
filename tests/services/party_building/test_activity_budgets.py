"""The budget line is checked against last year's base; allowances say who, how much, from what (PB-32, PB-37)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import events_pb2 as offices_pb
from sifa.party_building.v1 import activity_budget_pb2 as pb
from sifa.party_building.v1 import fund_spend_pb2, party_allowance_pb2

from tests.doors import HOME, refused
from tests.services.party_building.registry import Registry, new_name
from tests.services.party_building.test_fund_spends import act, balance, funded

FUND, BUDGET = party_allowance_pb2.ALLOWANCE_SOURCE_FUND, party_allowance_pb2.ALLOWANCE_SOURCE_BUDGET


def last_year(registry: Registry, office: str, gross: int, *, month: str = "2025-05", version: int = 1) -> None:
    """grassroots_offices tells the income of a month of last year."""
    registry.hear(offices_pb.IncomeReported(
        income_report=new_name("incomeReports"), office=office, division=HOME, period=month, version=version,
        gross_fee_fen=gross, filed_date="2026-06-01",
    ), office)  # fmt: skip


def enter(registry: Registry, office: str, fen: int, reason: str = "", year: int = 2026) -> pb.ActivityBudget:
    asked = pb.ActivityBudget(
        office=office, year=year, amount_fen=fen, reason=reason, document_number="预算1号"
    )  # fmt: skip
    made: pb.ActivityBudget = registry.call("CreateActivityBudget", activity_budget=asked)
    return made


def allow(
    registry: Registry, member: str, office: str, source: int = FUND, **changes: Any
) -> party_allowance_pb2.PartyAllowance:
    fields = {"month": "2026-05", "amount_fen": 30_000, "document_number": "津贴1号", **changes}
    asked = party_allowance_pb2.PartyAllowance(member=member, office=office, source=source, **fields)  # type: ignore[arg-type]
    made: party_allowance_pb2.PartyAllowance = registry.call("CreatePartyAllowance", party_allowance=asked)
    return made


@pytest.mark.rule("PB-37")
@pytest.mark.parametrize("base", [pytest.param(40_000_020, id="TV-P26")])
def test_a_line_below_three_per_cent_of_last_years_base_needs_a_reason(registry: Registry, base: int) -> None:
    office = new_name("offices")
    last_year(registry, office, base - 100)
    last_year(registry, office, 100, month="2025-06")
    low = refused(lambda: enter(registry, office, 1_200_000))
    assert (low.code, low.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "BUDGET_REASON_MISSING")
    made = enter(registry, office, 1_200_001)
    assert (made.base_fen, made.reference_fen, made.reason) == (base, 1_200_001, "")
    lower = refused(lambda: registry.call(
        "ReviseActivityBudget", name=made.name, amount_fen=1_200_000, document_number="预算2号"
    ))  # fmt: skip
    assert lower.reason == "BUDGET_REASON_MISSING"
    done = registry.call(
        "ReviseActivityBudget", name=made.name, amount_fen=1_200_000, document_number="预算2号", etag=made.etag,
        reason="活动与街道合办",
    ).activity_budget  # fmt: skip
    assert (done.amount_fen, done.reason, done.document_number) == (1_200_000, "活动与街道合办", "预算2号")
    stale = refused(lambda: registry.call(
        "ReviseActivityBudget", name=made.name, amount_fen=1_200_001, document_number="预算3号", etag=made.etag
    ))  # fmt: skip
    assert (stale.code, stale.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


@pytest.mark.rule("PB-37")
def test_a_correction_of_last_year_counts_when_the_line_is_revised(registry: Registry) -> None:
    office = new_name("offices")
    last_year(registry, office, 1_000_000)
    made = enter(registry, office, 30_000)
    last_year(registry, office, 2_000_000, version=2)
    asked: dict[str, Any] = {"name": made.name, "amount_fen": 30_000, "document_number": "预算2号"}
    assert refused(lambda: registry.call("ReviseActivityBudget", **asked)).reason == "BUDGET_REASON_MISSING"
    done = registry.call("ReviseActivityBudget", **asked, reason="上年度报表更正前已定").activity_budget
    assert (done.base_fen, done.reference_fen) == (2_000_000, 60_000)


def test_an_office_has_one_line_a_year_and_another_county_sees_none(registry: Registry) -> None:
    office = new_name("offices")
    assert refused(lambda: enter(registry, office, 1)).reason == "OFFICE_WITHOUT_FUND"
    last_year(registry, office, 100)
    made = enter(registry, office, 1_000)
    taken = refused(lambda: enter(registry, office, 1_000))
    assert (taken.code, taken.reason) == (grpc.StatusCode.ALREADY_EXISTS, "BUDGET_TAKEN")
    assert enter(registry, office, 0, year=2027).reference_fen == 0
    assert [one.year for one in registry.call("ListActivityBudgets", office=office).activity_budgets] == [2026, 2027]
    assert len(registry.call("ListActivityBudgets", year=2027).activity_budgets) == 1
    assert registry.call("GetActivityBudget", name=made.name) == made
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetActivityBudget", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
    assert not registry.call("ListActivityBudgets", neighbour).activity_budgets


@pytest.mark.rule("PB-32")
def test_an_allowance_from_the_fund_is_a_spending_that_somebody_else_approves(registry: Registry) -> None:
    office, _ = funded(registry)
    worker = registry.practising_member(office)
    made = allow(registry, worker.name, office)
    spend = registry.call("GetFundSpend", name=made.fund_spend)
    assert (spend.amount_fen, spend.purpose, spend.state) == (
        30_000, "党务工作者津贴（2026-05）", fund_spend_pb2.FUND_SPEND_STATE_PROPOSED,
    )  # fmt: skip
    both = registry.door.person("party_secretary", subject="clerk")
    assert refused(lambda: act(registry, "ApproveFundSpend", spend.name, both)).reason == "SEPARATION_OF_DUTIES"
    act(registry, "ApproveFundSpend", spend.name)
    assert balance(registry, office) == 258_001 - 30_000
    twice = refused(lambda: allow(registry, worker.name, office))
    assert (twice.code, twice.reason) == (grpc.StatusCode.ALREADY_EXISTS, "ALLOWANCE_TAKEN")


@pytest.mark.rule("PB-32", "PB-37")
def test_an_allowance_from_the_budget_is_a_record_on_its_line(registry: Registry) -> None:
    office, _ = funded(registry)
    worker = registry.practising_member(office)
    assert refused(lambda: allow(registry, worker.name, office, BUDGET)).reason == "BUDGET_MISSING"
    line = enter(registry, office, 500_000)
    made = allow(registry, worker.name, office, BUDGET)
    assert (made.activity_budget, made.fund_spend) == (line.name, "")
    assert (balance(registry, office), len(registry.call("ListFundSpends", office=office).fund_spends)) == (258_001, 0)
    assert refused(lambda: allow(registry, worker.name, office)).reason == "ALLOWANCE_TAKEN"
    listed = registry.call("ListPartyAllowances", member=worker.name, source=BUDGET).party_allowances
    assert list(listed) == [made] == [registry.call("GetPartyAllowance", name=made.name)]
    assert not registry.call("ListPartyAllowances", source=FUND).party_allowances


@pytest.mark.rule("PB-32", "PB-37")
def test_allowances_from_a_budget_never_exceed_its_line(registry: Registry) -> None:
    office, _ = funded(registry)
    workers = [registry.practising_member(office).name for _ in range(3)]
    line = enter(registry, office, 60_000)
    for worker in workers[:2]:
        allow(registry, worker, office, BUDGET)
    beyond = refused(lambda: allow(registry, workers[2], office, BUDGET, amount_fen=1))
    assert (beyond.code, beyond.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "BUDGET_EXCEEDED")
    asked: dict[str, Any] = {"name": line.name, "document_number": "预算2号", "reason": "压减"}
    lower = refused(lambda: registry.call("ReviseActivityBudget", amount_fen=59_999, **asked))
    assert lower.reason == "BUDGET_EXCEEDED"
    raised = registry.call("ReviseActivityBudget", amount_fen=60_001, **asked).activity_budget
    allow(registry, workers[2], office, BUDGET, amount_fen=1)
    (found,) = registry.call("ListActivityBudgets", office=office).activity_budgets
    assert (raised.allowances_fen, found.allowances_fen, found.amount_fen) == (60_000, 60_001, 60_001)


@pytest.mark.rule("PB-32")
def test_an_allowance_that_was_turned_down_can_be_entered_again(registry: Registry) -> None:
    office, _ = funded(registry)
    worker = registry.practising_member(office)
    act(registry, "RejectFundSpend", allow(registry, worker.name, office).fund_spend)
    again = allow(registry, worker.name, office, amount_fen=20_000)
    assert registry.call("GetFundSpend", name=again.fund_spend).amount_fen == 20_000


def test_whose_allowance_and_which_month_are_checked(registry: Registry) -> None:
    office, _ = funded(registry)
    worker = registry.practising_member(office)
    assert refused(lambda: allow(registry, new_name("members"), office)).reason == "MEMBER_UNKNOWN"
    assert refused(lambda: allow(registry, worker.name, new_name("offices"))).reason == "OFFICE_WITHOUT_FUND"
    ahead = refused(lambda: allow(registry, worker.name, office, month="2026-07"))
    assert dict(ahead.violations) == {"party_allowance.month": "MONTH_IN_FUTURE"}
    made = allow(registry, worker.name, office)
    neighbour = registry.door.person("party_clerk", divisions=("990103",))
    hidden = refused(lambda: registry.call("GetPartyAllowance", neighbour, name=made.name))
    assert hidden.code == grpc.StatusCode.NOT_FOUND
