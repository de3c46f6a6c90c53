"""Whatever is entered, however late: each answer of the register stands, and the event log says the same (GO-74)."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sifa.grassroots_offices.v1 import events_pb2 as events
from sifa.grassroots_offices.v1 import office_pb2 as office_pb
from sifa.grassroots_offices.v1 import practitioner_pb2 as pb

from tests.doors import HOME
from tests.facts import logged
from tests.servers.profiles import Profile
from tests.services.grassroots_offices.applications import change, grant
from tests.services.grassroots_offices.desk import Desk, on_day, premises

FIRST, STAFF = dt.date(2026, 6, 16), 4
LEGAL_DAYS = [(FIRST + dt.timedelta(days=place)).isoformat() for place in range(-4, 3)]
STATES = {
    events.PRACTICE_STATUS_ACTIVE: pb.PRACTITIONER_STATE_ACTIVE,
    events.PRACTICE_STATUS_SUSPENDED: pb.PRACTITIONER_STATE_SUSPENDED,
    events.PRACTICE_STATUS_UNATTACHED: pb.PRACTITIONER_STATE_UNATTACHED,
    events.PRACTICE_STATUS_CANCELLED: pb.PRACTITIONER_STATE_CANCELLED,
}  # fmt: skip
ACTS = ("leave", "hire", "suspend", "resume", "cancel", "move", "rename")
ENTRY = st.tuples(st.sampled_from(ACTS), st.integers(0, STAFF - 1), st.integers(0, 3))
Answer = dict[str, Any]


class House:
    """Two offices and the people of one of them."""

    def __init__(self, desk: Desk) -> None:
        """Entered as they were licensed."""
        self.offices = [desk.enter_office().name for _ in range(2)]
        self.people = [desk.enter_practitioner(self.offices[0]).name for _ in range(STAFF)]
        self._count = 0

    def enter(self, desk: Desk, act: str, who: int, back: int, today: dt.date) -> None:
        """One entry of what happened so many days ago. What the law or the order of days forbids is not entered."""
        self._count += 1
        person, office = self.people[who], self.offices[who % 2]
        paper = {
            "name": person, "document_number": f"文{self._count}号", "entry_reason": "补录",
            "happened_date": (today - dt.timedelta(days=back)).isoformat(),
        }  # fmt: skip
        with contextlib.suppress(grpc.RpcError):
            if act == "leave":
                desk.call("EndContract", desk.clerk, **paper)
            elif act == "hire":
                desk.call("HirePractitioner", desk.city, office=office, **paper)
            elif act == "suspend":
                desk.call(
                    "SuspendPractitioner", desk.city, legal_basis="示例条例", until_date=paper["happened_date"], **paper
                )
            elif act == "resume":
                desk.call("ResumePractitioner", desk.city, **paper)
            elif act == "cancel":
                ground = pb.CANCELLATION_GROUND_DISMISSED
                desk.call("CancelPractitioner", desk.city, ground=ground, **paper)
            elif act == "move":
                moved = premises(address=f"玄武县解放路{self._count}号", area_type=office_pb.AREA_TYPE_STREET)
                grant(desk, change(desk, "CHANGE_ADDRESS", office, premises=moved))
            else:
                grant(desk, change(desk, "CHANGE_NAME", office, display_name=f"示例改名{self._count}法律服务所"))

    def answers(self, desk: Desk, until: dt.date, **known: str) -> Iterator[Answer]:
        """What the register says of them on each legal day until the one given."""
        for day in (one for one in LEGAL_DAYS if one <= until.isoformat()):
            asked = {"as_of_date": day, "page_size": 1000, "division": HOME, **known}
            offices = desk.call("ListPublicOffices", (), **asked).offices
            people = desk.call("ListPublicPractitioners", (), **asked).practitioners
            yield {
                **{one.office: one for one in offices if one.office in self.offices},
                **{one.practitioner: one for one in people if one.practitioner in self.people},
            }


def replayed(told: list[Any], day: str) -> dict[str, tuple[Any, ...]]:
    """State and office of each practitioner, and the address of each office, on the day, from the log alone."""
    said: dict[str, tuple[str, int, tuple[Any, ...]]] = {}
    for place, one in enumerate(told):
        if one.type.endswith(".PracticeStatusChanged"):
            fact = json_format.Parse(one.body, events.PracticeStatusChanged())
            entry: tuple[str, str, tuple[Any, ...]] = (fact.subject, fact.from_date, (fact.status, fact.office))
        elif one.type.endswith(".OfficePlaced"):
            placed = json_format.Parse(one.body, events.OfficePlaced())
            entry = (placed.office, placed.placed_date, (placed.address,))
        else:
            continue
        subject, since, what = entry
        if since <= day and (since, place) >= said.get(subject, ("", 0))[:2]:
            said[subject] = (since, place, what)
    return {subject: what for subject, (_, _, what) in said.items()}


@pytest.mark.rule("GO-74")
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.lists(ENTRY, min_size=1, max_size=4), min_size=3, max_size=3))
def test_each_answer_stands_and_the_log_up_to_its_position_gives_it_again(
    desk: Desk, profile: Profile, days: list[list[tuple[str, int, int]]]
) -> None:
    house = House(desk)
    given_then: list[tuple[str, int, list[Answer]]] = []
    for number, entries in enumerate(days):
        today = FIRST + dt.timedelta(days=number)
        with on_day(desk, profile, today.isoformat()) as then:
            for act, who, back in entries:
                house.enter(then, act, who, back, today)
            position = len(logged(then.door.service))
            given_then.append((today.isoformat(), position, list(house.answers(then, today))))
            told = logged(then.door.service)
            for known, _, answers in given_then:
                assert list(house.answers(then, today, known_date=known))[: len(answers)] == answers
    for _, position, answers in given_then:
        for day, answer in zip(LEGAL_DAYS, answers, strict=False):
            log = replayed(told[:position], day)
            for name in house.offices:
                assert (answer[name].address,) == log[name]
            for name in house.people:
                status, office = log[name]
                at = answer[office].display_name if office else ""
                assert (answer[name].state, answer[name].office_display_name) == (STATES[status], at)
