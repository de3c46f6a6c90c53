"""What Google's client library makes of a message, the gateway turns back into the same message."""

from __future__ import annotations

import pytest
from google.protobuf.message import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.datastructures import Headers

from gateway.routes import Route
from gateway.strict_json import read_value
from gateway.transcode import build_message
from tests.oracles.google_client import Spoken, speak
from tests.oracles.random_requests import ROUTES, TABLE, messages

EXAMPLES = 10


def heard(spoken: Spoken) -> tuple[Route, Message]:
    """The request as the gateway reads it."""
    path, _, query = spoken.target.partition("?")
    route, bound = TABLE.find(spoken.method, path)
    body = read_value(spoken.body, route.body.removeprefix("*")) if spoken.body is not None else None
    return route, build_message(route, bound, query, body, Headers())


@pytest.mark.parametrize("route", ROUTES.values(), ids=ROUTES.keys())
@settings(max_examples=EXAMPLES, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_the_client_says_is_what_the_service_hears(route: Route, data: st.DataObject) -> None:
    message = data.draw(messages(route))
    found, read = heard(speak(route, message))
    assert found.rpc == route.rpc
    assert read == message
