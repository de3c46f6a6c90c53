"""What grassroots_offices tells, in the words of the party organisations. It must not decide what follows from it."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import events_pb2

from services.party_building.domain.fund_allocation import ReportedIncome


def read_income(event: events_pb2.IncomeReported) -> ReportedIncome:
    """One version of a month's report (XF-08)."""
    return ReportedIncome(
        income_report=event.income_report, office=event.office, division=event.division, period=event.period,
        version=event.version, gross_fee_fen=event.gross_fee_fen, refunds_fen=event.refunds_fen,
        pass_through_fen=event.pass_through_fen, legal_aid_subsidy_fen=event.legal_aid_subsidy_fen,
    )  # fmt: skip
