"""An office books its lines in time, or others hear of it: reminder, circular, the year's shortfall (PB-23, XF-09)."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

import grpc
import pytest
from sifa.party_building.v1 import fund_allocation_pb2 as pb
from sifa.platform.v1 import deadline_pb2

from chassis.kernel.errors import RuleViolated
from services.party_building.domain.fund_allocation import MOVES, AllocationKind, AllocationState, FundAllocation
from services.party_building.domain.fund_booking import allow, clock_start
from tests.doors import refused
from tests.facts import HAPPENED
from tests.servers.profiles import Profile
from tests.services.party_building.reporting import OFFICE, Reporting, watched_on

OTHER = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a04"
COMPUTED, BOOKED = pb.ALLOCATION_STATE_COMPUTED, pb.ALLOCATION_STATE_BOOKED
TRUED_UP, REVERSED = pb.ALLOCATION_STATE_TRUED_UP, pb.ALLOCATION_STATE_REVERSED
_S = AllocationState


def states(reporting: Reporting, **asked: Any) -> list[int]:
    return [line.state for line in reporting.lines(**asked)]


@pytest.mark.rule("PB-23")
def test_a_line_is_booked_by_the_tenth_of_the_next_month(reporting: Reporting) -> None:
    reporting.report("2026-05", 8_600_033)
    (line,) = reporting.lines()
    assert (line.state, list(line.allowed_actions), line.deadlines[0].due_date) == (COMPUTED, ["book"], "2026-07-10")
    before = reporting.fund()
    assert (before.balance_fen, before.booked_fen, before.unbooked_fen) == (258_001, 0, 258_001)
    done = reporting.book(line.name, "记账凭证7号", happened_date="2026-06-12", etag=line.etag)
    assert (done.state, done.booked_date, done.booked_document_number) == (BOOKED, "2026-06-12", "记账凭证7号")
    assert (done.deadlines[0].state, list(done.allowed_actions)) == (deadline_pb2.DEADLINE_STATE_MET, [])
    after = reporting.fund()
    assert (after.balance_fen, after.booked_fen, after.unbooked_fen) == (258_001, 258_001, 0)
    twice = refused(lambda: reporting.book(line.name))
    assert (twice.code, twice.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED")


@pytest.mark.rule("PB-23")
@pytest.mark.parametrize(
    ("told", "start"),
    [("2026-06-05", "2026-05-31"), ("2026-06-10", "2026-05-31"), ("2026-06-11", "2026-06-30"),
     ("2026-08-03", "2026-07-31"), ("2026-08-20", "2026-08-31"), ("2026-12-11", "2026-12-31")],
)  # fmt: skip
def test_a_report_that_came_late_is_due_on_the_next_day_of_the_kind(told: str, start: str) -> None:
    found = clock_start(dt.date(2026, 5, 1), dt.date.fromisoformat(told), 10)
    assert found.isoformat() == start


def test_a_line_of_nothing_needs_no_booking(reporting: Reporting) -> None:
    reporting.report("2026-05", 16)
    (line,) = reporting.lines()
    assert (line.state, list(line.deadlines), list(line.allowed_actions)) == (BOOKED, [], [])


@pytest.mark.rule("PB-22", "PB-23")
def test_a_corrected_line_is_reversed_and_the_new_one_is_to_be_booked(reporting: Reporting) -> None:
    reporting.report("2026-05", 8_600_033)
    reporting.book(reporting.lines()[0].name)
    reporting.report("2026-05", 8_500_000, version=2, refunds_fen=100_000)
    assert states(reporting) == [REVERSED, REVERSED, COMPUTED]
    assert [(one.gross_fee_fen, one.refunds_fen) for one in reporting.lines()] == [
        (8_600_033, 0), (-8_600_033, 0), (8_500_000, 100_000),
    ]  # fmt: skip
    fund = reporting.fund()
    assert (fund.balance_fen, fund.booked_fen, fund.unbooked_fen) == (252_000, 0, 252_000)
    reporting.report("2026-05", 8_600_033, version=3)
    cancelled = [one.deadlines[0].state for one in reporting.lines(state=REVERSED) if one.deadlines]
    assert cancelled == [deadline_pb2.DEADLINE_STATE_MET, deadline_pb2.DEADLINE_STATE_CANCELLED]


@pytest.mark.rule("PB-23")
def test_what_is_owed_and_booked_of_a_month_is_told(reporting: Reporting) -> None:
    reporting.report("2026-05", 8_600_033)
    reporting.book(reporting.lines()[0].name, happened_date="2026-06-12")
    reporting.report("2026-05", 16, version=2)
    told = reporting.heard("FundAllocationChanged")
    assert [(one.report_version, one.base_fen, one.due_fen, one.booked_fen, one.changed_date) for one in told] == [
        (1, 8_600_033, 258_001, 0, "2026-06-15"), (1, 8_600_033, 258_001, 258_001, "2026-06-12"),
        (2, 16, 0, 0, "2026-06-15"),
    ]  # fmt: skip
    assert {(one.office, one.period) for one in told} == {(OFFICE, "2026-05")}


@pytest.mark.rule("PB-21")
def test_the_check_of_the_year_marks_what_is_booked(reporting: Reporting) -> None:
    for month in ("2025-01", "2025-02", "2025-03"):
        reporting.report(month, 1_000_000)
    first, *_ = reporting.lines()
    assert refused(lambda: reporting.call("TrueUpFund", office=OFFICE, year=2025)).reason == "NOTHING_TO_TRUE_UP"
    reporting.book(first.name)
    line = reporting.call("TrueUpFund", office=OFFICE, year=2025).fund_allocation
    assert (line.amount_fen, line.state, line.ledger_entry) == (0, TRUED_UP, "")
    assert states(reporting) == [TRUED_UP, COMPUTED, COMPUTED, TRUED_UP]
    assert reporting.fund().unbooked_fen == 60_000


def test_a_booking_is_not_in_the_future_nor_before_its_month(reporting: Reporting) -> None:
    reporting.report("2026-05", 100_000)
    (line,) = reporting.lines()
    for day, reason in (("2026-06-16", "DATE_IN_FUTURE"), ("2026-04-30", "DATE_BEFORE_PREVIOUS")):
        found = refused(partial(reporting.book, line.name, happened_date=day, entry_reason="补录"))
        assert dict(found.violations) == {"happened_date": reason}
    late = refused(lambda: reporting.book(line.name, happened_date="2026-06-01"))
    assert late.reason == "ENTRY_REASON_MISSING"
    done = reporting.book(line.name, happened_date="2026-06-01", entry_reason="凭证后补")
    assert (done.late, done.entry_reason) == (True, "凭证后补")
    reporting.clerk = reporting.door.person("party_clerk", divisions=("990103",))
    assert refused(lambda: reporting.book(line.name)).code == grpc.StatusCode.NOT_FOUND


@pytest.mark.rule("PB-23")
def test_what_is_not_booked_for_two_months_is_told_once_for_the_circular(
    reporting: Reporting, profile: Profile
) -> None:
    reporting.report("2026-05", 8_600_033)
    reporting.report("2026-05", 0, office=OTHER, refunds_fen=100_000)
    (line,) = reporting.lines(office=OFFICE)
    with watched_on(reporting, profile, "2026-07-11") as reminded:
        (seen,) = reminded.lines(office=OFFICE)
        assert seen.deadlines[0].state == deadline_pb2.DEADLINE_STATE_MISSED
        assert reminded.heard("AllocationOverdue") == []
    with watched_on(reporting, profile, "2026-09-10") as last_day:
        assert last_day.heard("AllocationOverdue") == []
    with watched_on(reporting, profile, "2026-09-11") as after:
        (told,) = after.heard("AllocationOverdue")
        assert (told.fund_allocation, told.office, told.period) == (line.name, OFFICE, "2026-05")
        assert (told.amount_fen, told.due_date) == (258_001, "2026-07-10")
        assert after.book(line.name).deadlines[0].state == deadline_pb2.DEADLINE_STATE_MISSED


@pytest.mark.rule("PB-23")
def test_a_year_that_is_short_is_told_and_told_again_when_it_is_made_up_for(
    reporting: Reporting, profile: Profile
) -> None:
    for month in ("2025-11", "2025-12", "2026-01"):
        reporting.report(month, 1_000_000)
    first, second, _ = reporting.lines()
    assert reporting.heard("FundYearShort") == []
    with watched_on(reporting, profile, "2026-07-11") as overdue:
        (told,) = overdue.heard("FundYearShort")
        assert (told.office, told.year, told.short_fen, told.as_of_date) == (OFFICE, 2025, 60_000, "2026-07-11")
        overdue.book(first.name)
        overdue.book(second.name)
    with watched_on(reporting, profile, "2026-07-12") as made_up:
        assert [one.short_fen for one in made_up.heard("FundYearShort")] == [60_000, 0]


def test_the_moves_of_a_line_are_those_of_the_book() -> None:
    assert {(was, to) for was, moves in MOVES.items() for targets in moves.values() for to in targets} == {
        (_S.COMPUTED, _S.BOOKED), (_S.BOOKED, _S.TRUED_UP), (_S.COMPUTED, _S.REVERSED), (_S.BOOKED, _S.REVERSED),
        (_S.TRUED_UP, _S.REVERSED),
    }  # fmt: skip


@pytest.mark.parametrize("state", AllocationState)
def test_only_a_computed_line_is_booked(state: AllocationState) -> None:
    line = FundAllocation(
        name="", office=OFFICE, division="990102", period="2026-05", kind=AllocationKind.PERIODIC, base_fen=100,
        percent=3, amount_fen=3, income_report="", report_version=1, ledger_entry="", create_time=HAPPENED, state=state,
    )  # fmt: skip
    if state is AllocationState.COMPUTED:
        allow(line, "book", etag="1")
    else:
        with pytest.raises(RuleViolated, match="ACTION_NOT_ALLOWED"):
            allow(line, "book", etag="1")
