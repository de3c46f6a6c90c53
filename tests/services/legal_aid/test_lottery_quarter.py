"""The quarterly tables of the central lottery fund (F-11, LA-112)."""

from __future__ import annotations

import pytest
from sifa.legal_aid.v1 import publication_pb2 as pb
from sifa.legal_aid.v1 import subsidy_claim_pb2

from tests.servers.profiles import Profile
from tests.services.legal_aid.claims import ERROR, brought, claim, claims_of, step
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import brought_to
from tests.services.legal_aid.money import LOTTERY, allot, funded
from tests.services.legal_aid.publications import compute, identical, on_day, rows
from tests.services.legal_aid.test_subsidy_lottery import TERMS

QUARTER = pb.PUBLICATION_KIND_LOTTERY_QUARTER


def paid_by(counter: Counter, source: str, **terms: object) -> tuple[str, subsidy_claim_pb2.SubsidyClaim]:
    """A graded case with its number, and the paid claim."""
    graded = brought_to(counter, "GRADED")
    return graded.number, brought(
        counter, claim(counter, graded.name, graded.assignments[-1].name, source, **terms), "pay"
    )


@pytest.mark.rule("LA-112")
def test_payments_of_the_fund_stand_with_the_columns_of_the_form(counter: Counter, profile: Profile) -> None:
    source = funded(counter, 1_000_000, kind=LOTTERY, display_name="中彩金项目")
    allot(counter, source, 500_000)
    number, paid = paid_by(counter, source, lottery=TERMS)
    funded(counter)
    (by_itself,) = claims_of(counter, brought_to(counter, "GRADED").name)
    brought(counter, by_itself, "pay")
    with on_day(counter, profile, "2026-07-01") as later:
        made = compute(later, QUARTER)
        assert identical(later, made.name)
    unit = rows(made, "payments")[0][10]
    assert rows(made, "payments") == [[
        f"（2026）玄法援案字第**{number[-2]}号", "老年人", "b", "民事", "一审", "2026-06-15", "否", "否", "2800.00",
        "2800.00", unit, "2026-06-15",
    ]]  # fmt: skip
    assert unit == "示范律师事务所"
    assert rows(made, "groups")[2:] == [
        ["老年人", 1, "2800.00"], ["妇女家庭权益", 0, "0.00"], ["未成年人", 0, "0.00"], ["合计", 1, "2800.00"],
    ]  # fmt: skip
    assert rows(made, "units") == [[unit, 1, 0]]
    assert rows(made, "execution") == [
        ["中彩金项目", 2026, "15000.00", "10000.00", "2800.00", "2800.00", "7200.00"]
    ]  # fmt: skip
    assert paid.name not in made.content


@pytest.mark.rule("LA-112", "M-05")
def test_what_was_taken_back_stands_below_zero_in_its_own_quarter(counter: Counter, profile: Profile) -> None:
    source = funded(counter, kind=LOTTERY)
    _, paid = paid_by(counter, source, lottery=TERMS)
    with on_day(counter, profile, "2026-07-05") as later:
        step(later, "reverse", step(later, "orderReversal", paid, reason=ERROR))
    with on_day(counter, profile, "2026-10-09") as later:
        second, third = compute(later, QUARTER), compute(later, QUARTER, "2026-Q3")
    assert [row[9] for row in rows(second, "payments")] == ["2800.00"]
    assert [(row[9], row[11]) for row in rows(third, "payments")] == [("-2800.00", "2026-07-05")]
    assert rows(third, "groups")[-1] == ["合计", 0, "-2800.00"]
    assert [row[4:6] for row in (*rows(second, "execution"), *rows(third, "execution"))] == [
        ["2800.00", "2800.00"], ["-2800.00", "0.00"],
    ]  # fmt: skip
