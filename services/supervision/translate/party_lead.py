"""Facts of party_building that are leads, in the words of supervision. It must not decide what follows."""

from __future__ import annotations

import datetime as dt

from sifa.party_building.v1 import events_pb2

from services.supervision.domain.clue import ClueSource, Finding
from services.supervision.domain.lead import office_lead


def uncovered(event: events_pb2.CoverageOverdue) -> Finding:
    """An office did not get in time the organisation or instructor that it must have (PB-02, XF-03)."""
    return office_lead(
        ClueSource.XF_03, event.office, office=event.office, division=event.division, rule_id="PB-02",
        on=_day_after(event.due_date), kind=event.due_date,
    )  # fmt: skip


def covered(event: events_pb2.CoverageChanged) -> str:
    """The office that has what it must have (XF-03); empty when it has not."""
    return event.office if event.reached else ""


def not_booked(event: events_pb2.AllocationOverdue) -> Finding:
    """An office has not booked its party-building money (PB-23, XF-09)."""
    return office_lead(
        ClueSource.XF_09, event.fund_allocation, office=event.office, division=event.division, rule_id="PB-23",
        on=_day_after(event.due_date), kind=event.period,
    )  # fmt: skip


def spent_otherwise(event: events_pb2.FundMisused) -> Finding:
    """Party-building money was spent on something else (PB-23, XF-09)."""
    return office_lead(
        ClueSource.XF_09, event.fund_spend, office=event.office, division=event.division, rule_id="PB-23",
        on=dt.date.fromisoformat(event.found_date),
    )  # fmt: skip


def refunded_short(event: events_pb2.DuesRefundShort) -> Finding:
    """Less of the dues came back than was handed on: a clue on the superior that owes the return (PB-24, XF-10)."""
    return office_lead(
        ClueSource.XF_10, event.dues_refund, office=event.owed_by, division=event.division, rule_id="PB-24",
        on=_day_after(event.due_date), kind=event.period,
    )  # fmt: skip


def _day_after(due: str) -> dt.date:
    return dt.date.fromisoformat(due) + dt.timedelta(days=1)
