"""What a reply looks like as HTTP, on a made-up contract."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.message import Message

from gateway.reply import Rendered, render_reply
from gateway.routes import RouteTable
from tests.unit.gateway.every_kind import ITEM, every_kind


def rendered(target: str, fields: dict[str, Any]) -> Rendered:
    """The reply with these fields to a GET."""
    route, _ = RouteTable({"probe": every_kind()}).find("GET", target)
    reply: Message = route.reply_class()
    json_format.ParseDict(fields, reply, descriptor_pool=route.reply.file.pool)
    return render_reply(route, reply)


def test_defaults_are_shown_and_what_is_absent_is_not() -> None:
    shown = json.loads(rendered(ITEM, {}).content)
    assert shown["title"] == ""
    assert shown["amountFen"] == "0"
    assert shown["kind"] == "KIND_UNSPECIFIED"
    assert (shown["tags"], shown["labels"], shown["open"], shown["otherwiseSpelled"]) == ([], {}, False, "")
    assert not {"note", "count", "part", "textChoice", "time", "wrappedText", "free"} & set(shown)


def test_a_field_that_is_present_and_empty_is_shown() -> None:
    fields = {"note": "", "count": 0, "part": {}, "numberChoice": 0, "wrappedText": "", "free": {}}
    shown = json.loads(rendered(ITEM, fields).content)
    assert {name: shown[name] for name in fields if name != "part"} == {
        "note": "", "count": 0, "numberChoice": 0, "wrappedText": "", "free": {}
    }  # fmt: skip
    assert shown["part"]["amountFen"] == "0"


def test_values_are_written_as_protobuf_says() -> None:
    fields = {
        "amountFen": "9007199254740993", "kind": 77, "raw": "5Y+45rOV", "time": "2026-06-15T01:00:00.500Z",
        "span": "1.500s", "shown": "amountFen,part.name", "weight": "NaN", "title": "玄",
        "packed": {"@type": "type.googleapis.com/sifa.probe.v1.Part", "name": "q"},
    }  # fmt: skip
    content = rendered(ITEM, fields).content
    shown = json.loads(content)
    assert {name: shown[name] for name in fields if name != "packed"} | {"packed": fields["packed"]} == fields
    assert shown["packed"]["name"] == "q"
    assert "玄".encode() in content


@pytest.mark.parametrize(
    ("target", "fields", "content"),
    [
        ("/v1/probe/shown", {}, []),
        ("/v1/probe/shown:part", {"part": {"name": "a"}}, {"name": "a"}),
        ("/v1/probe/shown:part", {}, {"name": "", "amountFen": "0", "tags": [], "kind": "KIND_UNSPECIFIED"}),
        ("/v1/probe/shown:token", {"nextPageToken": "玄"}, "玄"),
        ("/v1/probe/shown:token", {}, ""),
        ("/v1/probe/shown:time", {"time": "2026-06-15T01:00:00Z"}, "2026-06-15T01:00:00Z"),
        ("/v1/probe/shown:time", {}, None),
    ],
)
def test_a_response_body_shows_one_field_alone(target: str, fields: dict[str, Any], content: object) -> None:
    shown = json.loads(rendered(target, fields).content)
    assert (shown if not isinstance(content, dict) else {name: shown[name] for name in content}) == content


def test_the_etag_of_a_resource_becomes_a_header() -> None:
    assert rendered(ITEM, {"etag": "e1"}).headers["etag"] == '"e1"'
    assert "etag" not in rendered(ITEM, {}).headers
    assert "etag" not in rendered(ITEM, {"etag": "玄"}).headers


@pytest.mark.parametrize("target", [f"{ITEM}:download", "/v1/probe/shown:file"])
def test_a_file_comes_as_its_bytes_and_as_an_attachment(target: str) -> None:
    content = "姓名,金额\r\n".encode("gb18030")
    body = {"contentType": "text/csv; charset=gb18030", "data": b64encode(content).decode()}
    found = rendered(target, body if target.startswith(ITEM) else {"file": body})
    assert found.content == content
    assert found.headers == {"content-type": "text/csv; charset=gb18030", "content-disposition": "attachment"}


@pytest.mark.parametrize("media_type", ["", "text", "a/b\r\nx: y", "text/玄", "a/b;" + "c" * 500])
def test_a_media_type_that_is_none_is_not_passed_on(media_type: str) -> None:
    found = rendered(f"{ITEM}:download", {"contentType": media_type, "data": ""})
    assert (found.content, found.headers["content-type"]) == (b"", "application/octet-stream")
