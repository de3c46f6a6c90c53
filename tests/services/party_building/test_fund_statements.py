"""A quarter of a fund, line by line, and the funds of a division (F-15, PB-19 to PB-23)."""

from __future__ import annotations

import csv
import datetime as dt

import grpc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sifa.party_building.v1 import fund_statement_pb2 as pb

from services.party_building.domain.fund_statement import (
    FundStatementLine,
    StatementLineKind,
    days_of,
    readable,
    statement_of,
)
from tests.doors import HOME, refused
from tests.facts import number_all
from tests.servers.profiles import Profile
from tests.services.party_building.registry import Registry, new_name, on_day
from tests.services.party_building.test_fund_spends import act, balance, funded, propose, report

K = StatementLineKind


def shown(statement: pb.FundStatement) -> list[tuple[int, int]]:
    return [(line.kind, line.balance_fen) for line in statement.lines]


def statement(registry: Registry, office: str, quarter: str) -> pb.FundStatement:
    name = office.replace("offices/", "fundStatements/")
    found: pb.FundStatement = registry.call("GetFundStatement", name=name, quarter=quarter)
    return found


@pytest.mark.rule("PB-19", "PB-22", "PB-38")
def test_the_statement_ends_where_the_ledger_stands(registry: Registry, profile: Profile) -> None:
    office, _ = funded(registry)
    line = registry.call("ListFundAllocations", office=office).fund_allocations[0]
    registry.call("BookFundAllocation", name=line.name, document_number="=记账凭证1号")
    act(registry, "ApproveFundSpend", propose(registry, office, 120_000).name)
    report(registry, office, 8_000_000, refunds=100_000, version=2)
    found = statement(registry, office, "2026-Q2")
    assert shown(found) == [
        (pb.STATEMENT_LINE_KIND_PERIODIC, 258_001), (pb.STATEMENT_LINE_KIND_SPEND, 138_001),
        (pb.STATEMENT_LINE_KIND_REVERSAL, -120_000), (pb.STATEMENT_LINE_KIND_PERIODIC, 117_000),
    ]  # fmt: skip
    assert (found.opening_fen, found.allocated_fen, found.reversed_fen, found.spent_fen, found.closing_fen) == (
        0, 495_001, -258_001, 120_000, balance(registry, office),
    )  # fmt: skip
    assert [list(line.document_numbers) for line in found.lines] == [
        ["=记账凭证1号"], ["支出申请1号", "支出审批1号"], [], [],
    ]  # fmt: skip
    assert [line.base_fen for line in found.lines] == [8_600_033, 0, -8_600_033, 7_900_000]
    rows = list(csv.reader(found.csv.splitlines()))
    assert {len(row) for row in rows[1:]} == {15}
    assert rows[3][13] == "'=记账凭证1号"
    assert rows[-1][7:12] == ["4950.01", "", "-2580.01", "1200.00", "1170.00"]
    with on_day(registry, profile, "2026-07-01") as next_quarter:
        after = statement(next_quarter, office, "2026-Q3")
        assert (after.opening_fen, after.closing_fen, len(after.lines)) == (117_000, 117_000, 0)


def test_a_fund_that_is_not_there_has_no_statement(registry: Registry) -> None:
    assert refused(lambda: statement(registry, new_name("offices"), "2026-Q2")).code == grpc.StatusCode.NOT_FOUND


def test_the_funds_of_a_division_are_counted_with_the_position_of_the_log(registry: Registry) -> None:
    first, second = new_name("offices"), new_name("offices")
    report(registry, first, 1_000_000)
    report(registry, second, 2_000_000, refunds=500_000)
    number_all(registry.door.service)
    line = registry.call("ListFundAllocations", office=first).fund_allocations[0]
    registry.call("BookFundAllocation", name=line.name, document_number="凭证1号")
    officer = registry.door.person("supervision_officer")
    found = registry.call("GetFundStatistics", officer, year=2026)
    (count,) = found.counts
    assert (count.division, count.office_count, count.base_fen, count.allocated_fen) == (HOME, 2, 2_500_000, 75_000)
    assert (count.booked_fen, count.unbooked_fen, count.overdue_count, count.spent_fen) == (30_000, 45_000, 0, 0)
    assert found.event_position > 0
    neighbour = registry.door.person("supervision_officer", divisions=("990103",))
    assert list(registry.call("GetFundStatistics", neighbour, year=2026).counts) == []


def a_line(day: dt.date, number: int, fen: int) -> FundStatementLine:
    spent = number % 3 == 0
    return FundStatementLine(
        kind=K.SPEND if spent else K.PERIODIC, entered_date=day, period="", gross_fee_fen=0, refunds_fen=0,
        pass_through_fen=0, base_fen=0, allocated_fen=0 if spent else fen, booked_fen=0, adjusted_fen=0,
        spent_fen=abs(fen) if spent else 0, balance_fen=0, report_version=0, document_numbers=(),
        subject=f"x/{number:04d}", ledger_entry="",
    )  # fmt: skip


_DAYS = st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31))


@given(given_lines=st.lists(st.tuples(_DAYS, st.integers(-(10**9), 10**9)), max_size=30))
def test_every_quarter_begins_where_the_one_before_ended(given_lines: list[tuple[dt.date, int]]) -> None:
    lines = [a_line(day, number, fen) for number, (day, fen) in enumerate(given_lines)]
    before, seen = 0, 0
    for quarter in (f"{year}-Q{n}" for year in (2025, 2026) for n in (1, 2, 3, 4)):
        _, end = days_of(quarter)
        until = [line for line in lines if line.entered_date < end]
        found = statement_of(reversed(until), name="", office="", division="", quarter=quarter)
        assert found.opening_fen == before
        assert found.closing_fen == before + found.allocated_fen - found.spent_fen
        assert len(readable(found).splitlines()) == 4 + len(found.lines)
        before, seen = found.closing_fen, seen + len(found.lines)
    assert seen == len(lines)
