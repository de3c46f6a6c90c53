"""Query parameters of every kind, on a made-up contract."""

from __future__ import annotations

import pytest
from google.protobuf import json_format

from tests.unit.gateway.every_kind import ask, refusals

ITEMS = "/v1/probe/items?"
UNSHOWN = "（无法显示的字段名）"


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("title=a+b", {"title": "a b"}),
        ("title=a%2Bb", {"title": "a+b"}),
        ("title=%E7%8E%84", {"title": "玄"}),
        ("title=", {}),
        ("note=", {"note": ""}),
        ("count=0", {"count": 0}),
        ("amountFen=9223372036854775807", {"amountFen": "9223372036854775807"}),
        ("amount_fen=-1", {"amountFen": "-1"}),
        ("otherwiseSpelled=x", {"otherwiseSpelled": "x"}),
        ("spelled=x", {"otherwiseSpelled": "x"}),
        ("open=true", {"open": True}),
        ("open=false", {}),
        ("flags=true&flags=false", {"flags": [True, False]}),
        ("kind=KIND_TWO", {"kind": "KIND_TWO"}),
        ("kind=2", {"kind": "KIND_TWO"}),
        ("kind=77", {"kind": 77}),
        ("kinds=KIND_ONE&kinds=2", {"kinds": ["KIND_ONE", "KIND_TWO"]}),
        ("tags=a,b", {"tags": ["a,b"]}),
        ("tags=b&title=x&tags=a", {"tags": ["b", "a"], "title": "x"}),
        ("numbers=1&numbers=1", {"numbers": ["1", "1"]}),
        ("weight=1e-07", {"weight": 1e-07}),
        ("ratio=0.5", {"ratio": 0.5}),
        ("ratio=3.4028235e%2B38", {"ratio": 3.4028235e38}),
        ("raw=5Y-45rOV", {"raw": "5Y+45rOV"}),
        ("part.part.amountFen=5", {"part": {"part": {"amountFen": "5"}}}),
        ("part.name=a&part.amount_fen=5", {"part": {"name": "a", "amountFen": "5"}}),
        ("part.tags=a&part.tags=b", {"part": {"tags": ["a", "b"]}}),
        ("part_choice.name=a", {"partChoice": {"name": "a"}}),
        ("number_choice=0", {"numberChoice": 0}),
        ("time=2026-06-15T09:00:00.5%2B08:00", {"time": "2026-06-15T01:00:00.500Z"}),
        ("times=2026-06-15T01:00:00Z&times=2026-06-16T01:00:00Z",
         {"times": ["2026-06-15T01:00:00Z", "2026-06-16T01:00:00Z"]}),
        ("span=-1.5s", {"span": "-1.500s"}),
        ("shown=amount_fen,part.name", {"shown": "amountFen,part.name"}),
        ("shown=amountFen", {"shown": "amountFen"}),
        ("shown=*", {"shown": "*"}),
        ("shown=", {"shown": ""}),
        ("wrapped_text=", {"wrappedText": ""}),
        ("wrapped_fen=7", {"wrappedFen": "7"}),
        ("wrapped_flag=false", {"wrappedFlag": False}),
        ("wrapped_weight=1.5", {"wrappedWeight": 1.5}),
        ("wrapped_raw=YQ", {"wrappedRaw": "YQ=="}),
        ("wrapped_unsigned=4294967295", {"wrappedUnsigned": 4294967295}),
        ("wrapped_numbers=1&wrapped_numbers=2", {"wrappedNumbers": ["1", "2"]}),
    ],
)  # fmt: skip
def test_a_parameter_fills_its_field(query: str, read: dict[str, object]) -> None:
    _, message = ask("GET", ITEMS + query)
    assert json_format.MessageToDict(message) == read


@pytest.mark.parametrize(
    ("query", "field", "reason"),
    [
        ("what=1", "what", "UNKNOWN_PARAMETER"),
        ("nothing=1", "nothing", "MISPLACED_PARAMETER"),
        ("part.nothing=1", "part.nothing", "UNKNOWN_PARAMETER"),
        ("title.x=1", "title.x", "UNKNOWN_PARAMETER"),
        ("time.seconds=5", "time.seconds", "UNKNOWN_PARAMETER"),
        ("wrapped_fen.value=5", "wrapped_fen.value", "UNKNOWN_PARAMETER"),
        ("parts.name=a", "parts.name", "UNKNOWN_PARAMETER"),
        ("labels[a]=b", UNSHOWN, "UNKNOWN_PARAMETER"),
        ("labels.a=b", "labels.a", "UNKNOWN_PARAMETER"),
        ("part." * 16 + "name=a", UNSHOWN, "UNKNOWN_PARAMETER"),
        ("parts=a", "parts", "MISPLACED_PARAMETER"),
        ("part=a", "part", "MISPLACED_PARAMETER"),
        ("labels=a", "labels", "MISPLACED_PARAMETER"),
        ("free=%7B%7D", "free", "MISPLACED_PARAMETER"),
        ("any_value=1", "any_value", "MISPLACED_PARAMETER"),
        ("any_list=1", "any_list", "MISPLACED_PARAMETER"),
        ("packed=1", "packed", "MISPLACED_PARAMETER"),
        ("nothing=", "nothing", "MISPLACED_PARAMETER"),
        ("text_choice=a&number_choice=1", "number_choice", "ONEOF_CONFLICT"),
        ("text_choice=a&part_choice.name=b", "part_choice.name", "ONEOF_CONFLICT"),
        ("title=a&title=b", "title", "DUPLICATE_KEY"),
        ("spelled=a&otherwiseSpelled=b", "spelled", "DUPLICATE_KEY"),
        ("part.amountFen=1&part.amount_fen=1", "part.amount_fen", "DUPLICATE_KEY"),
        ("shown=title&shown=kind", "shown", "DUPLICATE_KEY"),
        ("shown=a,,b", "shown", "FORMAT"),
        ("shown=a+b", "shown", "FORMAT"),
        ("open=1", "open", "BOOLEAN"),
        ("open=True", "open", "BOOLEAN"),
        ("open=", "open", "BOOLEAN"),
        ("wrapped_flag=yes", "wrapped_flag", "BOOLEAN"),
        ("wrapped_fen=%EF%BC%91", "wrapped_fen", "INTEGER_FEN"),
        ("wrapped_fen=9223372036854775808", "wrapped_fen", "OUT_OF_RANGE"),
        ("wrapped_unsigned=-1", "wrapped_unsigned", "OUT_OF_RANGE"),
        ("unsigned=4294967296", "unsigned", "OUT_OF_RANGE"),
        ("small=1.0", "small", "INTEGER"),
        ("small=", "small", "INTEGER"),
        ("kind=kind_two", "kind", "UNKNOWN_ENUM"),
        ("kind=2147483648", "kind", "UNKNOWN_ENUM"),
        ("weight=NaN", "weight", "NUMBER"),
        ("weight=1e400", "weight", "NOT_FINITE"),
        ("ratio=1e39", "ratio", "OUT_OF_RANGE"),
        ("time=2026-06-15", "time", "FORMAT"),
        ("time=2026-06-15T01:00:00", "time", "FORMAT"),
        ("time=2026-02-30T01:00:00Z", "time", "FORMAT"),
        ("time=2026-06-15T24:00:00Z", "time", "FORMAT"),
        ("time=%EF%BC%92026-06-15T01:00:00Z", "time", "FORMAT"),
        ("time=2026-06-15T01:00:00.0000000001Z", "time", "FORMAT"),
        ("span=1", "span", "FORMAT"),
        ("span=1_0s", "span", "FORMAT"),
        ("span=999999999999s", "span", "FORMAT"),
        ("title=%zz", "query", "MALFORMED_QUERY"),
        ("title=%e7%8e", "query", "MALFORMED_QUERY"),
        ("title=a&&open=true", "query", "MALFORMED_QUERY"),
    ],
)
def test_a_parameter_that_does_not_fit_is_refused(query: str, field: str, reason: str) -> None:
    assert refusals("GET", ITEMS + query) == [(field, reason)]


def test_parameters_reach_as_deep_as_a_body() -> None:
    assert refusals("GET", f"{ITEMS}{'part.' * 15}name=a") == []


def test_every_bad_parameter_is_named() -> None:
    assert refusals("GET", ITEMS + "small=x&what=1&kind=y") == [
        ("small", "INTEGER"),
        ("what", "UNKNOWN_PARAMETER"),
        ("kind", "UNKNOWN_ENUM"),
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [("filter.part.name", "filter.part.name"), ("page_size", "page_size"), ("pageSize", "page_size")],
)
def test_what_the_path_binds_is_refused_in_the_query(name: str, field: str) -> None:
    assert refusals("GET", f"/v1/probe/filtered/parts/7/5?{name}=5") == [(field, "MISPLACED_PARAMETER")]


def test_a_neighbour_of_what_the_path_binds_is_welcome() -> None:
    _, message = ask("GET", "/v1/probe/filtered/parts/7/5?filter.part.amountFen=3&filter.title=x")
    assert json_format.MessageToDict(message) == {
        "filter": {"part": {"name": "parts/7", "amountFen": "3"}, "title": "x"},
        "pageSize": 5,
    }


def test_a_typed_path_variable_is_read_like_a_parameter() -> None:
    _, message = ask("GET", "/v1/probe/typed/-5/true/KIND_ONE/70/5Y-45rOV/1e3")
    assert json_format.MessageToDict(message) == {
        "number": "-5", "open": True, "kind": "KIND_ONE", "part": {"amountFen": "70"}, "raw": "5Y+45rOV", "weight": 1000
    }  # fmt: skip


def test_every_bad_path_variable_is_named() -> None:
    assert refusals("GET", "/v1/probe/typed/1.0/yes/kind/x/!/nan") == [
        ("number", "INTEGER"),
        ("open", "BOOLEAN"),
        ("kind", "UNKNOWN_ENUM"),
        ("part.amount_fen", "INTEGER_FEN"),
        ("raw", "BASE64"),
        ("weight", "NUMBER"),
    ]
