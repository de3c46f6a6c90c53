"""`sifa openapi FOLDER`: write the documents that a gateway serves for the installed contracts.

It must not need a running process or the folder of images.
"""

from __future__ import annotations

import sys
from pathlib import Path

from chassis.cli.main import Command
from chassis.contract import published_manifest
from chassis.manifest import installed_services
from gateway.images_command import has_contract

EXIT_USAGE = 2


def run(arguments: list[str]) -> int:
    """Write one file per service and the index. 0 when all were written, 1 when a contract is bad, 2 when misused."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        sys.stderr.write("usage: sifa openapi FOLDER\n")
        return EXIT_USAGE
    from gateway.images import ImageError, check_manifest  # noqa: PLC0415 - only this command needs it
    from gateway.openapi.document import render_all  # noqa: PLC0415 - only this command needs it
    from gateway.routes import ServiceRoutes  # noqa: PLC0415 - only this command needs it

    services: dict[str, ServiceRoutes] = {}
    for name, service in installed_services().items():
        if not has_contract(service):
            continue
        try:
            services[name] = check_manifest(name, published_manifest(service), services.values())
        except ImageError as error:
            sys.stderr.write(f"sifa openapi: {error}\n")
            return 1
    documents = render_all(services)
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in documents.items():
        (folder / f"{name}.json").write_bytes(body)
        sys.stdout.write(f"{folder / name}.json\n")
    return 0


COMMAND = Command(help="write the OpenAPI documents to FOLDER", run=run)
