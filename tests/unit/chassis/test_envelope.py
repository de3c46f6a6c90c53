"""An event travels as a CloudEvent whose body is the logged text; what is no event of ours is told apart."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.events.delivery import MAX_BODY, BadDelivery, Delivery
from chassis.events.envelope import unwrap_event, wrap_event
from chassis.events.event_log import LoggedEvent
from chassis.failpoints import parse_failpoints
from tests.facts import HAPPENED, LOG

EVENT_ID = "0190f5e6-7c11-7d3a-9d55-0f6f8a3f1c11"
BODY = '{"b":"王㐂𠮷",  "a": 1.50}'


def wrapped(body: str = BODY) -> Any:
    event = LoggedEvent(
        id=EVENT_ID, position=7, type="sifa.legal_aid.v1.ApplicationReceived", subject="applications/1", body=body,
        created=HAPPENED,
    )  # fmt: skip
    return wrap_event("legal_aid", LOG, event)


def test_an_event_arrives_as_it_was_logged() -> None:
    message = wrapped()
    assert unwrap_event(message.headers, message.content_type, message.body) == Delivery(
        source="legal_aid", log_id=LOG, position=7, event_id=EVENT_ID, type="sifa.legal_aid.v1.ApplicationReceived",
        subject="applications/1", happened=HAPPENED, body=BODY,
    )  # fmt: skip


@given(st.text(st.characters(codec="utf-8")))
def test_the_body_is_never_touched(body: str) -> None:
    message = wrapped(body)
    assert message.body == body.encode()
    assert unwrap_event(message.headers, message.content_type, message.body).body == body


def test_a_broker_may_hand_the_body_as_text() -> None:
    message = wrapped()
    assert unwrap_event(message.headers, message.content_type, message.body.decode()).body == BODY


BAD_HEADERS = [
    ("id", None), ("id", "7"), ("id", EVENT_ID.upper()), ("id", 7), ("source", None), ("source", "legal_aid"),
    ("source", f"/legal_aid/{LOG}/x"), ("source", "/legal_aid/7"), ("type", None), ("type", "received"),
    ("type", "a.b;drop table inbox"), ("specversion", None), ("specversion", "0.3"), ("position", None),
    ("position", "0"), ("position", "-1"), ("position", "1.5"), ("position", "x"), ("time", None),
    ("time", "2026-06-15T09:00:00"), ("time", "2099-01-01T00:00:00Z"), ("time", "1970-01-01T00:00:00Z"),
    ("time", "noon"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), BAD_HEADERS)
def test_a_malformed_attribute_is_no_event_of_ours(name: str, value: object) -> None:
    message = wrapped()
    key = next(key for key in message.headers if key.endswith(name))
    headers = {**message.headers, key: value}
    if value is None:
        del headers[key]
    with pytest.raises(BadDelivery):
        unwrap_event(headers, message.content_type, message.body)


@pytest.mark.parametrize(
    "content_type", [None, "", "text/plain", "application/x-python-serialize", "application/json; a=b"]
)
def test_another_content_type_is_no_event_of_ours(content_type: str | None) -> None:
    message = wrapped()
    with pytest.raises(BadDelivery, match="content type"):
        unwrap_event(message.headers, content_type, message.body)


def test_a_body_that_is_no_utf8_is_no_event_of_ours() -> None:
    message = wrapped()
    with pytest.raises(BadDelivery):
        unwrap_event(message.headers, message.content_type, b"\xff\xfe{}")


def test_a_body_above_the_limit_is_no_event_of_ours() -> None:
    message = wrapped("x" * (MAX_BODY + 1))
    with pytest.raises(BadDelivery, match="out of range"):
        unwrap_event(message.headers, message.content_type, message.body)


def test_forged_headers_of_the_framework_change_nothing() -> None:
    message = wrapped()
    forged = {**message.headers, "nameko.user_id": "admin", "nameko.auth_token": {"a": [1]}, "x" * 9000: 1}
    assert unwrap_event(forged, message.content_type, message.body).event_id == EVENT_ID


def delivery(**changes: Any) -> Delivery:
    fields: dict[str, Any] = {
        "source": "legal_aid", "log_id": LOG, "position": 1, "event_id": EVENT_ID, "type": "a.B", "subject": "s",
        "happened": HAPPENED, "body": "{}", **changes,
    }  # fmt: skip
    return Delivery(**fields)


@pytest.mark.parametrize("changes", [{"type": "a.C"}, {"subject": "t"}, {"body": "{ }"}], ids=str)
def test_whatever_a_fact_says_is_in_its_fingerprint(changes: dict[str, Any]) -> None:
    assert delivery(**changes).sha256 != delivery().sha256


@pytest.mark.parametrize("changes", [{"position": 2}, {"log_id": EVENT_ID}, {"source": "b"}], ids=str)
def test_where_a_fact_lies_is_not_in_its_fingerprint(changes: dict[str, Any]) -> None:
    assert delivery(**changes).sha256 == delivery().sha256


@pytest.mark.parametrize("year", [2019, 2091])
def test_a_time_out_of_range_is_refused(year: int) -> None:
    with pytest.raises(BadDelivery):
        delivery(happened=dt.datetime(year, 1, 1, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("text", "chances"),
    [("", {}), ("a", {"a": 1.0}), ("a=0.5,b=0", {"a": 0.5, "b": 0.0}), ("a,,b=1", {"a": 1.0, "b": 1.0})],
)
def test_failpoints_are_names_with_probabilities(text: str, chances: dict[str, float]) -> None:
    assert parse_failpoints(text) == chances


def test_a_failpoint_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="often"):
        parse_failpoints("a=often")
