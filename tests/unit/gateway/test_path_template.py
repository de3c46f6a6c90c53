"""Path templates match as google/api/http.proto says."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.path_template import PathEncodingError, TemplateError, parse_template, split_path

WORDS = st.text("abcxyz019._~-", min_size=1, max_size=8)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("template", "path", "bound"),
    [
        ("/v1/things", "/v1/things", {}),
        ("/v1/{id}", "/v1/7", {"id": "7"}),
        ("/v1/{id}", "/v1/a%2Fb%20%E7%8E%84", {"id": "a/b 玄"}),
        ("/v1/{id}", "/v1/a+b", {"id": "a+b"}),
        ("/v1/{name=things/*}", "/v1/things/7", {"name": "things/7"}),
        ("/v1/{name=things/*}", "/v1/things/a%2fb%20c", {"name": "things/a%2fb c"}),
        ("/v1/{name=things/*}", "/v1/things/a%3Ab%2Bc", {"name": "things/a%3Ab%2Bc"}),
        ("/v1/{name=things/*}", "/v1/things/a:b+c", {"name": "things/a:b+c"}),
        ("/v1/{name=things/*}", "/v1/things/%E7%8E%84%252F", {"name": "things/玄%2F"}),
        ("/v1/{id}", "/v1/a%3Ab%2Bc%252F", {"id": "a:b+c%2F"}),
        ("/v1/{a}/*/{b=*}", "/v1/1/2/3", {"a": "1", "b": "3"}),
        ("/v1/{id}:close", "/v1/a%3Aclose", None),
        ("/v1/{thing.name=things/*}/parts/{part}", "/v1/things/7/parts/9", {"thing.name": "things/7", "part": "9"}),
        ("/v1/{name=things/*}:close", "/v1/things/7:close", {"name": "things/7"}),
        ("/v1/{id}", "/v1/jason:other", {"id": "jason:other"}),
        ("/v1/identity:signIn", "/v1/identity:signIn", {}),
        ("/v1/{rest=**}", "/v1/a/b/c", {"rest": "a/b/c"}),
        ("/v1/{rest=**}", "/v1", {"rest": ""}),
        ("/v1/{rest=files/**}/end", "/v1/files/a/b/end", {"rest": "files/a/b"}),
        ("/v1/{rest=files/**}/end", "/v1/files/end", {"rest": "files"}),
        ("/v1/**/end:go", "/v1/a/b/end:go", {}),
        ("/v1/things", "/v1/things/", None),
        ("/v1/things", "/v1/other", None),
        ("/v1/{id}", "/v1/", None),
        ("/v1/{id}", "/v1//", None),
        ("/v1/{id}/parts", "/v1//parts", None),
        ("/v1/{id}", "/v1/a/b", None),
        ("/v1/{name=things/*}:close", "/v1/things/7", None),
        ("/v1/{name=things/*}:close", "/v1/things/:close", None),
        ("/v1/{rest=**}", "/v1/a//b", None),
    ],
)
def test_a_template_matches_exactly_its_paths(template: str, path: str, bound: dict[str, str] | None) -> None:
    assert parse_template(template).match(split_path(path)) == bound


@pytest.mark.parametrize(
    "template",
    [
        "",
        "v1",
        "/",
        "/v1/",
        "/v1//a",
        "/v1/{a",
        "/v1/{a}}",
        "/v1/{}",
        "/v1/{a=}",
        "/v1/{a={b}}",
        "/v1/{a}/{a}",
        "/v1/**/*",
        "/v1/{rest=**}/end/{x}",
        "/v1/**/**",
        "/v1/a:b/c",
        "/v1/a:",
        "/v1/a b",
        "/v1/a?b",
        "/v1/{A}",
        "/v1/x{a}",
    ],
)
def test_a_template_against_the_grammar_is_refused(template: str) -> None:
    with pytest.raises(TemplateError):
        parse_template(template)


@pytest.mark.parametrize("path", ["/v1/%", "/v1/%2", "/v1/%zz", "/v1/%ff", "/v1/%ed%a0%80"])
def test_a_broken_escape_is_refused(path: str) -> None:
    with pytest.raises(PathEncodingError):
        parse_template("/v1/{id}").match(split_path(path))


def test_literals_come_before_one_segment_before_the_rest() -> None:
    texts = ["/v1/**", "/v1/**/end", "/v1/*", "/v1/a", "/v1/*/b"]
    ordered = sorted(texts, key=lambda text: parse_template(text).precedence)
    assert ordered == ["/v1/a", "/v1/*/b", "/v1/*", "/v1/**/end", "/v1/**"]


def test_names_of_variables_do_not_make_another_shape() -> None:
    assert parse_template("/v1/{a}/{b=x/*}:go").shape == parse_template("/v1/{c=*}/x/{d}:go").shape == "/v1/*/x/*:go"


def test_a_path_of_64000_slashes_is_no_match() -> None:
    assert parse_template("/v1/{rest=**}").match(split_path("/v1" + "/" * 64_000)) is None


@given(st.lists(st.one_of(WORDS.map(lambda word: (word, None)), TEXTS.map(lambda text: (None, text))), min_size=1))
def test_single_segments_come_back_as_they_went_in(parts: list[tuple[str | None, str | None]]) -> None:
    template = "".join(f"/{word}" if word else f"/{{v{index}}}" for index, (word, _) in enumerate(parts))
    path = "".join(f"/{word or quote(text or '', safe='')}" for word, text in parts)
    bound = {f"v{index}": text for index, (_, text) in enumerate(parts) if text is not None}
    assert parse_template(template).match(split_path(path)) == bound


@given(st.lists(WORDS, min_size=1, max_size=4), st.lists(WORDS, max_size=4), WORDS, st.booleans())
def test_several_segments_come_back_as_they_went_in(head: list[str], rest: list[str], verb: str, named: bool) -> None:  # noqa: FBT001
    name = f"/{{name={'/'.join(head)}/**}}" + (f":{verb}" if named else "")
    path = "/" + "/".join([*head, *rest]) + (f":{verb}" if named else "")
    assert parse_template(name).match(split_path(path)) == {"name": "/".join([*head, *rest])}
