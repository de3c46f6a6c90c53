"""What organisations report for a month, beside what the records count (MD-10)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from sifa.mediation.v1 import reported_total_pb2 as pb

from services.mediation.domain.reported_total import first_days
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.mediation.house import House, at

NAMES = ("registered_count", "settled_count", "failed_count", "amount_fen")
PAPER = "（2026）调解月报6号"


def figures(*values: int) -> pb.MediationFigures:
    return pb.MediationFigures(**dict(zip(NAMES, values, strict=True)))


def shown(message: Any) -> tuple[int, ...]:
    return tuple(getattr(message, name) for name in NAMES)


def report(house: House, organisation: str, month: str = "2026-05", *values: int) -> Any:
    wish = pb.ReportedTotal(
        organisation=organisation, month=month, reported=figures(*(values or (0, 0, 0, 0))), document_number=PAPER
    )
    return house.call("CreateReportedTotal", house.clerk, reported_total=wish)


@pytest.mark.rule("MD-10")
def test_reported_stands_beside_counted_and_the_difference_is_shown(house: House, profile: Profile) -> None:
    settled = house.settled()
    with at(house, profile, "2026-07-01") as later:
        made = report(later, settled.organisation, "2026-06", 3, 1, 1, 100000)
        assert shown(made.counted) == (1, 1, 0, 120000)
        assert shown(made.difference) == (2, 0, 1, -20000)
        assert later.call("GetReportedTotal", later.mediator, name=made.name) == made
        wish = {"name": made.name, "reported": figures(1, 1, 0, 120000), "document_number": "更正1号"}
        done = later.call("CorrectReportedTotal", later.clerk, **wish).reported_total
        assert (shown(done.difference), done.document_number, done.etag) == ((0, 0, 0, 0), "更正1号", "2")
        stale = refused(lambda: later.call("CorrectReportedTotal", later.clerk, **wish, etag="1"))
        assert (stale.code, stale.reason) == (grpc.StatusCode.ABORTED, "ETAG_MISMATCH")


@pytest.mark.rule("MD-10")
def test_a_month_is_reported_once_and_when_it_is_over(house: House) -> None:
    organisation = house.organisation().name
    early = refused(lambda: report(house, organisation, "2026-06"))
    assert early.violations == {"reported_total.month": "MONTH_NOT_OVER"}
    made = report(house, organisation)
    assert refused(lambda: report(house, organisation)).reason == "TOTAL_REPORTED"
    other = report(house, organisation, "2026-04")
    listed = house.call("ListReportedTotals", house.clerk, organisation=organisation)
    assert list(listed.reported_totals) == [made, other]
    assert list(house.call("ListReportedTotals", house.clerk, month="2026-04").reported_totals) == [other]


def test_what_failed_and_what_lies_outside_the_month(house: House, profile: Profile) -> None:
    failed = house.failed()
    with at(house, profile, "2026-07-01") as later:
        assert shown(report(later, failed.organisation, "2026-06").counted) == (1, 0, 1, 0)
        assert shown(report(later, failed.organisation, "2026-05").counted) == (0, 0, 0, 0)


@pytest.mark.parametrize(("month", "after"), [("2026-12", dt.date(2027, 1, 1)), ("2024-02", dt.date(2024, 3, 1))])
def test_a_month_ends_before_the_first_of_the_next(month: str, after: dt.date) -> None:
    assert first_days(month) == (dt.date.fromisoformat(f"{month}-01"), after)
