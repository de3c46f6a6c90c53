"""Read the manifests of the installed services as data.

It must not import a service: a manifest is readable before any of its code runs.
"""

from __future__ import annotations

import importlib
import importlib.util
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

from chassis.manifest_shape import shape_faults
from chassis.wiring import Wiring

GROUP = "sifa.services"
# As the source of what a service listens to: every installed service that tells it, one that comes later too.
ANYBODY = "*"


class ManifestError(Exception):
    """One or more manifests are unusable; the message lists every fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emission:
    """An event type the service tells the world; `flow` is the id in the book of flows, empty when none is listed.

    A `planned` one is agreed upon, so that others can listen already, but nothing tells it yet.
    """

    event: str
    flow: str
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """An event type of another service that one of our reactions needs."""

    event: str
    source: str
    flow: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAccount:
    """Somebody of the embedded profile who may use the service; `division` is a code of the invented province."""

    account: str
    name: str
    roles: tuple[str, ...]
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceManifest:
    """What a service says about itself before any of its code is imported.

    `listens` names its sources; `heard_of_anybody` are the types that it hears from whoever tells them, also while
    nobody does.
    """

    name: str
    title: str
    version: str
    proto_package: str
    http_prefix: str
    grpc_port: int
    owners: tuple[str, ...]
    schema: tuple[str, str]
    embedded_only: bool
    emits: tuple[Emission, ...]
    listens: tuple[Listening, ...]
    heard_of_anybody: frozenset[str]
    demo_accounts: tuple[DemoAccount, ...]
    wiring: str
    folder: Path

    @property
    def sources(self) -> tuple[str, ...]:
        """Services whose events this one listens to, sorted, each once."""
        return tuple(sorted({listening.source for listening in self.listens}))

    def load_wiring(self) -> Wiring:
        """Import the table of dotted names; the table itself imports nothing of the service."""
        return importlib.import_module(self.wiring).WIRING  # type: ignore[no-any-return]


def load_name(dotted: str) -> object:
    """Import `package.module:attribute`, as the wiring tables spell it."""
    module, _, attribute = dotted.partition(":")
    return getattr(importlib.import_module(module), attribute)


def read_manifest(point: metadata.EntryPoint) -> ServiceManifest:
    """Read the manifest beside the wiring module that the entry point names, without importing that module.

    Raises ManifestError when the module is not there or the manifest cannot be used.
    """
    try:
        spec = importlib.util.find_spec(point.value)
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        raise ManifestError(f"{point.name}: module {point.value} is not installed")
    folder = Path(spec.origin).parent
    try:
        return _manifest(point, folder, tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8")))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError, metadata.PackageNotFoundError) as error:
        raise ManifestError(f"{point.name}: the manifest is not usable: {type(error).__name__}") from error


def _manifest(point: metadata.EntryPoint, folder: Path, raw: dict[str, Any]) -> ServiceManifest:
    if faults := shape_faults(raw):
        raise ManifestError("; ".join(f"{point.name}: manifest.toml: {fault}" for fault in faults))
    return ServiceManifest(
        name=raw["name"],
        title=raw["title"],
        version=metadata.version(f"sifa-{raw['name'].replace('_', '-')}"),
        proto_package=raw["proto_package"],
        http_prefix=raw["http_prefix"],
        grpc_port=raw["grpc_port"],
        owners=tuple(raw["owners"]),
        schema=(raw["schema"]["min"], raw["schema"]["max"]),
        embedded_only=raw.get("embedded_only", False),
        emits=tuple(Emission(**row) for row in raw.get("emits", [])),
        listens=tuple(Listening(**row) for row in raw.get("listens", [])),
        heard_of_anybody=frozenset(row["event"] for row in raw.get("listens", []) if row["source"] == ANYBODY),
        demo_accounts=tuple(
            DemoAccount(account=row["account"], name=row["name"], roles=tuple(row["roles"]), division=row["division"])
            for row in raw.get("demo_account", [])
        ),
        wiring=point.value,
        folder=folder,
    )


def installed_services() -> dict[str, ServiceManifest]:
    """All installed services by name, sorted. Raises ManifestError when two carry one name."""
    found: dict[str, ServiceManifest] = {}
    for point in sorted(metadata.entry_points(group=GROUP), key=lambda point: point.name):
        manifest = read_manifest(point)
        if manifest.name in found:
            raise ManifestError(f"two installed services are called {manifest.name}")
        found[manifest.name] = manifest
    return {name: replace(manifest, listens=tuple(_sources_named(manifest, found))) for name, manifest in found.items()}


def _sources_named(manifest: ServiceManifest, installed: dict[str, ServiceManifest]) -> Iterator[Listening]:
    """What the service listens to, with every teller in the place of anybody."""
    for row in manifest.listens:
        if row.source != ANYBODY:
            yield row
            continue
        tellers = (name for name, other in installed.items() if any(told.event == row.event for told in other.emits))
        yield from (replace(row, source=name) for name in tellers if name != manifest.name)


def unheard_promises(services: Iterable[ServiceManifest]) -> list[tuple[str, str, str]]:
    """Listener, event type and source of everything that is listened to but only planned by its source."""
    manifests = list(services)
    planned = {(row.event, source.name) for source in manifests for row in source.emits if row.planned}
    return [
        (manifest.name, row.event, row.source)
        for manifest in manifests
        for row in manifest.listens
        if (row.event, row.source) in planned
    ]


def select_services(names: list[str]) -> list[ServiceManifest]:
    """The named services, or all of them when no name is given. Raises ManifestError for an unknown name."""
    services = installed_services()
    unknown = sorted(set(names) - set(services))
    if unknown:
        raise ManifestError(f"not installed: {', '.join(unknown)} (installed: {', '.join(services)})")
    return [services[name] for name in names] if names else list(services.values())
