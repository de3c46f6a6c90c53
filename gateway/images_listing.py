"""`sifa images list` and `show`: which contracts the gateway's folder holds, and what it serves from them.

It must not change the folder.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from gateway.images import ImageFolder
from gateway.routes import ServiceRoutes


def print_images(folder: Path, name: str | None, *, as_json: bool) -> int:
    """Print all images, or the one called `name` with its routes. 1 when one is missing or unusable, which is named."""
    stored = ImageFolder(folder)
    stored.refresh()
    services = stored.table.services
    wanted = stored.names if name is None else [name]
    found = [_facts(services[each], with_routes=name is not None) for each in wanted if each in services]
    if as_json and name is None:
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    else:
        for facts in found:
            sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n" if as_json else _text(facts))
    missing = [each for each in wanted if each not in services]
    for each in missing:
        why = "the image is not usable" if each in stored.names else "there is no image"
        sys.stderr.write(f"sifa images: {each}: {why}\n")
    return 1 if missing else 0


def _facts(service: ServiceRoutes, *, with_routes: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": service.name,
        "title": service.title,
        "version": service.version,
        "http_prefix": service.http_prefix,
        "image_sha256": hashlib.sha256(service.image).hexdigest(),
        "routes": len(service.routes),
    }
    if with_routes:
        found["served"] = [
            {"method": route.http_method, "path": route.template.text, "rpc": route.rpc} for route in service.routes
        ]
    return found


def _text(facts: dict[str, Any]) -> str:
    head = (
        f"{facts['name']:<20} {facts['version']:<12} {facts['http_prefix']:<24} {facts['routes']:>4} routes"
        f"  {facts['image_sha256'][:16]}  {facts['title']}\n"
    )
    return head + "".join(f"  {one['method']:<7}{one['path']}  {one['rpc']}\n" for one in facts.get("served", []))
