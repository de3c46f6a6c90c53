"""The book's flows between the services: each listed once, and the list agrees with the manifests."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from chassis.manifest import Emission, Listening, installed_services

SERVICES = installed_services()
BOOK = tomllib.loads((Path(__file__).parent / "flows.toml").read_text(encoding="utf-8"))
FLOWS: list[dict[str, Any]] = BOOK["flow"]
LAST_FLOW = 40
each_flow = pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow["id"])


def carries(row: Emission | Listening, flow: str) -> bool:
    """Whether the manifest's row names the flow."""
    return flow in row.flow.split(", ")


def still_open(flow: dict[str, Any]) -> list[str]:
    """Who does not tell or hear yet, from the manifests alone."""
    told = {
        name for name, made in SERVICES.items() for row in made.emits if carries(row, flow["id"]) and not row.planned
    }
    heard = {name for name, made in SERVICES.items() for row in made.listens if carries(row, flow["id"])}
    return [
        *(f"{name} tells" for name in flow["tells"] if name not in told),
        *(f"{name} hears" for name in flow["hears"] if name not in heard),
    ]


def test_every_flow_of_the_book_is_listed_once() -> None:
    assert [flow["id"] for flow in FLOWS] == [f"XF-{number:02d}" for number in range(1, LAST_FLOW + 1)]


@each_flow
def test_a_flow_is_between_services_that_there_are(flow: dict[str, Any]) -> None:
    assert {*flow["tells"], *flow["hears"], *flow["within"]} <= SERVICES.keys()
    assert flow["tells"]
    assert flow["fact"]


@each_flow
def test_the_events_of_a_flow_are_those_that_the_manifests_emit_for_it(flow: dict[str, Any]) -> None:
    emitted = {(name, row.event) for name, made in SERVICES.items() for row in made.emits if carries(row, flow["id"])}
    assert sorted(flow["events"]) == sorted(f"{name}: {event}" for name, event in emitted)
    assert {name for name, _ in emitted} <= set(flow["tells"])


@each_flow
def test_who_hears_of_a_flow_listens_to_one_of_its_events(flow: dict[str, Any]) -> None:
    heard = [
        (name, row) for name, made in SERVICES.items() for row in made.listens if carries(row, flow["id"])
    ]  # fmt: skip
    assert sorted(flow["heard"]) == sorted({f"{name}: {row.event}" for name, row in heard})
    assert {name for name, _ in heard} <= set(flow["hears"])
    assert {f"{row.source}: {row.event}" for _, row in heard} <= set(flow["events"])


def test_every_id_in_a_manifest_is_a_flow_of_the_book() -> None:
    emitted = {row.flow for made in SERVICES.values() for row in made.emits}
    heard = {row.flow for made in SERVICES.values() for row in made.listens}
    used = {flow for flows in emitted | heard for flow in flows.split(", ") if flow}
    assert used <= {flow["id"] for flow in FLOWS}


@each_flow
def test_what_is_open_is_listed_and_nothing_else(flow: dict[str, Any]) -> None:
    assert flow["open"] == still_open(flow)


def test_the_number_of_open_ends_is_the_one_that_is_told() -> None:
    ends = {flow["id"]: still_open(flow) for flow in FLOWS}
    for name, missing in ends.items():
        print(f"{name} {'open: ' + ', '.join(missing) if missing else 'built'}")
    assert sum(map(len, ends.values())) == BOOK["open"]
