"""`sifa images`: fill the folder of descriptor images from what is installed or from running services, and show it.

It must not write a manifest that fails the gateway's own checks.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable

from sifa.platform.v1 import platform_pb2

from chassis.cli.main import Command
from chassis.contract import published_manifest
from chassis.manifest import ServiceManifest, installed_services
from chassis.settings import Settings, SettingsError, load_settings

EXIT_USAGE = 2
PULL_SECONDS = 5.0
USAGE = "usage: sifa images seed | pull [NAME…] | list [--json] | show NAME [--json]\n"


class PullError(Exception):
    """A service did not hand out its manifest; the message says why."""


def run(arguments: list[str]) -> int:
    """Seed, pull or show. 0 when every manifest is good, 1 when one was refused, 2 when misused."""
    settings = load_settings()
    match arguments:
        case ["seed"]:
            installed = installed_services()
            names = [name for name, service in installed.items() if has_contract(service)]
            return _write_all(settings, names, lambda name: published_manifest(installed[name]), released=True)
        case ["pull", *wanted]:
            names = wanted or sorted(settings.backends or installed_services())
            return _write_all(settings, names, lambda name: _pull(settings, name), released=False)
        case ["list"] | ["list", "--json"] | ["show", _] | ["show", _, "--json"]:
            from gateway.images_listing import print_images  # noqa: PLC0415 - only this wish needs it

            name = arguments[1] if arguments[0] == "show" else None
            return print_images(settings.gateway_images, name, as_json=arguments[-1] == "--json")
    sys.stderr.write(USAGE)
    return EXIT_USAGE


def _write_all(
    settings: Settings, names: list[str], manifest_of: Callable[[str], platform_pb2.Manifest], *, released: bool
) -> int:
    """Write what can be had; say of each service how it went."""
    from gateway.images import ImageError, store_manifest  # noqa: PLC0415 - only this command needs it

    code = 0
    for name in names:
        try:
            manifest = manifest_of(name)
            store_manifest(settings.gateway_images, name, manifest, released=released)
        except (ImageError, PullError, SettingsError) as error:
            sys.stderr.write(f"sifa images: {error}\n")
            code = 1
        else:
            sys.stdout.write(f"{name} {manifest.version}\n")
    return code


def has_contract(service: ServiceManifest) -> bool:
    """Whether the service's protos are part of this installation; one line when they are not."""
    found = importlib.util.find_spec(service.proto_package.rpartition(".")[0]) is not None
    if not found:
        sys.stderr.write(f"sifa images: {service.name} has no contract yet\n")
    return found


def _pull(settings: Settings, name: str) -> platform_pb2.Manifest:
    """Ask the running service. Raises PullError."""
    import grpc  # noqa: PLC0415 - seeding needs no gRPC

    from gateway.images import MAX_FILE  # noqa: PLC0415 - only this command needs it

    installed = {} if name in settings.backends else installed_services()
    target = settings.backend(name, installed[name].grpc_port if name in installed else 0)
    if target.endswith(":0"):
        raise PullError(f"{name}: no address is configured")
    options = (("grpc.enable_http_proxy", 0), ("grpc.max_receive_message_length", MAX_FILE))
    with grpc.insecure_channel(target, options=options) as channel:
        ask = channel.unary_unary(
            "/sifa.platform.v1.Platform/GetManifest",
            request_serializer=platform_pb2.GetManifestRequest.SerializeToString,
            response_deserializer=platform_pb2.Manifest.FromString,
        )
        try:
            manifest: platform_pb2.Manifest = ask(platform_pb2.GetManifestRequest(), timeout=PULL_SECONDS)
        except grpc.RpcError as error:
            if error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED:
                raise PullError(f"{name}: the manifest is larger than 4 MiB, or the service is overloaded") from error
            raise PullError(f"{name}: GetManifest failed with {error.code().name}") from error
    return manifest


COMMAND = Command(help="keep the gateway's descriptor images: seed, pull [NAME…], list, show NAME", run=run)
