"""Requests and replies chosen by hand, each for one decision about transcoding. It must not say what is right.

Those that fit on a line stand in `data/`: paths, query strings, bodies and replies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ITEM = "/v1/probe/boxes/a/items/7"
CREATE = "/v1/probe/items"


@dataclass(frozen=True, slots=True)
class Case:
    """One request, under a name that says what it is about."""

    name: str
    method: str
    target: str
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


_DEEP = '{"part":' * 14 + "{}" + "}" * 14
_DEEPER = '{"part":' * 40 + "{}" + "}" * 40
_ZIPPED = bytes.fromhex("1f8b080000000000000003ab2ec9cc4955b2524a54aa050071b3e10e0d000000")
OTHERS = [
    Case("POST *", "POST", f"{ITEM}:close", b'{"note":"x","items":[{"title":"a"}]}'),
    Case("POST * with a parameter", "POST", f"{ITEM}:close?note=x", b"{}"),
    Case("POST * with a bound field", "POST", f"{ITEM}:close", b'{"name":"boxes/b/items/9"}'),
    Case("POST * with the same bound field", "POST", f"{ITEM}:close", b'{"name":"boxes/a/items/7"}'),
    Case("POST * with an empty body", "POST", f"{ITEM}:close", b""),
    Case("POST of one field with an empty body", "POST", CREATE, b""),
    Case("POST * with a list", "POST", f"{ITEM}:close", b"[]"),
    Case("POST * with null", "POST", f"{ITEM}:close", b"null"),
    Case("POST list", "POST", f"{ITEM}:batch", b'[{"title":"a"},{}]'),
    Case("POST list with parameters", "POST", f"{ITEM}:batch?note=x&tags=a", b"[]"),
    Case("POST list as an object", "POST", f"{ITEM}:batch", b'{"title":"a"}'),
    Case("POST list with null", "POST", f"{ITEM}:batch", b"[null]"),
    Case("POST text", "POST", f"{ITEM}:note", '"玄"'.encode()),
    Case("POST text as a number", "POST", f"{ITEM}:note", b"5"),
    Case("POST text as null", "POST", f"{ITEM}:note", b"null"),
    Case("POST map", "POST", f"{ITEM}:label", b'{"a":"b"}'),
    Case("POST time", "POST", f"{ITEM}:at", b'"2026-06-15T01:00:00Z"'),
    Case("POST without a body", "POST", f"{ITEM}:touch?note=x"),
    Case("POST with an unwanted body", "POST", f"{ITEM}:touch", b'{"note":"x"}'),
    Case("POST with an empty unwanted body", "POST", f"{ITEM}:touch", b""),
    Case("POST of one field with the rest in parameters", "POST", f"{CREATE}?allowMissing=true", b'{"title":"a"}'),
    Case("POST of one field with a part of it in a parameter", "POST", f"{CREATE}?item.title=b", b'{"open":true}'),
    Case("POST to the wrong verb", "POST", f"{ITEM}:other", b"{}"),
    Case("POST where only GET is", "POST", "/v1/probe/named/first", b"{}"),
    Case("POST of 14 levels", "POST", CREATE, _DEEP.encode()),
    Case("POST of 40 levels", "POST", CREATE, _DEEPER.encode()),
    Case("POST of 300 KiB", "POST", CREATE, b'{"title":"' + b"a" * 300_000 + b'"}'),
    Case("POST as plain text", "POST", CREATE, b"{}", {"content-type": "text/plain"}),
    Case("POST with a charset", "POST", CREATE, b"{}", {"content-type": "application/json; charset=utf-8"}),
    Case("POST in GBK", "POST", CREATE, '{"title":"玄"}'.encode("gbk")),
    Case("POST with a byte order mark", "POST", CREATE, b'\xef\xbb\xbf{"title":"a"}'),
    Case("POST in UTF-16", "POST", CREATE, '{"title":"a"}'.encode("utf-16")),
    Case("POST compressed", "POST", CREATE, _ZIPPED, {"content-type": "application/json", "content-encoding": "gzip"}),
    Case("PUT", "PUT", ITEM, b'{"title":"a"}'),
    Case("PUT with a mask", "PUT", f"{ITEM}?updateMask=title", b'{"title":"a"}'),
    Case("PATCH with a mask", "PATCH", f"{ITEM}?update_mask=amountFen,part.name", b'{"title":"a"}'),
    Case("PATCH with *", "PATCH", f"{ITEM}?update_mask=*", b'{"title":"a"}'),
    Case("PATCH without a mask", "PATCH", ITEM, b'{"title":"a","part":{"name":"b"}}'),
    Case("PATCH of everything", "PATCH", "/v1/probe/whole/boxes/a/items/7", b'{"item":{"title":"a"}}'),
    Case("PATCH with two masks", "PATCH", "/v1/probe/two/boxes/a/items/7", b'{"title":"a"}'),
    Case("DELETE", "DELETE", ITEM),
    Case("DELETE with a body", "DELETE", ITEM, b"{}"),
    Case("DELETE with a parameter", "DELETE", f"{ITEM}?page_size=5"),
    Case("HEAD", "HEAD", ITEM),
    Case("OPTIONS", "OPTIONS", ITEM),
    Case("TRACE", "TRACE", ITEM),
    Case("GET of what the path binds", "GET", f"{ITEM}?name=x"),
    Case("GET of what lies beside it", "GET", "/v1/probe/filtered/parts/7/5?filter.part.amountFen=3&filter.title=x"),
    Case("GET of a number that the path binds", "GET", "/v1/probe/filtered/parts/7/5?pageSize=6"),
    Case("GET of a stream", "GET", "/v1/probe/items:watch"),
    Case("GET with a body", "GET", ITEM, b"{}"),
    Case("GET by gRPC's own path", "GET", "/sifa.probe.v1.Items/GetItem"),
    Case("POST by gRPC's own path", "POST", "/sifa.probe.v1.Items/GetItem", b"{}"),
    Case("GET of 101 parameters", "GET", f"{CREATE}?" + "&".join(["tags=a"] * 101)),
    Case("GET of a parameter 20 levels deep", "GET", f"{CREATE}?{'part.' * 20}name=a"),
    Case("GET as Chinese bytes", "GET", "/v1/probe/named/" + quote("法律援助 申请")),
]


def requests() -> Iterator[Case]:
    """All of them; no two have one name."""
    yield from (Case(f"path {path}", "GET", path) for path in _lines("paths"))
    yield from (Case(f"query {query}", "GET", f"{CREATE}?{query}") for query in _lines("queries"))
    yield from (Case(f"body {body}", "POST", CREATE, body.encode()) for body in _lines("bodies"))
    yield from OTHERS


def replies() -> list[str]:
    """What the backend replies to a GET of an item, as JSON."""
    return _lines("replies")


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n")
