"""3% of an office's fee income goes to the party-building fund by the month, trued up by the year (PB-19 to PB-22)."""

from __future__ import annotations

import random

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import fund_allocation_pb2 as pb

from chassis.kernel.money import percentage
from chassis.ledger.reading import find_disagreements, load_entry
from services.party_building.domain.fund_allocation import (
    AllocationKind,
    FundAllocation,
    ReportedIncome,
    base_of,
    true_up,
)
from tests.doors import refused
from tests.facts import HAPPENED
from tests.services.party_building.reporting import OFFICE, Reporting

OTHER = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a03"
DEFAULT = {"less_refunds": True, "less_pass_through": True, "with_aid_subsidies": False, "with_tax": True}


def income(gross: int, refunds: int = 0, through: int = 0, subsidy: int = 0) -> ReportedIncome:
    return ReportedIncome(
        income_report="incomeReports/1", office=OFFICE, division="990102", period="2026-05", version=1,
        gross_fee_fen=gross, refunds_fen=refunds, pass_through_fen=through, legal_aid_subsidy_fen=subsidy,
    )  # fmt: skip


def line(period: str, base: int, amount: int, kind: AllocationKind = AllocationKind.PERIODIC) -> FundAllocation:
    return FundAllocation(
        name="", office=OFFICE, division="990102", period=period, kind=kind, base_fen=base, percent=3,
        amount_fen=amount, income_report="", report_version=1, ledger_entry="", create_time=HAPPENED,
    )  # fmt: skip


@pytest.mark.rule("PB-20", "E-37")
def test_subsidies_are_not_part_of_the_base_and_what_passes_through_is_taken_off() -> None:
    month = income(100_000, refunds=10_000, through=5_000, subsidy=70_000)
    assert base_of(month, DEFAULT) == 85_000
    assert base_of(month, {**DEFAULT, "less_refunds": False}) == 95_000
    assert base_of(month, {**DEFAULT, "less_pass_through": False}) == 90_000
    assert base_of(month, {**DEFAULT, "with_aid_subsidies": True}) == 155_000


@pytest.mark.rule("PB-19", "PB-21", "E-36")
@pytest.mark.parametrize(
    ("gross", "refunds", "amount"),
    [pytest.param(8_600_033, 0, 258_001, id="TV-P13"), pytest.param(150, 0, 5, id="TV-P14-1.50"),
     pytest.param(16, 0, 0, id="TV-P14-0.16"), pytest.param(17, 0, 1, id="TV-P14-0.17"),
     pytest.param(0, 100_000, -3_000, id="TV-P17")],
)  # fmt: skip
def test_a_month_is_allocated_by_half_away_from_zero(
    reporting: Reporting, gross: int, refunds: int, amount: int
) -> None:
    reporting.report("2026-05", gross, refunds_fen=refunds)
    (found,) = reporting.lines()
    assert (found.amount_fen, found.base_fen, found.percent) == (amount, gross - refunds, 3)
    assert (reporting.balance(), bool(found.ledger_entry)) == (amount, amount != 0)


@pytest.mark.rule("PB-21", "E-39")
@pytest.mark.parametrize("months", [pytest.param(12, id="TV-P19")])
def test_the_year_is_trued_up_to_the_fen(reporting: Reporting, months: int) -> None:
    for month in range(1, months + 1):
        reporting.report(f"2025-{month:02d}", 1_000_017)
    assert reporting.amounts() == [30_001] * 12
    booked = reporting.call("TrueUpFund", office=OFFICE, year=2025).fund_allocation
    assert (booked.amount_fen, booked.base_fen, booked.period, booked.kind) == (
        -6, 12_000_204, "2025", pb.ALLOCATION_KIND_YEAR_TRUE_UP,
    )  # fmt: skip
    assert reporting.balance() == 360_006
    with reporting.door.service.database.read() as session:
        entry = load_entry(session, booked.ledger_entry)
    assert entry is not None
    assert (entry.draft.made_by, entry.draft.approved_by) == ("svc:party_building", "clerk")
    again = refused(lambda: reporting.call("TrueUpFund", office=OFFICE, year=2025))
    assert (again.code, again.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "NOTHING_TO_TRUE_UP")


@pytest.mark.rule("PB-22")
def test_a_correction_takes_back_the_old_line_and_books_a_new_one(reporting: Reporting) -> None:
    reporting.report("2026-05", 8_600_033)
    reporting.report("2026-05", 8_500_000, version=2, refunds_fen=100_000)
    assert [(one.kind, one.amount_fen, one.report_version) for one in reporting.lines()] == [
        (pb.ALLOCATION_KIND_PERIODIC, 258_001, 1), (pb.ALLOCATION_KIND_REVERSAL, -258_001, 1),
        (pb.ALLOCATION_KIND_PERIODIC, 252_000, 2),
    ]  # fmt: skip
    assert reporting.balance() == 252_000


@pytest.mark.rule("PB-21", "PB-22")
def test_a_correction_after_the_true_up_is_trued_up_again(reporting: Reporting) -> None:
    for month in ("2025-01", "2025-02", "2025-03"):
        reporting.report(month, 1_000_010)
    first = reporting.call("TrueUpFund", office=OFFICE, year=2025).fund_allocation.amount_fen
    reporting.report("2025-02", 1_000_020, version=2)
    second = reporting.call("TrueUpFund", office=OFFICE, year=2025).fund_allocation.amount_fen
    assert (first, second) == (1, -1)
    assert sum(reporting.amounts()) == percentage(3_000_040, 3) == reporting.balance()


@pytest.mark.rule("PB-22")
def test_a_fund_below_zero_is_carried_forward(reporting: Reporting) -> None:
    reporting.report("2026-04", 0, refunds_fen=100_000)
    assert reporting.balance() == -3_000
    reporting.report("2026-05", 1_000_000)
    assert reporting.balance() == 27_000


def test_reports_that_waited_an_hour_and_come_out_of_order_or_twice_are_allocated_once(reporting: Reporting) -> None:
    told = [reporting.number("2026-05", 100_000), reporting.number("2026-05", 200_000, version=2),
            reporting.number("2026-04", 300_000), reporting.number("2026-05", 250_000, version=3)]  # fmt: skip
    arrivals = [*told, *told]
    random.Random(4).shuffle(arrivals)
    reporting.inbox.receive_all(arrivals)
    assert reporting.balance() == 9_000 + 7_500
    assert len(reporting.lines()) == 1 + 5


def test_an_old_version_that_is_told_again_under_a_new_event_has_no_effect(reporting: Reporting) -> None:
    reporting.report("2026-05", 200_000, version=2)
    reporting.report("2026-05", 100_000, version=1)
    assert reporting.amounts() == [6_000]


def test_the_books_of_every_fund_agree_and_none_pays_another(reporting: Reporting) -> None:
    reporting.report("2026-05", 100_000)
    reporting.report("2026-05", 300_000, office=OTHER)
    reporting.report("2026-05", 0, version=2, refunds_fen=50_000)
    assert (reporting.balance(), reporting.balance(OTHER)) == (-1_500, 9_000)
    with reporting.door.service.database.read() as session:
        assert find_disagreements(session) == []


@pytest.mark.parametrize(
    ("office", "year", "reason"),
    [(OFFICE, 2026, "YEAR_NOT_OVER"), (OTHER, 2025, "FUND_UNKNOWN"), (OFFICE, 2024, "FUND_UNKNOWN")],
)  # fmt: skip
def test_a_true_up_needs_a_year_that_is_over_and_has_lines(
    reporting: Reporting, office: str, year: int, reason: str
) -> None:
    reporting.report("2025-05", 100_017)
    found = refused(lambda: reporting.call("TrueUpFund", office=office, year=year))
    assert (found.code, found.reason) == (grpc.StatusCode.FAILED_PRECONDITION, reason)


def test_another_county_sees_no_line_and_no_balance(reporting: Reporting) -> None:
    reporting.report("2026-05", 100_000)
    (found,) = reporting.lines()
    reporting.clerk = reporting.door.person("party_clerk", divisions=("990103",))
    assert reporting.lines() == []
    assert refused(lambda: reporting.call("GetFundAllocation", name=found.name)).code == grpc.StatusCode.NOT_FOUND
    assert refused(reporting.balance).code == grpc.StatusCode.NOT_FOUND
    assert refused(lambda: reporting.call("TrueUpFund", office=OFFICE, year=2025)).reason == "FUND_UNKNOWN"


_MONTHS = st.dictionaries(
    st.integers(1, 12), st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=4), min_size=1, max_size=12
)


@pytest.mark.rule("PB-21")
@given(months=_MONTHS)
def test_whatever_is_reported_and_corrected_the_year_is_three_per_cent_of_its_base(
    months: dict[int, list[int]],
) -> None:
    lines: list[FundAllocation] = []
    for month, versions in months.items():
        period = f"2025-{month:02d}"
        for place, base in enumerate(versions):
            if place:
                before = lines[-1]
                lines.append(line(period, -before.base_fen, -before.amount_fen, AllocationKind.REVERSAL))
            lines.append(line(period, base, percentage(base, 3)))
    base, amount = true_up(lines, 3)
    assert base == sum(versions[-1] for versions in months.values())
    assert sum(one.amount_fen for one in lines) + amount == percentage(base, 3)
    settled = [*lines, line("2025", base, amount, AllocationKind.YEAR_TRUE_UP)]
    assert true_up(settled, 3) == (base, 0)
