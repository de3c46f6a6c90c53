"""The facts that services tell each other: written down in manifests and protos, and readable for ever."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from pathlib import Path

import pytest
from google.protobuf import json_format
from google.protobuf.descriptor_pool import Default
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.events.encode import PLATFORM_EVENT_TYPES, PLATFORM_EVENTS
from chassis.manifest import ServiceManifest, installed_services

SERVICES = installed_services()
ALL = [(name, emission.event) for name, manifest in SERVICES.items() for emission in manifest.emits]
EMISSIONS = [(name, event) for name, event in ALL if event not in PLATFORM_EVENT_TYPES]
PLANNED = {emission.event for manifest in SERVICES.values() for emission in manifest.emits if emission.planned}
TOLD = [(name, event) for name, event in EMISSIONS if event not in PLANNED]
LISTENINGS = [(name, heard) for name, manifest in SERVICES.items() for heard in manifest.listens]
TESTS = Path(__file__).parents[1]
# A service that came later keeps its bodies beside its own tests.
HOMES = (TESTS / "contract" / "golden", *sorted(TESTS.glob("services/*/golden")))
GOLDEN = sorted(file for home in HOMES for file in home.rglob("*.json"))


def event_class(manifest: ServiceManifest, name: str) -> type | None:
    """The domain dataclass of an event, wherever in the service's domain it stands."""
    importlib.import_module(f"sifa.{manifest.name}.v1.events_pb2")
    package = importlib.import_module(f"services.{manifest.name}.domain")
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        kind = getattr(importlib.import_module(found.name), name, None)
        if kind is not None:
            return kind  # type: ignore[no-any-return]
    return None


@pytest.mark.parametrize(("service", "event"), EMISSIONS)
def test_an_emitted_event_is_a_message_of_its_service(service: str, event: str) -> None:
    importlib.import_module(f"{SERVICES[service].proto_package}.events_pb2")
    message = Default().FindMessageTypeByName(event)
    assert message.file.name == f"sifa/{service}/v1/events.proto"


@pytest.mark.parametrize(("service", "event"), TOLD)
def test_an_emitted_event_has_a_dataclass_with_the_same_fields(service: str, event: str) -> None:
    kind = event_class(SERVICES[service], event.rpartition(".")[2])
    assert kind is not None
    message = Default().FindMessageTypeByName(event)
    assert [field.name for field in dataclasses.fields(kind)] == [field.name for field in message.fields]


@pytest.mark.parametrize("service", sorted(SERVICES))
def test_every_message_of_the_events_file_is_in_the_manifest(service: str) -> None:
    manifest = SERVICES[service]
    folder = Path(str(importlib.import_module(f"sifa.{service}").__path__[0])) / "v1"
    told = {event for name, event in EMISSIONS if name == service}
    there: set[str] = set()
    if (folder / "events_pb2.py").exists():
        module = importlib.import_module(f"{manifest.proto_package}.events_pb2")
        there = {message.full_name for message in module.DESCRIPTOR.message_types_by_name.values()}
    assert there == told


@pytest.mark.parametrize(("service", "heard"), LISTENINGS, ids=lambda value: getattr(value, "event", value))
def test_what_is_listened_to_is_emitted_by_its_source(service: str, heard: object) -> None:
    event, source = getattr(heard, "event", ""), getattr(heard, "source", "")
    assert event in {emission.event for emission in SERVICES[source].emits}
    assert source != service


@pytest.mark.parametrize(("kind", "message"), PLATFORM_EVENTS.items())
def test_a_fact_of_the_platform_has_the_fields_of_its_dataclass(kind: type, message: type[Message]) -> None:
    assert kind.__name__ == message.DESCRIPTOR.name
    assert [field.name for field in dataclasses.fields(kind)] == [field.name for field in message.DESCRIPTOR.fields]


@pytest.mark.parametrize("event", sorted({event for _, event in ALL} | PLATFORM_EVENT_TYPES))
def test_every_event_has_a_golden_body(event: str) -> None:
    assert event in {file.parent.name for file in GOLDEN}


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_body_of_an_earlier_release_is_read_without_loss(file: Path) -> None:
    package = file.parent.name.rpartition(".")[0]
    if file.parent.name not in PLATFORM_EVENT_TYPES:
        importlib.import_module(f"{package}.events_pb2")
    message = GetMessageClass(Default().FindMessageTypeByName(file.parent.name))()
    text = file.read_text(encoding="utf-8")
    json_format.Parse(text, message)
    assert json_format.MessageToJson(message, indent=None, ensure_ascii=False) == text.strip()
