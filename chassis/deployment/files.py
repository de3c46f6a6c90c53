"""Every file below deploy/ that follows from the manifests, as text.

It must not depend on anything but the installed services, so that the same release gives the same bytes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from chassis.deployment.broker import definitions
from chassis.deployment.compose import compose
from chassis.deployment.plan import deployed_services
from chassis.deployment.roles import roles_sql
from chassis.deployment.watching import prometheus
from chassis.manifest import ServiceManifest

RENDERED = "# Rendered from the manifests by `make deploy-files`. Do not edit.\n"


def rendered_files(services: list[ServiceManifest]) -> dict[str, str]:
    """Text by path below deploy/."""
    return {
        "compose.yaml": RENDERED + _yaml(compose(services)),
        "postgresql/roles.sql": roles_sql(services),
        "prometheus/prometheus.yaml": RENDERED + _yaml(prometheus(services)),
        "rabbitmq/definitions.json": json.dumps(definitions(services, {}), indent=2) + "\n",
    }


def write_files(folder: Path) -> list[Path]:
    """Write them; returns their paths."""
    written = []
    for name, text in rendered_files(deployed_services()).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def _yaml(document: Any) -> str:
    return yaml.dump(document, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=120)


class _Plain(yaml.SafeDumper):
    """Says everything where it holds: anchors are for writers, not for readers."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never an anchor."""
        return True
