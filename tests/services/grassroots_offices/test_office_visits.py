"""Every office is visited once a quarter by two; what is found has a day, and every visit its dated photo (F-04)."""

from __future__ import annotations

from typing import Any

import grpc
import pytest
from sifa.grassroots_offices.v1 import office_visit_pb2 as pb

from services.grassroots_offices.domain.office_visit import MOVES
from tests.doors import refused
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.desk import Desk, on_day

QUARTERLY, DAILY = pb.OFFICE_VISIT_KIND_QUARTERLY, pb.OFFICE_VISIT_KIND_DAILY
CLEAR, OPEN, SETTLED = pb.OFFICE_VISIT_STATE_CLEAR, pb.OFFICE_VISIT_STATE_OPEN, pb.OFFICE_VISIT_STATE_SETTLED
FOUND = {"problems": "收费标准未上墙", "due_date": "2026-06-20"}


def photo(digit: str = "a", day: str = "2026-06-15") -> pb.VisitPhoto:
    return pb.VisitPhoto(sha256=digit * 64, taken_date=day)


def visit(desk: Desk, office: str, **changes: Any) -> pb.OfficeVisit:
    fields: dict[str, Any] = {
        "office": office, "kind": QUARTERLY, "visited_date": "2026-06-15", "officers": ["周示例", "吴示例"],
        "independent_premises": True, "separate_from_bureau": True, "systems_in_use": True, "files_sampled": 5,
        "files_qualified": 5, "fees_in_order": True, "photos": [photo()], "document_number": "监督1号", **changes,
    }  # fmt: skip
    made: pb.OfficeVisit = desk.call("CreateOfficeVisit", desk.clerk, office_visit=pb.OfficeVisit(**fields))
    return made


def again(desk: Desk, one: pb.OfficeVisit, **changes: Any) -> pb.OfficeVisit:
    fields = {"name": one.name, "settled": True, "result": "已上墙", "document_number": "复查1号", **changes}
    done: pb.OfficeVisit = desk.call("RecheckOfficeVisit", desk.clerk, **fields).office_visit
    return done


@pytest.mark.rule("GO-71")
def test_what_was_found_stays_open_until_a_recheck_finds_it_settled(desk: Desk) -> None:
    office = desk.enter_office()
    assert visit(desk, office.name).state == CLEAR
    found = visit(desk, office.name, **FOUND)
    assert (found.state, list(found.allowed_actions)) == (OPEN, ["recheck", "void"])
    still = again(desk, found, settled=False, result="仍未上墙")
    done = again(desk, still)
    assert (still.state, done.state, [one.settled for one in done.rechecks]) == (OPEN, SETTLED, [False, True])
    assert refused(lambda: again(desk, done)).reason == "ACTION_NOT_ALLOWED"


@pytest.mark.rule("GO-71", "GO-76")
@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"officers": ["周示例"]}, "officers", "OFFICERS_TOO_FEW"),
        ({"files_qualified": 6}, "files_qualified", "COUNT_TOO_HIGH"),
        ({"problems": "未上墙"}, "due_date", "DUE_DATE_MISSING"),
        ({"due_date": "2026-06-20"}, "due_date", "DUE_DATE_UNEXPECTED"),
        ({**FOUND, "due_date": "2026-06-14"}, "due_date", "DUE_BEFORE_VISIT"),
        ({"photos": [photo(day="2026-06-14")]}, "photos[0].taken_date", "PHOTO_OF_ANOTHER_DAY"),
        ({"photos": [photo(), photo()]}, "photos[1].sha256", "PHOTO_TWICE"),
    ],
)
def test_an_incomplete_record_is_refused(desk: Desk, changes: dict[str, Any], field: str, reason: str) -> None:
    office = desk.enter_office()
    found = refused(lambda: visit(desk, office.name, **changes)).violations
    assert found[f"office_visit.{field}"] == reason


@pytest.mark.rule("GO-13", "GO-76")
@pytest.mark.parametrize(
    "changes",
    [
        {"missing_display": [pb.DISPLAY_ITEM_FEES]}, {"independent_premises": False}, {"separate_from_bureau": False},
        {"systems_in_use": False}, {"fees_in_order": False}, {"files_qualified": 4},
    ],
)  # fmt: skip
def test_whatever_is_not_as_it_has_to_be_is_written_down(desk: Desk, changes: dict[str, Any]) -> None:
    office = desk.enter_office()
    silent = refused(lambda: visit(desk, office.name, **changes))
    assert silent.violations == {"office_visit.problems": "PROBLEMS_MISSING"}
    assert visit(desk, office.name, **changes, **FOUND).state == OPEN


@pytest.mark.rule("GO-71", "GO-75")
def test_a_daily_visit_by_one_is_no_quarterly_one(desk: Desk, profile: Profile) -> None:
    first, second = desk.enter_office(), desk.enter_office()
    visit(desk, first.name, kind=DAILY, officers=["司法所郑示例"])
    visit(desk, second.name)
    wrong = visit(desk, first.name)
    desk.call("VoidOfficeVisit", desk.clerk, name=wrong.name, void_reason="录错所")
    late = visit(desk, second.name, **FOUND)
    with on_day(desk, profile, "2026-06-21") as later:
        due = later.call("ListVisitsDue", later.city, quarter="2026-Q2")
        assert (list(due.offices), list(due.overdue_visits)) == ([first.name], [late.name])
        with_day_left = desk.call("ListVisitsDue", desk.city, quarter="2026-Q1")
        assert (len(with_day_left.offices), list(with_day_left.overdue_visits)) == (2, [])
    early = refused(lambda: desk.call("ListVisitsDue", desk.city, quarter="2026-Q3"))
    assert early.violations == {"quarter": "PERIOD_IN_FUTURE"}


def test_lists_and_divisions(desk: Desk) -> None:
    office = desk.enter_office()
    made = visit(desk, office.name)
    asked: tuple[dict[str, Any], ...] = ({"kind": DAILY}, {"office": office.name, "kind": QUARTERLY}, {"state": OPEN})
    found = [desk.call("ListOfficeVisits", desk.city, **one).office_visits for one in asked]
    assert [[one.name for one in page] for page in found] == [[], [made.name], []]
    neighbour = desk.door.person("grassroots_clerk", divisions=("990103",))
    assert refused(lambda: desk.call("GetOfficeVisit", neighbour, name=made.name)).code == grpc.StatusCode.NOT_FOUND
    assert not desk.call("ListVisitsDue", neighbour, quarter="2026-Q2").offices


def test_the_moves_of_a_visit() -> None:
    assert {state.name: sorted(moves) for state, moves in MOVES.items()} == {
        "CLEAR": ["void"], "OPEN": ["recheck", "void"], "SETTLED": [], "VOIDED": [],
    }  # fmt: skip
