"""The catalogue of bad input against a whole system: each row is refused as it should be, and nothing else happens."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pytest

from chassis.clock import random_id
from chassis.journey import send as call
from services.legal_aid.journeys.requests import APPLICATIONS, act, application
from tests.badinput import over_grpc, over_http
from tests.badinput.callers import tokens_of
from tests.badinput.money import MoneyOf
from tests.badinput.rows import FILL, Row, fill, read_rows
from tests.badinput.watched import Watched, memory_of
from tests.contract.strangers.system import embedded_system
from tests.e2e.running import Running
from tests.servers.keeper import SharedServers

# The first look waits until the services have told each other of the demo data.
pytestmark = pytest.mark.timeout(400)
ROWS = [*read_rows("http"), *read_rows("grpc")]
USED = "5b2c5f0e-58a6-4a52-9c39-0a3f6b1c7d10"
CHINESE = re.compile("[\u4e00-\u9fff]{2}")
# No refusal is longer than this; what may be is a page or a document.
LARGEST = 200_000
IN_CHINESE = {"body": "请求体", "path": "路径", "query": "查询参数"}
# Answered by the HTTP or gRPC library before our own code sees the call.
OF_THE_LIBRARY = ("H22", "H23", "G01", "G02", "G03", "G04", "G08 bytes", "G09 150")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory, servers: SharedServers) -> Iterator[Watched]:
    with embedded_system(tmp_path_factory.mktemp("var"), servers) as system:
        names = existing(system)
        pids = system.roles()
        yield Watched(
            system=system, pids=pids, memory={role: memory_of(pid) for role, pid in pids.items()}, names=names,
            tokens=tokens_of(system),
            target=json.loads((system.var / "run" / "addresses.json").read_text(encoding="utf-8"))["legal_aid"],
        )  # fmt: skip


def existing(system: Running) -> dict[str, str]:
    """Things that rows are about."""
    recorder = system.recorder()
    received = recorder.call("clerk", "POST", APPLICATIONS, application(2), key=USED).body
    old = application(3, receivedDate="2019-12-20", entryReason="整理旧档补录", papers=("APPLICATION_FORM",))
    unresolved = recorder.call("clerk", "POST", APPLICATIONS, old).body
    rich = recorder.call("clerk", "POST", APPLICATIONS, application(10**9)).body
    refused = act(recorder, "chief", rich, "decide").body["application"]
    asked = {"application": refused["name"], "grounds": "家庭收入已经下降。"}
    objection = recorder.call("clerk", "POST", "/v1/legal-aid/objections", asked).body
    page = recorder.call("clerk", "GET", "/v1/legal-aid/decisions?pageSize=2").body
    return {
        "application": received["name"], "unresolved": unresolved["name"], "refused": refused["name"],
        "objection_to_chief": objection["name"], "used": USED, "token_of_other_query": page["nextPageToken"],
        "institution": received["institution"], **MoneyOf(recorder).names(),
    }  # fmt: skip


def send(watched: Watched, row: Row) -> over_http.Answer:
    return over_http.send(watched, row) if row.surface == "http" else over_grpc.send(watched, row)


@pytest.mark.parametrize("row", [row for row in ROWS if row.accepted is None], ids=lambda row: row.id)
def test_bad_input_is_refused_and_leaves_nothing(watched: Watched, row: Row) -> None:
    before = watched.rows()
    answer = send(watched, row)
    assert answer.status < 500
    wanted = row.expect
    assert {key: getattr(answer, key) for key in wanted} == dict(wanted), answer
    assert len(answer.whole) < row.given.get("largest", LARGEST)
    if answer.status >= 400 or row.surface == "grpc":
        explains_itself(row, answer)
    assert watched.rows() == before
    seen = answer.whole + watched.logs()
    assert [secret for secret in row.secrets if secret in seen] == []
    watched.assert_sound()


def explains_itself(row: Row, answer: over_http.Answer) -> None:
    """A Chinese message that names every field, the rule, and what to do."""
    if row.id.startswith(OF_THE_LIBRARY):
        return
    assert CHINESE.search(answer.message)
    assert "请" in answer.message
    assert [field for field in answer.fields if IN_CHINESE.get(field, field) not in answer.message] == []


@pytest.mark.parametrize("row", [row for row in ROWS if row.accepted is not None], ids=lambda row: row.id)
def test_what_only_looks_wrong_is_kept_as_it_is(watched: Watched, row: Row) -> None:
    answer = send(watched, row)
    assert answer.status == 200, answer
    for path, wanted in fill(row.accepted, FILL).items():
        assert at(answer.body, path) == plain(wanted)
    watched.assert_sound()


def at(tree: Any, path: str) -> Any:
    for part in path.split("."):
        tree = tree[part]
    return tree


def plain(value: Any) -> Any:
    """The value of raw JSON, or the value itself."""
    return json.loads(value) if isinstance(value, str) and value.startswith('"') else value


def test_h27_one_key_32_times_at_once_has_one_effect(watched: Watched) -> None:
    headers = {"authorization": f"Bearer {watched.tokens['clerk']}", "idempotency-key": random_id()}
    body = application(1)
    with ThreadPoolExecutor(32) as pool:
        sent = [pool.submit(call, watched.system.base, "POST", APPLICATIONS, body, dict(headers)) for _ in range(32)]
    replies = [one.result() for one in sent]
    assert {reply.status for reply in replies} <= {200, 409}
    assert len({reply.body["name"] for reply in replies if reply.status == 200}) == 1
    watched.assert_sound()


def test_h27_one_payment_32_times_at_once_is_made_once(watched: Watched) -> None:
    headers = {"authorization": f"Bearer {watched.tokens['cashier']}", "idempotency-key": random_id()}
    path = f"/v1/legal-aid/{watched.names['expense_to_pay_at_once']}:pay"
    with ThreadPoolExecutor(32) as pool:
        sent = [pool.submit(call, watched.system.base, "POST", path, {}, dict(headers)) for _ in range(32)]
    replies = [one.result() for one in sent]
    assert {reply.status for reply in replies} <= {200, 409}
    assert len({json.dumps(reply.body) for reply in replies if reply.status == 200}) == 1
    watched.assert_sound()


def test_g10_a_call_without_a_deadline_ends_although_the_database_does_not_answer(watched: Watched) -> None:
    with closing(sqlite3.connect(watched.system.var / "legal_aid.sqlite", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        answer = over_grpc.create(watched, random_id(), seconds=None)
    assert answer in ("UNAVAILABLE", "DEADLINE_EXCEEDED")
    watched.assert_sound()


@pytest.mark.parametrize("seconds", [0.001, 0.005, 0.02])
def test_g11_a_call_that_was_given_up_has_one_effect_when_it_is_sent_again(watched: Watched, seconds: float) -> None:
    request_id = random_id()
    first = over_grpc.create(watched, request_id, seconds=seconds)
    again = over_grpc.create(watched, request_id, seconds=20)
    assert over_grpc.create(watched, request_id, seconds=20) == again
    assert first in ("DEADLINE_EXCEEDED", "CANCELLED", again)
    assert again.startswith("applications/")


def test_g16_of_a_thousand_calls_at_once_the_surplus_is_refused_and_the_next_is_served(watched: Watched) -> None:
    codes = over_grpc.many_at_once(watched, 1000)
    assert codes["OK"] > 0
    assert codes["OK"] + codes["RESOURCE_EXHAUSTED"] == 1000
    assert over_grpc.many_at_once(watched, 1)["OK"] == 1
    watched.assert_sound()


def test_g22_a_client_of_the_version_before_reads_what_it_knows(watched: Watched) -> None:
    name = watched.names["application"]
    older, newer = over_grpc.read_as_the_version_before(watched, name), over_grpc.read_application(watched, name)
    assert (older["name"], older["state"]) == (newer["name"], newer["state"])
    assert "deadlines" in newer
    assert "deadlines" not in older


def test_every_row_is_read() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    assert {"H01", "H38", "H40", "H41", "H43", "H45", "G01", "G19"} <= {row.id.split()[0] for row in ROWS}
