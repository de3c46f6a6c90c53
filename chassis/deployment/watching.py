"""What Prometheus asks: every process that has figures, by service and role.

It must not name an alert; those do not depend on which services there are.
"""

from __future__ import annotations

from typing import Any

from chassis.deployment.plan import GATEWAY_PORT, METRICS_PORT, host_of
from chassis.manifest import ServiceManifest


def prometheus(services: list[ServiceManifest]) -> dict[str, Any]:
    """The configuration. Replicas are found by name, so that each of them is asked."""
    return {
        "global": {"scrape_interval": "15s", "evaluation_interval": "15s"},
        "rule_files": ["alerts.yaml"],
        "scrape_configs": [
            _job("sifa-serve", [host_of(each.name) for each in services], METRICS_PORT),
            _job("sifa-work", [f"{host_of(each.name)}-work" for each in services], METRICS_PORT + 1),
            _job("sifa-gateway", ["gateway"], GATEWAY_PORT),
        ],
    }


def _job(name: str, hosts: list[str], port: int) -> dict[str, Any]:
    """Every address behind the names; the figures say themselves which service they are of."""
    return {
        "job_name": name,
        "honor_labels": True,
        "dns_sd_configs": [{"names": hosts, "type": "A", "port": port, "refresh_interval": "15s"}],
    }
