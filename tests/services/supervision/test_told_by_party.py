"""What party_building tells opens clues on offices and on a superior organisation; so does a lack of practitioners."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf.message import Message
from sifa.grassroots_offices.v1 import events_pb2 as offices
from sifa.party_building.v1 import events_pb2 as party
from sifa.supervision.v1 import clue_pb2 as pb

from chassis.events.inbox import Inbox
from tests.doors import HOME, Door
from tests.facts import fact
from tests.services.supervision.told import clues, parked

OFFICE = "offices/019ed7e5-3a00-7000-8000-2f6b1c9d1a02"
SUPERIOR = "organisations/019ed7e5-3a00-7000-8000-2f6b1c9d1a09"
LOGS = {
    "party_building": "01890000-0000-7000-8000-0000000000c3",
    "grassroots_offices": "01890000-0000-7000-8000-0000000000c4",
}
AT: dict[str, Any] = {"office": OFFICE, "division": HOME}
OVERDUE = party.CoverageOverdue(**AT, due_date="2026-06-10")
REACHED, LOST = (party.CoverageChanged(**AT, reached=reached) for reached in (True, False))
NOT_BOOKED = party.AllocationOverdue(**AT, fund_allocation="fundAllocations/1", period="2026-03", due_date="2026-06-10")
MISUSED = party.FundMisused(**AT, fund_spend="fundSpends/1", found_date="2026-06-11")
SHORT = party.DuesRefundShort(
    dues_refund="duesRefunds/1", owed_by=SUPERIOR, division=HOME, period="2026-Q1", due_date="2026-06-10"
)


def staffed(count: int, day: str = "2026-06-12") -> offices.OfficeStaffingChanged:
    return offices.OfficeStaffingChanged(**AT, practitioner_count=count, required_count=3, changed_date=day)


def tell(inbox: Inbox, *messages: Message) -> None:
    for position, message in enumerate(messages, 1):
        source = message.DESCRIPTOR.full_name.split(".")[1]
        inbox.receive(fact(position, message, subject=OFFICE, log_id=LOGS[source], source=source))


@pytest.mark.parametrize(
    ("told", "found"),
    [
        pytest.param(OVERDUE, ("XF_03", OFFICE, OFFICE, "PB-02", "2026-06-11"),
                     marks=pytest.mark.rule("XF-03", "PB-02")),
        pytest.param(NOT_BOOKED, ("XF_09", "fundAllocations/1", OFFICE, "PB-23", "2026-06-11"),
                     marks=pytest.mark.rule("XF-09", "PB-23")),
        pytest.param(MISUSED, ("XF_09", "fundSpends/1", OFFICE, "PB-23", "2026-06-11"),
                     marks=pytest.mark.rule("XF-09", "PB-23")),
        pytest.param(SHORT, ("XF_10", "duesRefunds/1", SUPERIOR, "PB-24", "2026-06-11"),
                     marks=pytest.mark.rule("XF-10", "PB-24")),
        pytest.param(staffed(2), ("XF_29", OFFICE, OFFICE, "GO-02", "2026-06-12"),
                     marks=pytest.mark.rule("XF-29", "GO-02")),
    ],
)  # fmt: skip
def test_a_lead_opens_one_clue(door: Door, inbox: Inbox, told: Message, found: tuple[str, ...]) -> None:
    tell(inbox, told, told)
    (clue,) = clues(door)
    source = pb.ClueSource.Name(clue.source).removeprefix("CLUE_SOURCE_")
    assert (source, clue.subject, clue.owner, clue.rule_id, clue.happened_date) == found
    assert (clue.division, clue.number, parked(door)) == (HOME, "（2026）线索第1号", [])


@pytest.mark.rule("XF-29")
def test_an_office_that_lacks_people_has_one_open_clue_at_a_time(door: Door, inbox: Inbox) -> None:
    tell(inbox, staffed(2), staffed(1, "2026-06-13"))
    assert [clue.resolved_as_met for clue in clues(door)] == [False]
    tell(inbox, staffed(2), staffed(1, "2026-06-13"), staffed(3, "2026-06-14"), staffed(2, "2026-06-15"))
    assert [(clue.resolved_as_met, "从业人员" in clue.note) for clue in clues(door)] == [(True, True), (False, False)]


@pytest.mark.rule("XF-03")
def test_coverage_that_comes_late_is_remarked(door: Door, inbox: Inbox) -> None:
    tell(inbox, REACHED, LOST)
    assert clues(door) == []
    tell(inbox, REACHED, LOST, OVERDUE, LOST)
    assert [clue.note for clue in clues(door)] == [""]
    tell(inbox, REACHED, LOST, OVERDUE, LOST, REACHED)
    assert ["覆盖" in clue.note for clue in clues(door)] == [True]
