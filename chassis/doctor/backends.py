"""Checks of what answers where: services, the gateway's images of them, ports, the OpenID provider.

It must not sign in, nor call anything that leaves a trace.
"""

from __future__ import annotations

import hashlib
import http.client
import json
from collections.abc import Iterator

import grpc
from google.protobuf.message import DecodeError
from sifa.platform.v1 import platform_pb2

from chassis.auth.issuer_keys import IssuerKeys, IssuerUnavailable
from chassis.doctor.check import Check, Looks, failure, warning
from chassis.doctor.installation import Installation, Patient
from chassis.manifest import ServiceManifest
from chassis.settings import Settings, SettingsError
from chassis.up.ports import Listener, answers

ANSWER_SECONDS = 2.0
IMAGE_SUFFIX = ".manifest.binpb"


def look_at_backend(patient: Patient) -> Looks:
    """What answers at the service's address, and whether the gateway's image of it is the same."""
    try:
        target = patient.settings.backend(patient.name, patient.manifest.grpc_port)
    except SettingsError as error:
        yield failure(str(error))
        return
    try:
        running = _ask(target)
    except grpc.RpcError as error:
        yield failure(f"{target} does not answer as a service: {error.code().name}")
        return
    if running.name != patient.name:
        yield failure(f"{target} answers as {running.name}")
    elif running.version != patient.manifest.version:
        yield warning(f"{target} runs version {running.version}, installed here is {patient.manifest.version}")
    else:
        yield from _compare(_image(patient.settings, patient.name), running)


def look_at_image(patient: Patient) -> Looks:
    """The file from which the gateway has the routes of the service."""
    try:
        image = _image(patient.settings, patient.name)
    except DecodeError:
        yield failure("the image cannot be read")
        return
    if image is None:
        yield failure("the gateway has no image: its routes answer 404")
    elif image.name != patient.name or hashlib.sha256(image.image).hexdigest() != image.image_sha256:
        yield failure("the image is damaged, or another service's")


def look_at_ports(installation: Installation) -> Looks:
    """Two listeners on one port, and a stranger on the gateway's."""
    seen: dict[int, str] = {}
    settings = installation.settings
    for name, port in _ports(installation):
        other = seen.setdefault(port, name)
        if port and other != name:
            yield failure(f"port {port} is given to {other} and to {name}")
    gateway = Listener("gateway", "", settings.host, settings.gateway_port)
    if settings.gateway_port and answers(gateway) and not _is_gateway(gateway):
        yield failure(f"port {gateway.port} of the gateway is taken by something else")


def look_at_provider(installation: Installation) -> Looks:
    """The OpenID provider's discovery document and keys."""
    try:
        provider = installation.settings.oidc
    except SettingsError as error:
        yield failure(str(error))
        return
    if provider is None:
        return
    try:
        IssuerKeys(provider.issuer).fetch()
    except IssuerUnavailable as error:
        yield failure(str(error))
    except (OSError, ValueError, http.client.HTTPException) as error:
        yield failure(f"discovery or keys cannot be had: {type(error).__name__}")


def look_at_sources(patient: Patient) -> Looks:
    """Every service that is listened to needs an address for gap repair."""
    if not patient.settings.production:
        return
    for name in sorted(set(patient.manifest.sources) - set(patient.settings.backends)):
        yield failure(f"SIFA_BACKENDS lacks {name}")


def _ask(target: str) -> platform_pb2.Manifest:
    options = (("grpc.enable_http_proxy", 0), ("grpc.max_receive_message_length", 8 * 1024 * 1024))
    with grpc.insecure_channel(target, options=options) as channel:
        ask = channel.unary_unary(
            "/sifa.platform.v1.Platform/GetManifest",
            request_serializer=platform_pb2.GetManifestRequest.SerializeToString,
            response_deserializer=platform_pb2.Manifest.FromString,
        )
        manifest: platform_pb2.Manifest = ask(platform_pb2.GetManifestRequest(), timeout=ANSWER_SECONDS)
    return manifest


def _image(settings: Settings, name: str) -> platform_pb2.Manifest | None:
    """The stored image; None when there is none. Raises DecodeError."""
    file = settings.gateway_images / f"{name}{IMAGE_SUFFIX}"
    return platform_pb2.Manifest.FromString(file.read_bytes()) if file.is_file() else None


def _compare(image: platform_pb2.Manifest | None, running: platform_pb2.Manifest) -> Looks:
    if image is not None and image.version != running.version:
        yield warning(f"the gateway's image is of version {image.version}, the service runs {running.version}")
    elif image is not None and image.image_sha256 != running.image_sha256:
        yield warning("the gateway's image differs from what the running service publishes")


def _ports(installation: Installation) -> Iterator[tuple[str, int]]:
    settings = installation.settings
    manifests: dict[str, ServiceManifest] = {manifest.name: manifest for manifest in installation.named}
    yield from ((name, settings.grpc_port(name, manifest.grpc_port)) for name, manifest in manifests.items())
    yield "gateway", settings.gateway_port


def _is_gateway(listener: Listener) -> bool:
    connection = http.client.HTTPConnection(*listener.target, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/livez")
        return bool(json.loads(connection.getresponse().read(4096)) == {"status": "live"})
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


BACKEND = Check(
    "backend", look_at_backend, "The gateway answers 503 for a service that is away.",
    "`sifa serve NAME`; see SIFA_BACKENDS and SIFA_…_GRPC_PORT. After an upgrade: `sifa images pull NAME`.",
)  # fmt: skip
IMAGE = Check(
    "gateway-image", look_at_image, "The gateway has no stubs: routes and OpenAPI come from this file alone.",
    "`sifa images seed` from what is installed, or `sifa images pull NAME` from the running service.",
)  # fmt: skip
PORTS = Check(
    "ports", look_at_ports, "The second listener cannot start, or callers reach somebody else.",
    "Set SIFA_…_GRPC_PORT or SIFA_GATEWAY_HTTP_PORT to a free port.",
)  # fmt: skip
PROVIDER = Check(
    "openid-provider", look_at_provider, "Without its keys nobody can sign in: every call of a person is 503.",
    "SIFA_OIDC_ISSUER is the address in its own discovery document; it must offer ES, PS, RS or EdDSA keys.",
)  # fmt: skip
SOURCES = Check(
    "sources", look_at_sources, "What the broker loses is never repaired, and `rebuild` and `reconcile` cannot ask.",
    "Add name=target of each service that is listened to.",
)  # fmt: skip
