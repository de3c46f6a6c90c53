"""The forms a request body can take, on a made-up contract."""

from __future__ import annotations

import json
from typing import Any

import pytest
from google.protobuf import json_format
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.gateway.every_kind import ITEM, ask, every_kind, refusals

NAME = "boxes/红/items/7"
CREATE = "/v1/probe/items"
FIELDS = sorted(
    {field.json_name for route in every_kind().routes for field in route.reply.fields if route.reply.name == "Item"}
)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5),
    st.sampled_from(["1", "-1", "1.5s", "2026-06-15T01:00:00Z", "YQ==", "KIND_ONE", "*", "a.b", "true"]),
)  # fmt: skip
NAMES = st.one_of(st.sampled_from([*FIELDS, "@type", "1", "true"]), st.text(max_size=3))
VALUES = st.recursive(LEAVES, lambda inner: st.one_of(st.lists(inner), st.dictionaries(NAMES, inner)), max_leaves=8)


def sent(method: str, target: str, body: object) -> dict[str, Any]:
    """The message that a request becomes, as data."""
    route, message = ask(method, target, None if body is None else json.dumps(body).encode())
    found: dict[str, Any] = json_format.MessageToDict(message, descriptor_pool=route.request.file.pool)
    return found


@pytest.mark.parametrize(
    ("verb", "body", "read"),
    [
        ("close", {"note": "x", "items": [{"title": "a"}]}, {"note": "x", "items": [{"title": "a"}]}),
        ("close", {}, {}),
        ("batch", [{"title": "a"}, {}], {"items": [{"title": "a"}, {}]}),
        ("batch", [], {}),
        ("note", "字", {"note": "字"}),
        ("label", {"a": "b"}, {"labels": {"a": "b"}}),
        ("at", "2026-06-15T09:00:00+08:00", {"time": "2026-06-15T01:00:00Z"}),
        ("touch", None, {}),
    ],
)
def test_a_body_is_the_request_or_one_field_of_any_kind(verb: str, body: object, read: dict[str, Any]) -> None:
    assert sent("POST", f"{ITEM}:{verb}", body) == {"name": NAME, **read}


@pytest.mark.parametrize(
    ("target", "read"),
    [
        (f"{ITEM}:batch?note=x&tags=a&tags=b", {"note": "x", "tags": ["a", "b"]}),
        (f"{ITEM}:touch?note=x", {"note": "x"}),
    ],
)
def test_what_the_body_leaves_comes_from_the_query(target: str, read: dict[str, Any]) -> None:
    assert sent("POST", target, [] if "batch" in target else None) == {"name": NAME, **read}


@pytest.mark.parametrize(
    ("target", "body", "field", "reason"),
    [
        (f"{ITEM}:close", b"[]", "body", "NOT_AN_OBJECT"),
        (f"{ITEM}:close", b"null", "body", "NOT_AN_OBJECT"),
        (f"{ITEM}:close", b'"x"', "body", "NOT_AN_OBJECT"),
        (f"{ITEM}:close?note=x", b"{}", "note", "MISPLACED_PARAMETER"),
        (f"{ITEM}:batch", b"null", "body", "NOT_AN_OBJECT"),
        (f"{ITEM}:batch", b"{}", "items", "NOT_A_LIST"),
        (f"{ITEM}:batch", b"[null]", "items[0]", "NOT_AN_OBJECT"),
        (f"{ITEM}:batch", b'[{"title":5}]', "items[0].title", "TEXT"),
        (f"{ITEM}:batch", b'[{"what":5}]', "items[0].what", "UNKNOWN_FIELD"),
        (f"{ITEM}:batch?items=x", b"[]", "items", "MISPLACED_PARAMETER"),
        (f"{ITEM}:batch", b'["\\u0000"]', "items[0]", "CONTROL_CHARACTER"),
        (f"{ITEM}:note", b"5", "note", "TEXT"),
        (f"{ITEM}:note", b"null", "body", "NOT_AN_OBJECT"),
        (f"{ITEM}:note", b"x", "body", "MALFORMED_JSON"),
        (f"{ITEM}:at", b"{}", "time", "FORMAT"),
        (f"{ITEM}:label", b"[]", "labels", "NOT_AN_OBJECT"),
        (f"{ITEM}:label", b'{"a":null}', "labels[a]", "TEXT"),
        (CREATE, b"[]", "item", "NOT_AN_OBJECT"),
        (CREATE, b"", "body", "EMPTY_BODY"),
    ],
)
def test_a_body_of_another_form_is_refused(target: str, body: bytes, field: str, reason: str) -> None:
    assert refusals("POST", target, body) == [(field, reason)]


def test_every_kind_of_field_comes_through_a_body() -> None:
    body = {
        "title": "欧阳·𠮷", "amountFen": "9223372036854775807", "small": -5, "unsigned": 4294967295,
        "large": "18446744073709551615", "zigzag": "-9223372036854775808", "fixed": 7, "weight": 1e300, "ratio": 0.5,
        "open": True, "raw": "5Y+45rOV", "kind": "KIND_TWO", "note": "", "count": 0, "part": {"part": {"part": {}}},
        "parts": [{"name": "a"}, {}], "tags": ["a", "a", ""], "numbers": ["-1", "0"], "kinds": ["KIND_ONE", 77],
        "flags": [True, False], "labels": {"": "x", "键": ""}, "byNumber": {"-3": {"name": "a"}, "0": {}},
        "byFlag": {"true": "1", "false": "0"}, "partChoice": {}, "time": "2026-06-15T01:00:00.000000001Z",
        "span": "-315576000000.999999999s", "wrappedText": "", "wrappedFen": "0", "wrappedFlag": False,
        "wrappedWeight": 0, "wrappedRaw": "", "free": {"a": [1, "x", None, {"b": True}]}, "anyValue": None,
        "anyList": [1.5, [], {}], "shown": "amountFen,part.name", "times": ["0001-01-01T00:00:00Z"], "nothing": {},
        "packed": {"@type": "type.googleapis.com/sifa.probe.v1.Part", "name": "q"}, "wrappedNumbers": ["1", "2"],
        "otherwiseSpelled": "x", "info": {"metadata": {"a": "b"}},
    }  # fmt: skip
    assert sent("POST", CREATE, body) == {"item": body}


@pytest.mark.parametrize(
    ("body", "field", "reason"),
    [
        ({"byNumber": {"１": {}}}, "item.by_number[（无法显示的字段名）]", "INTEGER"),
        ({"byNumber": {"01": {}}}, "item.by_number[（无法显示的字段名）]", "INTEGER"),
        ({"byNumber": {"2147483648": {}}}, "item.by_number[（无法显示的字段名）]", "OUT_OF_RANGE"),
        ({"byNumber": {"1": {"what": 1}}}, "item.by_number[（无法显示的字段名）].what", "UNKNOWN_FIELD"),
        ({"byFlag": {"yes": "1"}}, "item.by_flag[yes]", "BOOLEAN"),
        ({"byFlag": {"true": "x"}}, "item.by_flag[true]", "INTEGER"),
        ({"wrappedFen": "1e2"}, "item.wrapped_fen", "INTEGER_FEN"),
        ({"wrappedFen": "１"}, "item.wrapped_fen", "INTEGER_FEN"),
        ({"wrappedFen": {"value": "1"}}, "item.wrapped_fen", "INTEGER_FEN"),
        ({"wrappedFlag": "true"}, "item.wrapped_flag", "BOOLEAN"),
        ({"wrappedRaw": "!"}, "item.wrapped_raw", "BASE64"),
        ({"wrappedNumbers": [None]}, "item.wrapped_numbers[0]", "INTEGER"),
        ({"free": []}, "item.free", "FORMAT"),
        ({"free": {"a": 9007199254740993}}, "item.free", "OUT_OF_RANGE"),
        ({"anyList": {}}, "item.any_list", "FORMAT"),
        ({"packed": {"@type": "type.googleapis.com/no.Such"}}, "item.packed", "FORMAT"),
        ({"packed": []}, "item.packed", "FORMAT"),
        ({"packed": {"@type": "type.googleapis.com/google.protobuf.Duration"}}, "item.packed", "FORMAT"),
        ({"nothing": {"a": 1}}, "item.nothing.a", "UNKNOWN_FIELD"),
        ({"shown": ["title"]}, "item.shown", "FORMAT"),
        ({"ratio": 1e39}, "item.ratio", "OUT_OF_RANGE"),
        ({"tags": [None]}, "item.tags[0]", "TEXT"),
        ({"kind": 2.0}, "item.kind", "UNKNOWN_ENUM"),
        ({"kind": "2"}, "item.kind", "UNKNOWN_ENUM"),
        ({"textChoice": "a", "partChoice": {}}, "item.part_choice", "ONEOF_CONFLICT"),
        ({"spelled": "a", "otherwiseSpelled": "a"}, "item.spelled", "DUPLICATE_KEY"),
    ],
)
def test_a_value_of_another_kind_is_refused(body: dict[str, object], field: str, reason: str) -> None:
    assert refusals("POST", CREATE, json.dumps(body).encode()) == [(field, reason)]


def test_a_null_is_an_absent_field() -> None:
    assert sent("POST", CREATE, {"title": None, "part": None, "tags": None, "textChoice": None, "numberChoice": 1}) == {
        "item": {"numberChoice": 1}
    }


def test_the_path_wins_over_the_same_field_of_the_body() -> None:
    assert sent("PUT", ITEM, {"name": "boxes/other/items/1", "title": "x"}) == {"item": {"name": NAME, "title": "x"}}


def test_a_body_of_one_field_leaves_others_to_the_query() -> None:
    assert sent("POST", f"{CREATE}?allowMissing=true&request_id=r", {"title": "x"}) == {
        "item": {"title": "x"}, "allowMissing": True, "requestId": "r"
    }  # fmt: skip
    assert refusals("POST", f"{CREATE}?item.title=x", b"{}") == [("item.title", "MISPLACED_PARAMETER")]


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1))
def test_any_body_is_either_read_or_refused_with_its_fields(body: dict[str, object]) -> None:
    for field, reason in refusals("POST", CREATE, json.dumps(body).encode()):
        assert field.startswith("item.")
        assert reason.isupper()
