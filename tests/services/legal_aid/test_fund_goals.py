"""Goals of a fund source's year stand beside what was reached, compared without rounding (LA-145)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import fund_source_pb2
from sifa.legal_aid.v1 import publication_pb2 as pb

from services.legal_aid.domain.fund_goals import days_reached, share_reached
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.legal_aid.cases_to_pay import done_case
from tests.services.legal_aid.claims import brought, expense
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.evaluations import call_back
from tests.services.legal_aid.handling import brought_to
from tests.services.legal_aid.money import DOCUMENT, aim, allot, arrive, ask, fund, read_fund
from tests.services.legal_aid.publications import compute, identical, on_day, rows

PERFORMANCE, NEW_YEAR = pb.PUBLICATION_KIND_FUND_PERFORMANCE, "2027-01-04"


@pytest.mark.rule("LA-145")
def test_each_goal_has_what_was_reached_beside_it(counter: Counter, profile: Profile) -> None:
    source = fund(counter, display_name="法律援助专项").name
    allot(counter, source, 30_000_000)
    arrive(counter, source, 24_000_000)
    done = done_case(counter)
    brought(counter, expense(counter, done.name, done.assignments[0], source, amount_fen=15_000_000), "pay")
    call_back(counter, brought_to(counter, "IN_PROGRESS").name, satisfaction=5)
    aim(counter, source, in_place_bp=9999)
    aim(counter, source, execution_bp=5001)
    with on_day(counter, profile, NEW_YEAR) as later:
        made = compute(later, PERFORMANCE, "2026")
        assert identical(later, made.name)
        with pytest.raises(StopIteration):
            rows(compute(later, PERFORMANCE, "2025"), "goals")
    assert rows(made, "goals") == [
        ["法律援助专项", "到位率不低于", "80.00%", "80.00%", "达到"],
        ["法律援助专项", "执行率不低于", "50.01%", "50.00%", "未达到"],
        ["法律援助专项", "案件合格率不低于", "90.00%", "—", "未达到"],
        ["法律援助专项", "受援人满意率不低于", "90.00%", "100.00%", "达到"],
        ["法律援助专项", "平均支付天数不超过", "30", "—", "未达到"],
    ]


@pytest.mark.rule("LA-145", "M-04")
@pytest.mark.parametrize(("part", "whole", "goal", "reached"), [
    (2, 3, 6666, True), (2, 3, 6667, False), (0, 0, 0, False), (0, 5, 0, True), (1, 2, 5000, True),
])  # fmt: skip
def test_a_share_is_compared_without_rounding(part: int, whole: int, goal: int, *, reached: bool) -> None:
    assert share_reached(part, whole, goal) == reached


@pytest.mark.rule("LA-145", "M-04")
@pytest.mark.parametrize(("total", "count", "goal", "reached"), [
    (60, 2, 30, True), (61, 2, 30, False), (0, 0, 30, False), (0, 1, 0, True), (30, 1, 30, True),
])  # fmt: skip
def test_an_average_is_compared_without_rounding(total: int, count: int, goal: int, *, reached: bool) -> None:
    assert days_reached(total, count, goal) == reached


@pytest.mark.rule("LA-145")
def test_goals_are_shown_with_the_source_and_a_stale_etag_is_refused(counter: Counter) -> None:
    before = fund(counter)
    assert not before.HasField("goals")
    done = aim(counter, before.name)
    assert (done.goals.execution_bp, done.goals.document) == (5000, DOCUMENT)
    assert read_fund(counter, before.name) == done
    goals = fund_source_pb2.FundGoals(document=DOCUMENT)
    stale = refused(lambda: ask(
        counter, "SetFundGoals", counter.head, name=before.name, goals=goals, etag=before.etag))  # fmt: skip
    assert stale.reason == "ETAG_MISMATCH"
