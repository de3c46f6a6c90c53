"""What a PATCH changes when the client does not say it, on a made-up contract."""

from __future__ import annotations

import json

import pytest

from tests.unit.gateway.every_kind import ITEM, ask

WHOLE = ITEM.replace("/v1/probe/", "/v1/probe/whole/")
TWO = ITEM.replace("/v1/probe/", "/v1/probe/two/")


def paths(method: str, target: str, body: object, mask: str = "update_mask") -> list[str]:
    """The mask of the message that a request becomes."""
    _, message = ask(method, target, json.dumps(body).encode())
    return list(getattr(message, mask).paths)


@pytest.mark.parametrize(
    ("body", "derived"),
    [
        ({}, []),
        ({"title": "x"}, ["title"]),
        ({"title": "x", "open": False}, ["title", "open"]),
        ({"amountFen": "1"}, ["amount_fen"]),
        ({"otherwiseSpelled": "x"}, ["spelled"]),
        ({"title": None}, ["title"]),
        ({"part": None}, ["part"]),
        ({"part": {}}, ["part"]),
        ({"part": {"name": "a", "part": {"amountFen": "1"}}}, ["part.name", "part.part.amount_fen"]),
        ({"parts": [{"name": "a"}]}, ["parts"]),
        ({"tags": []}, ["tags"]),
        ({"labels": {"a": "b"}}, ["labels"]),
        ({"byNumber": {"1": {"name": "a"}}}, ["by_number"]),
        ({"free": {"a": {"b": 1}}}, ["free"]),
        ({"anyValue": {"a": 1}}, ["any_value"]),
        ({"packed": {"@type": "type.googleapis.com/sifa.probe.v1.Part", "name": "q"}}, ["packed"]),
        ({"time": "2026-06-15T01:00:00Z", "wrappedFen": "1"}, ["time", "wrapped_fen"]),
        ({"partChoice": {"name": "a"}}, ["part_choice.name"]),
        ({"shown": "title"}, ["shown"]),
        ({"etag": "a", "name": "b"}, ["etag", "name"]),
    ],
)
def test_the_mask_is_what_the_body_names(body: dict[str, object], derived: list[str]) -> None:
    assert paths("PATCH", ITEM, body) == derived


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("update_mask=title", ["title"]),
        ("updateMask=amountFen,part.name", ["amount_fen", "part.name"]),
        ("update_mask=*", ["*"]),
        ("update_mask=", []),
    ],
)
def test_a_given_mask_is_left_alone(given: str, kept: list[str]) -> None:
    assert paths("PATCH", f"{ITEM}?{given}", {"title": "x", "open": True}) == kept


def test_nothing_is_derived_where_the_body_is_the_whole_request() -> None:
    assert paths("PATCH", WHOLE, {"item": {"title": "x"}}) == []
    assert paths("PATCH", WHOLE, {"item": {"title": "x"}, "updateMask": "kind"}) == ["kind"]


def test_nothing_is_derived_beside_two_masks() -> None:
    assert paths("PATCH", TWO, {"title": "x"}) == paths("PATCH", TWO, {"title": "x"}, "read_mask") == []


def test_nothing_is_derived_for_other_methods() -> None:
    assert paths("PUT", ITEM, {"title": "x"}) == paths("POST", "/v1/probe/items", {"title": "x"}) == []


def test_the_path_and_if_match_are_no_wish_to_change() -> None:
    _, message = ask("PATCH", ITEM, b'{"title":"x"}', {"if-match": '"e1"'})
    assert list(message.update_mask.paths) == ["title"]  # type: ignore[attr-defined]
    assert message.item.etag == "e1"  # type: ignore[attr-defined]
