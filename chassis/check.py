"""Validate every installed service and report every fault at once.

It must not fix anything, and it must not name a service: a new one is checked the moment it is installed.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from google.protobuf.descriptor import FileDescriptor
from google.protobuf.message import Message

from chassis.auth.access import AccessMissing, access_rule
from chassis.events.encode import PLATFORM_EVENT_TYPES
from chassis.events.reactions import load_reactor
from chassis.manifest import ManifestError, ServiceManifest, installed_services
from chassis.mapping import MappingError, to_message
from chassis.policy_files import read_book
from chassis.rules import MARKS, Rule, read_excluded, read_rules, repeated_rules
from chassis.server import load_servicers
from chassis.service import Service, open_service
from chassis.settings import Settings

_RULE_ID = re.compile(r"\b[A-Z]{2}-[0-9]{2,3}\b")
_HOUSE_RULES = re.compile(r"[DMPKT]-?[0-9]{2}|XF-[0-9]{2}|TV-[A-Z][0-9]{2}|SP-[0-9]+")


def check_all(settings: Settings) -> list[str]:
    """Every fault of every service, in a fixed order; empty when all is well."""
    try:
        manifests = list(installed_services().values())
    except (ManifestError, KeyError, tomllib.TOMLDecodeError) as error:
        return [f"manifest unusable: {error}"]
    faults = list(_between(manifests))
    for manifest in manifests:
        faults += [f"{manifest.name}: {fault}" for fault in _alone(manifest, settings)]
    return faults


def _between(manifests: list[ServiceManifest]) -> Iterator[str]:
    """What two services must not share, and events that somebody waits for in vain."""
    for key in ("grpc_port", "http_prefix", "proto_package"):
        yield from _shared(key, [(getattr(manifest, key), manifest.name) for manifest in manifests])
    people = [(wish.account, manifest.name) for manifest in manifests for wish in manifest.demo_accounts]
    yield from _shared("demo account", people)
    emitted = {manifest.name: {row.event for row in manifest.emits} for manifest in manifests}
    for manifest in manifests:
        for row in manifest.listens:
            # What a service that is not installed here emits is known where it is.
            if row.event not in emitted.get(row.source, {row.event}):
                yield f"{manifest.name}: listens to {row.event}, which {row.source} does not emit"


def _shared(what: str, claims: Iterable[tuple[object, str]]) -> Iterator[str]:
    """Whatever two services claim."""
    seen: dict[object, str] = {}
    for claimed, name in claims:
        other = seen.setdefault(claimed, name)
        if other != name:
            yield f"{name}: {what} is taken by {other}"


def _alone(manifest: ServiceManifest, settings: Settings) -> Iterator[str]:
    if manifest.folder.name != manifest.name:
        yield f"folder is called {manifest.folder.name}"
    if not manifest.owners:
        yield "has no owner"
    if not (manifest.folder / "README.md").exists():
        yield "has no README.md"
    if manifest.schema[0] > manifest.schema[1]:
        yield "schema.min is above schema.max"
    try:
        service = open_service(manifest, settings)
        yield from _rpcs(service)
        yield from _reactions(service)
    except (ManifestError, MappingError, ImportError, AttributeError, KeyError, ValueError) as error:
        yield f"does not load: {type(error).__name__}: {error}"
        return
    yield from _events(manifest)
    yield from _rules(manifest)


def _rpcs(service: Service) -> Iterator[str]:
    for servicer in load_servicers(service):
        for method in servicer.DESCRIPTOR.methods:
            try:
                access_rule(method)
            except AccessMissing as error:
                yield str(error)
    for proto_service in _proto_services(service.manifest):
        served = {servicer.DESCRIPTOR.full_name for servicer in load_servicers(service)}
        if proto_service not in served:
            yield f"{proto_service} has no servicer"


def _proto_services(manifest: ServiceManifest) -> Iterator[str]:
    for module in _proto_modules(manifest):
        for proto_service in module.services_by_name.values():
            yield proto_service.full_name


def _proto_modules(manifest: ServiceManifest) -> Iterator[FileDescriptor]:
    package = importlib.import_module(manifest.proto_package)
    for file in sorted(Path(next(iter(package.__path__))).glob("*_pb2.py")):
        yield importlib.import_module(f"{manifest.proto_package}.{file.stem}").DESCRIPTOR


def _reactions(service: Service) -> Iterator[str]:
    """The manifest's list and the reactions must be the same."""
    reactor = load_reactor(service)
    listed = {row.event for row in service.manifest.listens} | service.manifest.heard_of_anybody
    yield from (f"no reaction to {event}" for event in sorted(listed - reactor.types))
    yield from (f"reacts to {event}, which the manifest does not list" for event in sorted(reactor.types - listed))


def _events(manifest: ServiceManifest) -> Iterator[str]:
    """Every emitted event is a proto message, and a dataclass of the domain fits it; the chassis tells its own.

    A planned one has its message only.
    """
    classes = {kind.__name__: kind for kind in _domain_dataclasses(manifest)}
    for row in manifest.emits:
        package, _, name = row.event.rpartition(".")
        message = _event_message(manifest, name)
        if row.event in PLATFORM_EVENT_TYPES:
            continue
        if package != manifest.proto_package or message is None:
            yield f"emits {row.event}, which is not in its events.proto"
        elif row.planned:
            if name in classes:
                yield f"emits {row.event} as planned, but the domain has its dataclass: remove `planned`"
        elif name not in classes:
            yield f"emits {row.event}, but no dataclass of the domain is called {name}"
        else:
            try:
                to_message(classes[name], message)
            except MappingError as error:
                yield str(error)


def _event_message(manifest: ServiceManifest, name: str) -> type[Message] | None:
    try:
        module = importlib.import_module(f"{manifest.proto_package}.events_pb2")
    except ModuleNotFoundError:
        return None
    return getattr(module, name, None)


def _domain_dataclasses(manifest: ServiceManifest) -> Iterator[type]:
    for file in sorted((manifest.folder / "domain").glob("*.py")):
        module = importlib.import_module(f"{manifest.wiring.rpartition('.')[0]}.domain.{file.stem}")
        yield from (
            value for value in vars(module).values() if isinstance(value, type) and dataclasses.is_dataclass(value)
        )


def _rules(manifest: ServiceManifest) -> Iterator[str]:
    """Rule ids in code must be in rules.toml; the marks, policy keys and pairs of that file must exist."""
    rules = read_rules(manifest.folder)
    yield from (f"rules.toml: {fault}" for fault in _rules_file(manifest, rules))
    for file in sorted(manifest.folder.rglob("*.py")):
        strings = [
            node.value
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            if isinstance(node, ast.Constant)
        ]
        for text in strings:
            for found in _RULE_ID.findall(text) if isinstance(text, str) else ():
                if found not in rules and not _HOUSE_RULES.fullmatch(found):
                    yield f"{file.name} relies on {found}, which rules.toml lacks"


def _rules_file(manifest: ServiceManifest, rules: dict[str, Rule]) -> Iterator[str]:
    """What the file names must exist: an evidence mark, a policy key, the rule of an excluded pair."""
    book = read_book([manifest.folder / "policies"])
    keys = {parameter.key for pack in book.packs for parameter in pack.parameters}
    yield from (f"{rule} stands twice" for rule in repeated_rules(manifest.folder))
    for rule in rules.values():
        if rule.mark not in MARKS:
            yield f"{rule.id} has the unknown mark {rule.mark}"
        yield from (f"{rule.id} names {key}, which no pack has" for key in rule.keys if key not in keys)
    for pair in read_excluded(manifest.folder):
        if pair.rule not in rules and not _HOUSE_RULES.fullmatch(pair.rule):
            yield f"{pair.first} and {pair.second} exclude each other by the unknown rule {pair.rule}"
