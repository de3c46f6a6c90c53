"""Where nobody may find out who calls, nothing of the caller reaches what stands behind."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chassis.contract import image_of
from chassis.manifest import installed_services
from gateway.edge.unlinkable import KEPT, Unlinkable, is_forgotten, may_serve
from gateway.method_options import is_unlinkable
from gateway.routes import RouteTable, ServiceRoutes, build_routes

SUBMIT, DRAWS = "/v1/supervision/tips:submit", "/v1/supervision/draws"
HEADERS = [
    (b"authorization", b"Bearer x"), (b"cookie", b"x"), (b"user-agent", b"x"), (b"x-forwarded-for", b"x"),
    (b"x-request-id", b"x"), (b"traceparent", b"x"), (b"forwarded", b"x"), (b"host", b"sifa"),
    (b"content-type", b"application/json"), (b"content-length", b"2"),
]  # fmt: skip


@pytest.fixture(scope="module")
def table() -> RouteTable:
    image = image_of(installed_services()["supervision"])
    routes = build_routes("supervision", image)
    return RouteTable({
        "supervision": ServiceRoutes(
            name="supervision", title="", version="", http_prefix="/v1/supervision", image=image, routes=routes
        )
    })  # fmt: skip


def passed(table: RouteTable, path: str) -> dict[str, Any]:
    """What reaches the application behind."""
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        seen.append(scope)

    scope = {
        "type": "http", "method": "POST", "raw_path": path.encode(), "headers": HEADERS, "client": ("192.0.2.7", 9),
        "query_string": b"who=x",
    }  # fmt: skip
    asyncio.run(Unlinkable(app, table=lambda: table)(scope, None, None))  # type: ignore[arg-type]
    return dict(seen[0])


def test_nothing_of_the_caller_is_passed_on(table: RouteTable) -> None:
    scope = passed(table, SUBMIT)
    assert {name for name, _ in scope["headers"]} == {b"host", b"content-type", b"content-length"}
    assert (scope["client"], scope["query_string"], is_forgotten(scope)) == (None, b"", True)
    assert not {b"authorization", b"cookie", b"x-forwarded-for", b"x-request-id", b"traceparent"} & KEPT


def test_other_calls_are_passed_on_as_they_came(table: RouteTable) -> None:
    scope = passed(table, DRAWS)
    assert (scope["headers"], scope["client"], is_forgotten(scope)) == (HEADERS, ("192.0.2.7", 9), False)


def test_another_spelling_of_the_address_is_not_served(table: RouteTable) -> None:
    route, _ = table.find("POST", SUBMIT)
    assert may_serve(passed(table, SUBMIT), route)
    assert not may_serve(passed(table, "/v1/supervision/tips%3Asubmit"), route)
    other, _ = table.find("POST", DRAWS)
    assert may_serve(passed(table, DRAWS), other)


def test_the_tip_line_alone_is_unlinkable(table: RouteTable) -> None:
    found = {route.template.text for route in table.services["supervision"].routes if is_unlinkable(route)}
    assert found == {f"/v1/supervision/tips:{verb}" for verb in ("route", "submit", "mailbox")}
