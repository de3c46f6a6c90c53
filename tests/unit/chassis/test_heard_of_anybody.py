"""A service that listens to anybody hears every installed one that tells the fact, and none by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chassis.manifest import ANYBODY, Emission, Listening, ServiceManifest, installed_services

FACT = "sifa.platform.v1.UnitChanged"
SERVICES = installed_services()


def test_nobody_has_anybody_as_a_source() -> None:
    assert {row.source for made in SERVICES.values() for row in made.listens} <= set(SERVICES)


def test_every_teller_is_a_source() -> None:
    tellers = {name for name, made in SERVICES.items() if FACT in {row.event for row in made.emits}}
    supervision = SERVICES["supervision"]
    assert {row.source for row in supervision.listens if row.event == FACT} == tellers - {"supervision"}
    assert supervision.heard_of_anybody == {FACT}


@pytest.mark.parametrize("name", ["early", "later"])
def test_a_service_that_comes_later_is_heard_and_the_listener_is_not_its_own_source(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    told = Emission(event=FACT, flow="")
    heard = Listening(event=FACT, source=ANYBODY, flow="")
    some = replace(SERVICES["legal_aid"], emits=(told,), listens=())
    made: dict[str, ServiceManifest] = {
        "ear": replace(some, name="ear", listens=(heard,)), name: replace(some, name=name),
        "mute": replace(some, name="mute", emits=()),
    }  # fmt: skip

    class Point:
        def __init__(self, given: str) -> None:
            self.name = given

    monkeypatch.setattr("chassis.manifest.metadata.entry_points", lambda **_: [Point(one) for one in made])
    monkeypatch.setattr("chassis.manifest.read_manifest", lambda point: made[point.name])
    assert installed_services()["ear"].sources == (name,)
