"""The pages people open: complete without scripts, nothing from elsewhere, and comments are text."""

from __future__ import annotations

import asyncio
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pytest

from chassis.settings import load_settings
from gateway.pages.start import start_page
from tests.unit.gateway.contracts import compile_probe, document, installed, operations
from tests.unit.gateway.rig import Start, running_gateway, write_image
from tests.unit.gateway.test_openapi_made_up import SOURCE

PAGES = ["/", "/docs", "/docs/legal_aid", "/docs/supervision"]
ACCOUNT = {"account": "clerk", "password": "not-<for>-real", "name": "示例", "roles": ["legal_aid_clerk"]}
VOID = {"meta", "link", "input"}


class Outline(HTMLParser):
    """What a browser would find: elements, ids, addresses; complains about elements left open."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def values(self, attribute: str) -> list[str]:
        return [value for _, found in self.elements if (value := found.get(attribute)) is not None]


@pytest.mark.parametrize("path", [*PAGES, "/openapi.json", "/openapi/legal_aid.json", "/static/pages.css"])
def test_security_headers_are_set(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert set(policy.values()) == {"'none'", "'self'"}
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_and_loads_nothing_from_elsewhere(http: httpx.Client, path: str) -> None:
    reply = http.get(path)
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    outline = Outline(reply.text)
    assert [found for tag, found in outline.elements if tag == "script"] == [
        {"src": "/static/search.js", "defer": None}
    ]
    assert not any(name.startswith("on") or name == "style" for _, found in outline.elements for name in found)
    ids = outline.values("id")
    assert len(ids) == len(set(ids))
    for address in outline.values("href") + outline.values("src"):
        assert address.startswith(("/", "#")), address
        assert not address.startswith("//")
        if address.startswith("#"):
            assert address[1:] in ids
        else:
            assert http.get(address.partition("#")[0]).status_code in (200, 503)


def test_every_operation_parameter_schema_and_reason_is_shown(http: httpx.Client) -> None:
    text = http.get("/docs/legal_aid").text
    ids, tree = Outline(text).values("id"), document("legal_aid")
    assert {operation["operationId"] for _, _, operation in operations(tree)} <= set(ids)
    assert {f"schema-{name}" for name in tree["components"]["schemas"]} <= set(ids)
    for _, path, operation in operations(tree):
        assert f'<code class="path">{path}</code>' in text
        names = [each["name"] for each in operation.get("parameters", [])]
        assert all(f"<code>{name}</code>" in text for name in (*names, *operation["x-error-reasons"]))


def test_the_list_of_services_leads_to_every_operation(http: httpx.Client) -> None:
    addresses = Outline(http.get("/docs").text).values("href")
    for name in ("legal_aid", "supervision"):
        assert {f"/docs/{name}#{each['operationId']}" for _, _, each in operations(document(name))} <= set(addresses)


def test_a_script_in_a_comment_is_text(start_gateway: Start, images: Path, tmp_path: Path) -> None:
    write_image(images, compile_probe(tmp_path, SOURCE.replace("// Gets.", "// Gets <img src=x onerror=alert(1)>.")))
    gateway = start_gateway()
    for path in ("/docs", "/docs/probe"):
        text = gateway.get(path).text
        assert "&lt;img src=x onerror=alert(1)&gt;" in text
        assert "<img" not in text
    text = gateway.get("/docs/probe").text
    assert "Which codes, &lt;script&gt;alert(1)&lt;/script&gt; &amp; <code>more</code>." in text
    assert len(re.findall("<script", text)) == 1


def test_a_title_is_text(start_gateway: Start, images: Path, tmp_path: Path) -> None:
    manifest = compile_probe(tmp_path, SOURCE)
    manifest.title = "<b>粗</b>"
    write_image(images, manifest)
    gateway = start_gateway()
    for path in ("/", "/docs", "/docs/probe"):
        assert "&lt;b&gt;粗&lt;/b&gt;" in gateway.get(path).text


def test_the_start_page_leads_on(http: httpx.Client) -> None:
    reply = http.get("/")
    addresses = Outline(reply.text).values("href")
    assert {"/docs", "/openapi.json", "/readyz?verbose", "/docs/legal_aid"} <= set(addresses)
    assert reply.headers["cache-control"] == "no-store"
    assert "演示账号" not in reply.text


def write_accounts(var: Path, content: str) -> None:
    (var / "run").mkdir(parents=True, exist_ok=True)
    (var / "run" / "accounts.json").write_text(content, encoding="utf-8")


def test_the_embedded_profile_shows_its_demo_accounts(loop: asyncio.AbstractEventLoop, tmp_path: Path) -> None:
    write_accounts(tmp_path, json.dumps([ACCOUNT]))
    with running_gateway(loop, tmp_path) as gateway:
        text = gateway.get("/").text
    assert "演示账号" in text
    assert "not-&lt;for&gt;-real" in text


def test_production_shows_no_account(tmp_path: Path) -> None:
    write_accounts(tmp_path, json.dumps([ACCOUNT]))
    environ = {"SIFA_VAR": str(tmp_path), "SIFA_ENV": "production", "SIFA_BROKER_URL": "none:"}
    text = start_page(load_settings(environ), list(installed().values())).decode()
    assert "法律援助" in text
    assert "clerk" not in text
    assert "演示账号" not in text


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "null", '[1, {"account": 3}]', '"text"', "[" * 60_000, "[" * 70_000]
)
def test_a_broken_list_of_accounts_is_no_accounts(tmp_path: Path, content: str) -> None:
    write_accounts(tmp_path, content)
    text = start_page(load_settings({"SIFA_VAR": str(tmp_path)}), []).decode()
    assert "演示账号" not in text
    assert "尚未取得" in text
