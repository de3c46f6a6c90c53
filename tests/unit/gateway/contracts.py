"""Contracts for tests of documents: the installed ones, and made-up ones compiled from text. It must not hold tests."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from openapi_schema_validator import OAS31Validator
from sifa.platform.v1 import platform_pb2

from chassis.contract import published_manifest
from chassis.manifest import installed_services
from gateway.images import check_manifest
from gateway.openapi.document import Document, service_document
from gateway.routes import ServiceRoutes

ROOT = Path(__file__).parents[3]
HEAD = """
syntax = "proto3";
package sifa.probe.v1;
import "buf/validate/validate.proto";
import "google/api/annotations.proto";
import "google/api/field_behavior.proto";
import "google/api/resource.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
import "sifa/platform/v1/access.proto";
"""


@cache
def installed() -> dict[str, ServiceRoutes]:
    """The contracts of all installed services, as the gateway reads them."""
    found: dict[str, ServiceRoutes] = {}
    for name, service in installed_services().items():
        found[name] = check_manifest(name, published_manifest(service), found.values())
    return found


@cache
def document(name: str) -> Document:
    """The document of an installed service."""
    return service_document(installed()[name])


def compile_probe(folder: Path, source: str) -> platform_pb2.Manifest:
    """The manifest of a service `probe` whose contract is this text below `HEAD`."""
    (folder / "probe.proto").write_text(HEAD + source, encoding="utf-8")
    include = (f"-I{folder}", f"-I{ROOT / 'proto'}", f"-I{sysconfig.get_paths()['purelib']}")
    image = folder / "probe.binpb"
    command = [sys.executable, "-m", "grpc_tools.protoc", *include, "--include_imports", "--include_source_info"]
    validate = f"--descriptor_set_in={ROOT / 'build' / 'validate.binpb'}"
    done = subprocess.run(
        [*command, validate, f"--descriptor_set_out={image}", "probe.proto"],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    raw = image.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    return platform_pb2.Manifest(
        name="probe", title="试验", version="1.0.0", http_prefix="/v1/probe", image=raw, image_sha256=digest
    )


def probe_document(folder: Path, source: str) -> Document:
    """The document of a made-up service."""
    return service_document(check_manifest("probe", compile_probe(folder, source), []))


def operations(tree: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, path and operation object of everything in a document."""
    for path, methods in tree["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def schema_validator(tree: Document, schema: dict[str, Any]) -> Any:
    """A validator of the document's own schemas, by an implementation that is not ours."""
    return OAS31Validator({"components": tree["components"], **schema})
