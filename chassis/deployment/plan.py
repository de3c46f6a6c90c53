"""Which services a production deployment has and what each is called there.

It must not know a service by name.
"""

from __future__ import annotations

from chassis.manifest import ServiceManifest, installed_services

VHOST = "sifa"
DATABASE_HOST, BROKER_HOST = "postgres:5432", "rabbitmq:5672"
METRICS_PORT, GATEWAY_PORT = 9090, 8080


def deployed_services() -> list[ServiceManifest]:
    """Every installed service that production takes, by name."""
    return [manifest for manifest in installed_services().values() if not manifest.embedded_only]


def host_of(name: str) -> str:
    """The service's name in the network: no underscore, as host names want it."""
    return name.replace("_", "-")


def owner_role(name: str) -> str:
    """The database role that owns the tables; `sifa migrate` alone uses it."""
    return f"{name}_owner"


def app_role(name: str) -> str:
    """The database role of serve, work and consume, which cannot change the schema."""
    return f"{name}_app"


def backends(services: list[ServiceManifest]) -> str:
    """SIFA_BACKENDS: every replica behind a name is an address of it, and calls go round them."""
    return ",".join(f"{each.name}=dns:///{host_of(each.name)}:{each.grpc_port}" for each in services)
