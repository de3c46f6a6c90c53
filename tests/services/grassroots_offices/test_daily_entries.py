"""What is noted in the year stands beside the yearly sheet, with the office's answer, and is not scored (GO-85)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sifa.grassroots_offices.v1 import daily_entry_pb2 as pb

from services.grassroots_offices.domain.daily_entry import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day
from tests.services.grassroots_offices.test_assessments import file, review


@pytest.fixture
def spring(desk: Desk, profile: Profile) -> Iterator[Desk]:
    """The desks in the middle of the window for 2025."""
    with on_day(desk, profile, "2026-04-10") as open_desk:
        yield open_desk


def note(desk: Desk, office: str, day: str = "2026-06-12", **changes: Any) -> pb.DailyEntry:
    fields: dict[str, Any] = {
        "kind": pb.DAILY_ENTRY_KIND_VISIT, "reason": "走访发现收费公示栏未更新", "document_number": "走访记录1号",
        "entry_reason": "补录走访记录", **changes,
    }  # fmt: skip
    entry = pb.DailyEntry(office=office, noted_date=day, **fields)
    made: pb.DailyEntry = desk.call("CreateDailyEntry", desk.clerk, daily_entry=entry)
    return made


@pytest.mark.rule("GO-85")
def test_the_office_answers_once_and_what_was_wrong_is_taken_back(desk: Desk) -> None:
    noted = note(desk, desk.enter_office().name)
    done = desk.call("AnswerDailyEntry", desk.clerk, name=noted.name, answer="当日已更新公示栏").daily_entry
    assert (done.state, done.answer, done.answered_date) == (
        pb.DAILY_ENTRY_STATE_ANSWERED, "当日已更新公示栏", "2026-06-15",
    )  # fmt: skip
    again = refused(lambda: desk.call("AnswerDailyEntry", desk.clerk, name=noted.name, answer="再次说明"))
    assert again.reason == "ACTION_NOT_ALLOWED"
    gone = desk.call("WithdrawDailyEntry", desk.clerk, name=noted.name, withdrawal_reason="核实无误").daily_entry
    assert (gone.state, gone.withdrawal_reason) == (pb.DAILY_ENTRY_STATE_WITHDRAWN, "核实无误")


@pytest.mark.rule("GO-85", "GO-64")
def test_entries_of_the_year_stand_beside_the_sheet_without_points(spring: Desk) -> None:
    office, _ = spring.staffed_office(3)
    noted = note(spring, office.name, "2025-08-01")
    wrong = note(spring, office.name, "2025-08-02", kind=pb.DAILY_ENTRY_KIND_COMPLAINT)
    spring.call("WithdrawDailyEntry", spring.clerk, name=wrong.name, withdrawal_reason="登记有误")
    note(spring, office.name, "2026-01-05")
    sheet = json.loads(review(spring, file(spring, office.name)).sheet)
    assert sheet["daily"] == [
        {"answered": False, "date": "2025-08-01", "kind": "VISIT", "name": noted.name, "reason": noted.reason}
    ]
    assert sheet["party_score"] == 100


def test_a_list_is_of_one_office_kind_or_state(desk: Desk) -> None:
    office = desk.enter_office().name
    first = note(desk, office)
    note(desk, office, kind=pb.DAILY_ENTRY_KIND_PRAISE)
    note(desk, desk.enter_office().name)
    asked: tuple[dict[str, Any], ...] = (
        {"office": office}, {"kind": pb.DAILY_ENTRY_KIND_PRAISE}, {"state": pb.DAILY_ENTRY_STATE_NOTED},
    )  # fmt: skip
    found = [desk.call("ListDailyEntries", desk.city, **one).daily_entries for one in asked]
    assert [len(one) for one in found] == [2, 1, 3]
    assert desk.call("GetDailyEntry", desk.city, name=first.name) == found[0][0]


def test_the_moves_of_an_entry() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "NOTED": ["answer", "withdraw"], "ANSWERED": ["withdraw"], "WITHDRAWN": [],
    }  # fmt: skip
