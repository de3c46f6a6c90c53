"""The log of a real gateway tells what was called and how it went, and never what about or by whom."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from google.rpc import code_pb2

from chassis.settings import load_settings
from gateway.app import create_app
from tests.unit.gateway.real_gateway import RealGateway, real_gateway
from tests.unit.gateway.rig import LegalAid, Served

LIST = "/v1/legal-aid/applications"
PERSON = "110101199003071234"
SECRETS = (PERSON, "玄戈机密", "Xuange-Secret", "hunter2-token", "lak_hunter2", "198.51.100.7")
PRODUCTION = {"SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"}


def lines(gateway: RealGateway) -> list[dict[str, Any]]:
    return [json.loads(line) for line in gateway.log.splitlines() if line.startswith("{") and '"request"' in line]


def plant(http: httpx.Client) -> None:
    """Secrets wherever a caller can put one."""
    headers = {
        "authorization": "Bearer hunter2-token", "x-request-id": f"about-{PERSON}", "user-agent": "Xuange-Secret",
        "x-forwarded-for": "198.51.100.7", "referer": f"https://x/{PERSON}", "cookie": f"a={PERSON}",
        "traceparent": f"00-{PERSON}", "host": "Xuange-Secret", "idempotency-key": f"{PERSON} !",
        "if-match": f'"{PERSON}"', "grpc-timeout": PERSON, "origin": f"https://{PERSON}", PERSON: PERSON,
    }  # fmt: skip
    for path in (f"{LIST}/{PERSON}", f"/v1/legal-aid/{PERSON}", f"/{PERSON}", f"/docs/{PERSON}", f"/static/{PERSON}"):
        http.get(path, headers=headers)
    plain = {"x-api-key": "lak_hunter2"}
    http.get(f"{LIST}/{PERSON}", headers=plain)
    http.get(LIST, params={"filter": PERSON, PERSON: "玄戈机密", "pageToken": PERSON}, headers=plain)
    http.get("/livez", params={"who": PERSON})
    http.post(LIST, json={"applicant": {"fullName": "玄戈机密", "identityNumber": PERSON}}, headers=plain)
    http.post(LIST, json={PERSON: "玄戈机密"}, headers=plain)
    http.post(LIST, content=f'{{"{PERSON}'.encode(), headers={"content-type": "application/json"})
    http.request("PROPFIND", f"{LIST}/{PERSON}", headers=plain)
    http.request("OPTIONS", f"{LIST}/{PERSON}", headers=plain)


def test_nothing_that_was_sent_is_logged(images: Path, shared_legal_aid: Served, legal_aid: LegalAid) -> None:
    backends = f"legal_aid={shared_legal_aid.target},supervision=127.0.0.1:1"
    for number, settings in enumerate(({}, PRODUCTION)):
        with real_gateway(images.parent, backends, **settings) as gateway:
            plant(gateway.http)
            legal_aid.fail(code_pb2.INTERNAL, f"select {PERSON}")
            plant(gateway.http)
            legal_aid.reset()
        log = gateway.log
        (images.parent / "run" / "addresses.json").unlink()
        assert len(log.splitlines()) > 20
        assert [secret for secret in (*SECRETS, "select") if secret in log] == [], number


def test_a_line_tells_what_was_called_and_how_it_went(
    images: Path, shared_legal_aid: Served, legal_aid: LegalAid
) -> None:
    backends = f"legal_aid={shared_legal_aid.target},supervision=127.0.0.1:1"
    with real_gateway(images.parent, backends, **PRODUCTION) as gateway:
        reply = gateway.http.get(f"{LIST}/x7", headers={"x-request-id": "r-1", "authorization": "Bearer t"})
        gateway.http.get("/docs/nobody", headers={"x-api-key": "k"})
        gateway.http.request("PROPFIND", "/nothing")
    found = lines(gateway)
    assert legal_aid.requests
    first, second, third = found
    assert {name: first[name] for name in ("event", "method", "status", "request_id", "caller", "level")} == {
        "event": "request", "method": "GET", "status": 200, "request_id": "r-1", "caller": "token", "level": "info",
    }  # fmt: skip
    assert first["rpc"] == "sifa.legal_aid.v1.ApplicationService/GetApplication"
    assert first["route"] == "/v1/legal-aid/{name=applications/*}"
    assert (first["trace_id"], first["bytes"]) == (reply.headers["traceparent"].split("-")[1], len(reply.content))
    assert first["ms"] > 0
    assert (second["route"], second["status"], second["caller"], second["rpc"]) == ("/docs/{name}", 404, "key", "")
    assert (third["route"], third["status"], third["caller"], third["method"]) == ("unmatched", 404, "none", "OTHER")


def test_whoever_asks_every_second_whether_it_lives_leaves_no_line(images: Path, shared_legal_aid: Served) -> None:
    with real_gateway(images.parent, f"legal_aid={shared_legal_aid.target}", **PRODUCTION) as gateway:
        for path in ("/livez", "/readyz", "/metrics", "/livez?verbose"):
            assert gateway.http.get(path).status_code == 200
        gateway.http.post("/livez")
    found = lines(gateway)
    assert [(line["route"], line["status"]) for line in found] == [("/livez", 405)]


def test_the_last_lines_are_written_before_the_gateway_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(load_settings({"SIFA_VAR": str(tmp_path)}))
    scope = {
        "type": "http", "method": "GET", "path": "/nothing", "raw_path": b"/nothing", "query_string": b"",
        "headers": [], "http_version": "1.1", "scheme": "http", "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        return {"type": "http.request"}

    async def send(_: object) -> None:
        """Nobody reads the reply."""

    async def scene() -> None:
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)

    asyncio.run(scene())
    assert "route=unmatched rpc= status=404" in capsys.readouterr().err
