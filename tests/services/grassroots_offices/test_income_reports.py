"""Each month of an office has one report in versions; the newest counts, all stay readable (XF-08)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import income_report_pb2 as pb

from services.grassroots_offices.domain.income_report import MOVES
from tests.doors import refused
from tests.services.grassroots_offices.desk import Desk

FIGURES = {"gross_fee_fen": 8_600_033, "refunds_fen": 100_000, "pass_through_fen": 20_000, "document_number": "收报1号"}
CORRECT = {**FIGURES, "gross_fee_fen": 8_500_000, "correction_reason": "漏记退费"}


def file(desk: Desk, office: str, **changes: Any) -> pb.IncomeReport:
    report = pb.IncomeReport(**{"office": office, "period": "2026-05", **FIGURES, **changes})
    filed: pb.IncomeReport = desk.call("CreateIncomeReport", desk.clerk, income_report=report)
    return filed


def correct(desk: Desk, report: pb.IncomeReport, **changes: Any) -> pb.IncomeReport:
    reply = desk.call("CorrectIncomeReport", desk.clerk, **{"name": report.name, **CORRECT, **changes})
    newer: pb.IncomeReport = reply.income_report
    return newer


def test_a_correction_is_another_version_and_the_first_stays_readable(desk: Desk) -> None:
    first = file(desk, desk.enter_office().name)
    second = correct(desk, first)
    assert (second.version, second.gross_fee_fen, second.correction_reason) == (2, 8_500_000, "漏记退费")
    states = pb.INCOME_REPORT_STATE_SUPERSEDED, pb.INCOME_REPORT_STATE_CURRENT
    found = [desk.call("GetIncomeReport", desk.clerk, name=one.name) for one in (first, second)]
    assert [(one.state, one.gross_fee_fen) for one in found] == list(zip(states, (8_600_033, 8_500_000), strict=True))


def test_others_are_told_every_version_in_order(desk: Desk) -> None:
    report = correct(desk, file(desk, desk.enter_office().name))
    told = [(one.version, one.gross_fee_fen, one.period, one.office) for one in desk.told("IncomeReported")]
    assert told == [(1, 8_600_033, "2026-05", report.office), (2, 8_500_000, "2026-05", report.office)]


def test_a_month_is_filed_once_and_a_superseded_version_is_not_corrected(desk: Desk) -> None:
    first = file(desk, desk.enter_office().name)
    assert refused(lambda: file(desk, first.office)).reason == "PERIOD_FILED"
    correct(desk, first)
    again = refused(lambda: correct(desk, first))
    assert (again.code, again.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "ACTION_NOT_ALLOWED")


def test_two_who_correct_at_once_make_one_version(desk: Desk) -> None:
    first = file(desk, desk.enter_office().name)

    def attempt(_: int) -> str:
        try:
            return str(correct(desk, first).version)
        except grpc.RpcError as error:
            return str(error.code().name)

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, range(2)))
    assert outcomes == ["2", "FAILED_PRECONDITION"]


@pytest.mark.parametrize(
    ("changes", "violations"),
    [({"period": "2026-06"}, {"income_report.period": "PERIOD_NOT_OVER"}),
     ({"period": "2026-13"}, {"income_report.period": "STRING_PATTERN"}),
     ({"refunds_fen": -1}, {"income_report.refunds_fen": "INT64_GTE_LTE"}),
     ({"pass_through_fen": 8_600_034}, {"income_report.pass_through_fen": "PASS_THROUGH_ABOVE_FEES"})],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_field(desk: Desk, changes: dict[str, Any], violations: dict[str, str]) -> None:
    office = desk.enter_office().name
    assert refused(lambda: file(desk, office, **changes)).violations == violations


def test_a_month_with_refunds_alone_is_filed(desk: Desk) -> None:
    report = file(desk, desk.enter_office().name, gross_fee_fen=0, pass_through_fen=0, refunds_fen=100_000)
    assert (report.gross_fee_fen, report.refunds_fen) == (0, 100_000)


def test_a_list_is_of_one_office_month_or_state(desk: Desk) -> None:
    one, other = desk.enter_office().name, desk.enter_office().name
    correct(desk, file(desk, one))
    file(desk, one, period="2026-04")
    file(desk, other)
    counts = [
        len(desk.call("ListIncomeReports", desk.city, **asked).income_reports)
        for asked in ({"office": one}, {"period": "2026-05"}, {"state": pb.INCOME_REPORT_STATE_CURRENT})
    ]
    assert counts == [3, 3, 3]


def test_the_moves_of_a_version() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {"CURRENT": ["correct"], "SUPERSEDED": []}
