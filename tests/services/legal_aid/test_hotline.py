"""12348: a call is a contact with its times; a month stands beside its goals (LA-133)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import grpc
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from sifa.legal_aid.v1 import contact_pb2 as pb
from sifa.legal_aid.v1 import rating_pb2

from tests.doors import refused
from tests.services.legal_aid.contacts import move as move_contact
from tests.services.legal_aid.contacts import register
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.handling import able_lawyer
from tests.services.legal_aid.ratings import move as move_rating
from tests.services.legal_aid.ratings import rating_of

HOTLINE = pb.CONTACT_DOOR_HOTLINE
WOMEN, GENERAL = pb.HOTLINE_LINE_WOMEN, pb.HOTLINE_LINE_GENERAL


def at(minute: int) -> Timestamp:
    moment = Timestamp()
    moment.FromDatetime(dt.datetime(2026, 6, 15, 0, minute, tzinfo=dt.UTC))
    return moment


def call(line: pb.HotlineLine.ValueType = GENERAL, **changes: Any) -> pb.HotlineCall:
    said = {"ring_time": at(1), "answer_time": at(2), "end_time": at(9), "language": "普通话", **changes}
    return pb.HotlineCall(line=line, **{key: value for key, value in said.items() if value is not None})


def rang(counter: Counter, score: int = 0, channel: Any = rating_pb2.RATING_CHANNEL_PHONE, **changes: Any) -> None:
    """A call that was closed, and rated when there is a score."""
    made = register(counter, door=HOTLINE, call=call(**changes))
    move_contact(counter, "close", made.name)
    if score:
        move_rating(counter, "answer", rating_of(counter, made.name).name, score=score, channel=channel)


@pytest.mark.rule("LA-133")
def test_a_call_is_a_contact_with_line_language_times_and_lawyer(counter: Counter) -> None:
    said = call(WOMEN, handler=able_lawyer(counter).name)
    made = register(counter, door=HOTLINE, call=said, category=pb.CONTACT_CATEGORY_FAMILY)
    assert (made.call, made.category) == (said, pb.CONTACT_CATEGORY_FAMILY)
    assert counter.call("GetContact", counter.clerk, name=made.name) == made
    assert not register(counter).HasField("call")


@pytest.mark.rule("LA-133")
@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"door": pb.CONTACT_DOOR_COUNTER, "call": call()}, {"call": "NOT_A_CALL"}),
        ({"call": call(ring_time=at(59), answer_time=None, end_time=None)}, {}),
        ({"call": call(answer_time=at(0))}, {"call.end_time": "TIMES_REVERSED"}),
        ({"call": call(end_time=at(1))}, {"call.end_time": "TIMES_REVERSED"}),
        ({"call": call(end_time=None)}, {"call.end_time": "END_MISSING"}),
        (
            {"call": call(handler="handlers/00000000-0000-4000-8000-000000000000")},
            {"call.handler": "HANDLER_UNKNOWN"},
        ),
    ],
)
def test_times_follow_each_other(counter: Counter, said: dict[str, Any], faults: dict[str, str]) -> None:
    if not faults:
        assert not register(counter, **{"door": HOTLINE, **said}).call.HasField("answer_time")
        return
    answer = refused(lambda: register(counter, **{"door": HOTLINE, **said}))
    assert answer.code == grpc.StatusCode.INVALID_ARGUMENT
    assert answer.violations == {f"contact.{field}": reason for field, reason in faults.items()}


@pytest.mark.rule("LA-133")
def test_a_call_of_tomorrow_is_refused(counter: Counter) -> None:
    tomorrow = Timestamp()
    tomorrow.FromDatetime(dt.datetime(2026, 6, 16, 12, tzinfo=dt.UTC))
    said = call(ring_time=tomorrow, answer_time=None, end_time=None)
    answer = refused(lambda: register(counter, door=HOTLINE, call=said))
    assert answer.violations == {"contact.call.ring_time": "DATE_IN_FUTURE"}


@pytest.mark.rule("LA-133")
def test_a_month_stands_beside_its_goals(counter: Counter) -> None:
    """Six calls, one unanswered; four rated, of them one low and called back, one not asked by telephone."""
    rang(counter)
    rang(counter, line=WOMEN, answer_time=None, end_time=None)
    rang(counter, 5, line=WOMEN)
    rang(counter, 4, rating_pb2.RATING_CHANNEL_ONLINE)
    rang(counter, 3)
    rang(counter, 1)
    register(counter, door=HOTLINE)
    asked = {"month": "2026-06", "institution": counter.institution}
    before = counter.call("SummarizeHotline", counter.chief, **asked)
    low = next(one for one in counter.call("ListRatings", counter.chief).ratings if one.score == 1)
    move_rating(counter, "callBack", low.name)
    found = counter.call("SummarizeHotline", counter.chief, **asked)
    rows = [
        (one.line, one.calls, one.answered, one.rated, one.satisfied, one.sampled, one.dissatisfied, one.called_back)
        for one in found.tallies if one.calls
    ]  # fmt: skip
    assert rows == [(0, 6, 5, 4, 2, 3, 1, 1), (GENERAL, 4, 4, 3, 1, 2, 1, 1), (WOMEN, 2, 1, 1, 1, 1, 0, 0)]
    told = [(one.measure, one.goal_percent, one.rate, one.met) for one in found.goals]
    assert told == [
        ("answered", 95, "83.33%", False), ("satisfied", 90, "50.00%", False), ("sampled", 5, "60.00%", True),
        ("called_back", 100, "100.00%", True),
    ]  # fmt: skip
    assert [(one.rate, one.met) for one in before.goals][3] == ("0.00%", False)
    empty = counter.call("SummarizeHotline", counter.chief, month="2026-05", institution=counter.institution)
    assert {(one.rate, one.met) for one in empty.goals} == {("—", False)}
