"""Keep the folder of descriptor images: check each file, write new ones whole, and notice changes.

It must not fetch anything by itself.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterable
from pathlib import Path

from google.protobuf.message import DecodeError
from packaging.version import InvalidVersion, Version
from sifa.platform.v1 import platform_pb2

from gateway.breaking import breaking_changes
from gateway.routes import RouteError, RouteTable, ServiceRoutes, build_routes, lies_under

SUFFIX = ".manifest.binpb"
MAX_IMAGE = 4 * 1024 * 1024
MAX_FILE = MAX_IMAGE + 64 * 1024
MAX_SHOWN = 5
_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)
_PREFIX = re.compile(r"/v[0-9]+(?:/[a-z0-9]+(?:-[a-z0-9]+)*)+", re.ASCII)
log = logging.getLogger("sifa.gateway.images")


class ImageError(Exception):
    """A manifest cannot be used; the message says why in one line."""


def check_manifest(name: str, manifest: platform_pb2.Manifest, others: Iterable[ServiceRoutes]) -> ServiceRoutes:
    """The routes of a manifest that is to serve as `name` beside the others. Raises ImageError."""
    _check_envelope(name, manifest)
    _check_prefix(name, manifest.http_prefix, others)
    try:
        routes = build_routes(name, manifest.image)
    except RouteError as error:
        raise ImageError(f"{name}: {error}") from error
    for route in routes:
        if not lies_under(route.template.shape, manifest.http_prefix):
            raise ImageError(f"{name}: {route.template.text} is not below {manifest.http_prefix}")
    return ServiceRoutes(
        name=name,
        title=manifest.title,
        version=manifest.version,
        http_prefix=manifest.http_prefix,
        image=manifest.image,
        routes=routes,
    )


def _check_envelope(name: str, manifest: platform_pb2.Manifest) -> None:
    if not _NAME.fullmatch(name) or manifest.name != name:
        raise ImageError(f"{name}: the manifest belongs to another service")
    if len(manifest.image) > MAX_IMAGE:
        raise ImageError(f"{name}: the image is larger than 4 MiB")
    if hashlib.sha256(manifest.image).hexdigest() != manifest.image_sha256:
        raise ImageError(f"{name}: the image does not match its SHA-256")


def _check_prefix(name: str, prefix: str, others: Iterable[ServiceRoutes]) -> None:
    """Prefixes that do not lie in one another keep services from taking each other's paths."""
    if not _PREFIX.fullmatch(prefix):
        raise ImageError(f"{name}: the HTTP prefix must look like /v1/legal-aid")
    for other in others:
        if lies_under(prefix, other.http_prefix) or lies_under(other.http_prefix, prefix):
            raise ImageError(f"{name}: paths below {prefix} are taken by {other.name}")


def store_manifest(folder: Path, name: str, manifest: platform_pb2.Manifest, *, released: bool = False) -> None:
    """Check a manifest against the folder and write it by rename. Raises ImageError; then nothing is changed.

    What is `released` with this installation was compared with the last release before; whatever a server says was not.
    """
    stored = ImageFolder(folder)
    stored.refresh()
    check_manifest(name, manifest, [other for other in stored.table.services.values() if other.name != name])
    version = _version(name, manifest.version)
    present = stored.table.services.get(name)
    if present is not None:
        if version < _version(name, present.version):
            raise ImageError(f"{name}: version {present.version} is present; delete its file to go back")
        if not released:
            _check_compatible(name, present.image, manifest.image)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{name}.{os.getpid()}.new"
    fresh.write_bytes(manifest.SerializeToString())
    fresh.replace(folder / f"{name}{SUFFIX}")


def _check_compatible(name: str, before: bytes, after: bytes) -> None:
    """Callers of the present image must be able to go on. Raises ImageError."""
    changes = breaking_changes(before, after)
    if changes:
        more = f" and {len(changes) - MAX_SHOWN} more" if len(changes) > MAX_SHOWN else ""
        shown = "; ".join(changes[:MAX_SHOWN])
        raise ImageError(f"{name}: breaking change: {shown}{more} (delete its file to accept this)")


class ImageFolder:
    """The folder's route table. A file that turns bad is reported once, and its last good routes stay."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.table = RouteTable({})
        self._seen: dict[str, tuple[int, int, int]] = {}

    @property
    def names(self) -> list[str]:
        """Services with a file, good or bad."""
        return sorted(self._seen)

    def refresh(self) -> bool:
        """Read what changed since the last look; True when the table was replaced."""
        present = self._look()
        if present == self._seen:
            return False
        changed = {name for name in present if present[name] != self._seen.get(name)}
        services = {name: routes for name, routes in self.table.services.items() if name in present}
        for name in sorted(changed):
            others = [routes for other, routes in services.items() if other != name]
            try:
                services[name] = check_manifest(name, self._read(name), others)
            except ImageError as error:
                log.warning("image ignored: %s", error)
        self._seen = present
        self.table = RouteTable(services)
        return True

    def _look(self) -> dict[str, tuple[int, int, int]]:
        """Name → what tells one version of the file from the next."""
        found = {}
        for path in sorted(self.folder.glob(f"[!.]*{SUFFIX}")):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[path.name.removesuffix(SUFFIX)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found

    def _read(self, name: str) -> platform_pb2.Manifest:
        path = self.folder / f"{name}{SUFFIX}"
        try:
            if path.stat().st_size > MAX_FILE:
                raise ImageError(f"{name}: the file is larger than 4 MiB")
            return platform_pb2.Manifest.FromString(path.read_bytes())
        except (OSError, DecodeError) as error:
            raise ImageError(f"{name}: the file cannot be read as a manifest") from error


def _version(name: str, text: str) -> Version:
    try:
        return Version(text)
    except InvalidVersion as error:
        raise ImageError(f"{name}: the manifest's version is not a version number") from error
