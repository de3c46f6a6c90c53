"""Envoy and the gateway do the same with the same requests, but for the declared differences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ctypes import c_float
from typing import Any

import grpc
import pytest
from google.protobuf import json_format
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gateway.reply import is_raw
from gateway.routes import Route
from tests.oracles.cases import ITEM, replies, requests
from tests.oracles.differences import declared_differences, other_statuses
from tests.oracles.envoy import UNSERVED
from tests.oracles.google_client import speak
from tests.oracles.pair import Outcome, Pair, running_pair
from tests.oracles.random_messages import Filler
from tests.oracles.random_requests import ROUTES, messages

GET_ITEM = "/sifa.probe.v1.Items/GetItem"
SERVED = {name: each for name, each in ROUTES.items() if each.unary and each.rpc.split("/")[1] not in UNSERVED}


@pytest.fixture(scope="module")
def shared_pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with running_pair(tmp_path_factory.mktemp("pair")) as running:
        yield running


@pytest.fixture
def pair(shared_pair: Pair) -> Pair:
    """Both sides, with a backend that replies with an empty message."""
    shared_pair.backend.reply, shared_pair.backend.code = b"", grpc.StatusCode.OK
    return shared_pair


def difference(gateway: Outcome, envoy: Outcome) -> tuple[str, str] | None:
    """What became of one request in the gateway and in Envoy, or None when it is the same."""
    if gateway.verdict != envoy.verdict:
        return gateway.verdict, envoy.verdict
    if (gateway.rpc, gateway.asked) != (envoy.rpc, envoy.asked):
        return "asks", "asks otherwise"
    if gateway.verdict == "taken" and not alike(gateway.shown, envoy.shown):
        return "shows", "shows otherwise"
    return None


def alike(gateway: object, envoy: object) -> bool:
    """Whether two answers are the same data.

    Of a 32-bit float Envoy writes nine digits, the gateway as few as read back to the same float.
    """
    if isinstance(gateway, dict) and isinstance(envoy, dict):
        return gateway.keys() == envoy.keys() and all(alike(gateway[key], envoy[key]) for key in gateway)
    if isinstance(gateway, list) and isinstance(envoy, list):
        return len(gateway) == len(envoy) and all(map(alike, gateway, envoy))
    if isinstance(gateway, float) and isinstance(envoy, int | float) and envoy == float(f"{envoy:.9g}"):
        return c_float(gateway).value == c_float(envoy).value
    return gateway == envoy


def test_requests_chosen_by_hand_differ_only_as_declared(pair: Pair) -> None:
    declared = {name: each.verdicts for each in declared_differences() for name in each.cases}
    found = {}
    for case in requests():
        outcome = difference(*pair.ask(case.method, case.target, case.body, case.headers))
        if outcome is not None:
            found[case.name] = outcome
    assert found == declared


def test_every_case_and_every_declared_difference_is_there_once() -> None:
    names = [case.name for case in requests()]
    assert len(names) == len(set(names)) > 500
    declared = [name for each in declared_differences() for name in each.cases]
    assert len(declared) == len(set(declared))
    ids = [each.id for each in declared_differences()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("text", replies())
def test_a_reply_is_shown_alike(pair: Pair, text: str) -> None:
    route = pair.routes[GET_ITEM]
    reply: Any = route.reply_class()
    pool: Any = route.reply.file.pool
    pair.backend.reply = json_format.ParseDict(json.loads(text), reply, descriptor_pool=pool).SerializeToString()
    gateway, envoy = pair.ask("GET", ITEM)
    assert difference(gateway, envoy) is None
    assert isinstance(gateway.shown, dict)


@pytest.mark.parametrize("target", [f"{ITEM}:download", "/v1/probe/shown:file"])
def test_a_file_is_shown_alike(pair: Pair, target: str) -> None:
    route, _ = pair.table.find("GET", target)
    file: Any = pair.routes["/sifa.probe.v1.Items/Download"].reply_class()
    file.content_type, file.data = "text/csv; charset=gb18030", "姓名\r\n".encode("gb18030")
    reply: Any = file if not route.response_body else route.reply_class()
    if route.response_body:
        reply.file.CopyFrom(file)
    pair.backend.reply = reply.SerializeToString()
    gateway, envoy = pair.ask("GET", target)
    assert gateway.answer.content == envoy.answer.content == file.data
    assert gateway.answer.headers["content-type"] == envoy.answer.headers["content-type"] == file.content_type


@pytest.mark.parametrize("code", list(grpc.StatusCode), ids=lambda code: code.name)
def test_a_refusal_has_the_same_status(pair: Pair, code: grpc.StatusCode) -> None:
    pair.backend.code = code
    gateway, envoy = pair.ask("DELETE", ITEM)
    other = other_statuses().get(code.name)
    expected = (other.gateway, other.envoy) if other else (envoy.answer.status, envoy.answer.status)
    assert (gateway.answer.status, envoy.answer.status) == expected


@pytest.mark.parametrize("route", SERVED.values(), ids=SERVED.keys())
@settings(
    max_examples=4, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
@given(data=st.data())
def test_random_requests_and_replies_come_through_alike(pair: Pair, route: Route, data: st.DataObject) -> None:
    # Numbers of enums that no contract knows are a declared difference.
    message = data.draw(messages(route, unknown_enums=False))
    reply = route.reply_class()
    # A file's random media type may be no header value, and such a one ends Envoy's process.
    Filler(data.draw).fill(reply, lambda _: not is_raw(route))
    pair.backend.reply = reply.SerializeToString()
    spoken = speak(route, message)
    gateway, envoy = pair.ask(spoken.method, spoken.target, spoken.body)
    assert difference(gateway, envoy) is None
    assert (gateway.verdict, gateway.asked) == ("taken", message)
