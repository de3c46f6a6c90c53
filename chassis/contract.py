"""A service's published contract: its manifest with the descriptor image that was compiled with its stubs.

It must not import the service itself.
"""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path

from sifa.platform.v1 import platform_pb2

from chassis.manifest import ServiceManifest


def image_of(service: ServiceManifest) -> bytes:
    """The serialised FileDescriptorSet of the service's protos, with imports and comments."""
    package = importlib.import_module(service.proto_package.rpartition(".")[0])
    return (Path(next(iter(package.__path__))) / "image.binpb").read_bytes()


def published_manifest(service: ServiceManifest) -> platform_pb2.Manifest:
    """What `Platform/GetManifest` answers and what the gateway keeps as a file."""
    image = image_of(service)
    return platform_pb2.Manifest(
        name=service.name,
        version=service.version,
        http_prefix=service.http_prefix,
        title=service.title,
        image=image,
        image_sha256=hashlib.sha256(image).hexdigest(),
    )
