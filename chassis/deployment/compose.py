"""The compose file: PostgreSQL, RabbitMQ, the processes of each service, the gateway, on wish Prometheus and Grafana.

It must not hold a secret, nor the name of a service.
"""

from __future__ import annotations

from typing import Any

from chassis.deployment.plan import GATEWAY_PORT, METRICS_PORT, backends, host_of
from chassis.manifest import ServiceManifest

IMAGE = "${SIFA_IMAGE:-sifa:local}"
USER, KEYS, VAR, IMAGES = "10001:10001", "/run/keys", "/var/lib/sifa", "/var/lib/sifa-images"
SECRETS = "./secrets"
# Only what sends needs to know by which channels; an account at a mail server is mounted in a file of one's own.
CHANNELS = {"SIFA_NOTIFIER": "${SIFA_NOTIFIER:-null:}"}
Block = dict[str, Any]
_HARDENED: Block = {
    "image": IMAGE, "user": USER, "read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"],
    "tmpfs": [f"{VAR}:uid=10001,gid=10001,mode=0700", "/tmp"],  # noqa: S108 - a memory file system of the container's own
}  # fmt: skip


def compose(services: list[ServiceManifest]) -> Block:
    """The whole document."""
    blocks: Block = {"postgres": _postgres(), "rabbitmq": _rabbitmq()}
    for service in services:
        blocks |= _processes(service, services)
    blocks["images"] = _images(services)
    blocks["gateway"] = _gateway(services)
    blocks |= _watch()
    return {
        "name": "sifa",
        "services": blocks,
        "volumes": {"postgres": {}, "rabbitmq": {}, "images": {}, "prometheus": {}, "grafana": {}},
        "secrets": {name: {"file": f"{SECRETS}/{name}"} for name in _secret_names(services)},
    }


def _secret_names(services: list[ServiceManifest]) -> list[str]:
    kinds = ("database_url", "owner_database_url", "broker_url")
    own = [f"{service.name}_{kind}" for service in services for kind in kinds]
    return ["postgres_password", "grafana_password", "rabbitmq_definitions", *own]


def _postgres() -> Block:
    start = "/docker-entrypoint-initdb.d"
    return {
        "image": "postgres:15",
        "environment": {"POSTGRES_PASSWORD_FILE": "/run/secrets/postgres_password"},
        "secrets": ["postgres_password"],
        "volumes": [
            "postgres:/var/lib/postgresql/data",
            f"./postgresql/roles.sql:{start}/10-roles.sql:ro",
            f"{SECRETS}/postgres_passwords.sql:{start}/20-passwords.sql:ro",
        ],
        "command": ["postgres", "-c", "max_connections=300", "-c", "password_encryption=scram-sha-256"],
        "healthcheck": _health("CMD", "pg_isready", "-U", "postgres", start=30),
        **_limits("1.0", "1g"),
        "stop_grace_period": "60s",
    }


def _rabbitmq() -> Block:
    return {
        "image": "rabbitmq:3.13",
        "hostname": "rabbitmq",
        "secrets": ["rabbitmq_definitions"],
        "volumes": ["rabbitmq:/var/lib/rabbitmq", "./rabbitmq/sifa.conf:/etc/rabbitmq/conf.d/20-sifa.conf:ro"],
        "healthcheck": _health("CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity", start=60),
        **_limits("1.0", "1g"),
        "stop_grace_period": "60s",
    }


def _processes(service: ServiceManifest, services: list[ServiceManifest]) -> Block:
    """Migrate once, then serve, work and, for one that listens, consume. Only `serve` may be scaled freely."""
    name, host = service.name, host_of(service.name)
    broker = {"SIFA_BROKER_URL_FILE": f"/run/secrets/{name}_broker_url"}
    figures = {"SIFA_METRICS_PORT": str(METRICS_PORT)}
    after = {f"{host}-migrate": {"condition": "service_completed_successfully"}}
    blocks = {
        f"{host}-migrate": {
            **_sifa("migrate", name, {"SIFA_BROKER_URL": "none:"}, f"{name}_owner_database_url", services),
            "depends_on": {"postgres": {"condition": "service_healthy"}},
            "restart": "on-failure:5",
        },
        host: {
            **_sifa("serve", name, {"SIFA_BROKER_URL": "none:", **figures}, f"{name}_database_url", services),
            "depends_on": after,
            "expose": [str(service.grpc_port), str(METRICS_PORT)],
            "healthcheck": _health("CMD", "sifa", "health", name, start=20),
        },
        f"{host}-work": {
            **_sifa("work", name, {**broker, **figures, **CHANNELS}, f"{name}_database_url", services),
            "depends_on": after,
            "expose": [str(METRICS_PORT + 1)],
        },
    }
    if service.listens:
        blocks[f"{host}-consume"] = {
            **_sifa("consume", name, broker, f"{name}_database_url", services),
            "depends_on": {**after, "rabbitmq": {"condition": "service_healthy"}},
        }
    for role in blocks:
        if not role.endswith("-migrate"):
            blocks[role] |= {"restart": "unless-stopped", "stop_grace_period": "20s"}
    return blocks


def _sifa(role: str, name: str, further: dict[str, str], database: str, services: list[ServiceManifest]) -> Block:
    """One process of one service with its own keys and its own database alone."""
    given = {**_environment(services), f"SIFA_{name.upper()}_DATABASE_URL_FILE": f"/run/secrets/{database}", **further}
    used = [database, *([f"{name}_broker_url"] if "SIFA_BROKER_URL_FILE" in further else [])]
    return {
        **_HARDENED,
        "command": [role, name],
        "environment": given,
        "secrets": used,
        "volumes": [f"{SECRETS}/keys/{name}:{KEYS}:ro"],
        **_limits("1.0", "512m"),
    }


def _environment(services: list[ServiceManifest]) -> dict[str, str]:
    return {
        "SIFA_ENV": "production",
        "SIFA_HOST": "0.0.0.0",  # noqa: S104 - inside a container's own network
        "SIFA_VAR": VAR,
        "SIFA_KEYS_DIR": KEYS,
        "SIFA_OIDC_ISSUER": "${SIFA_OIDC_ISSUER:?the https address of the OpenID provider}",
        "SIFA_BACKENDS": backends(services),
    }


def _edge(services: list[ServiceManifest]) -> dict[str, str]:
    """The gateway has no database, no key and no broker."""
    given = _environment(services)
    del given["SIFA_KEYS_DIR"]
    return {**given, "SIFA_BROKER_URL": "none:", "SIFA_GATEWAY_IMAGES": IMAGES}


def _images(services: list[ServiceManifest]) -> Block:
    """Fetch what the running services publish; run it again after the last replica of a service is new."""
    return {
        **_HARDENED,
        "command": ["images", "pull"],
        "environment": _edge(services),
        "volumes": [f"images:{IMAGES}"],
        "depends_on": {host_of(service.name): {"condition": "service_healthy"} for service in services},
        "restart": "on-failure:5",
        **_limits("0.5", "256m"),
    }


def _gateway(services: list[ServiceManifest]) -> Block:
    return {
        **_HARDENED,
        "command": ["gateway"],
        "environment": {
            **_edge(services),
            "SIFA_GATEWAY_HTTP_PORT": str(GATEWAY_PORT),
            "SIFA_GATEWAY_TRUSTED_PROXIES": "${SIFA_GATEWAY_TRUSTED_PROXIES:-}",
        },
        "volumes": [f"images:{IMAGES}:ro"],
        "ports": [f"${{SIFA_HTTP:-127.0.0.1:8080}}:{GATEWAY_PORT}"],
        "depends_on": {"images": {"condition": "service_completed_successfully"}},
        "healthcheck": _health("CMD", "sifa", "health", "gateway", start=20),
        "restart": "unless-stopped",
        "stop_grace_period": "20s",
        **_limits("1.0", "512m"),
    }


def _watch() -> Block:
    """Started with `--profile watch`."""
    provisioned = "/etc/grafana/provisioning"
    return {
        "prometheus": {
            "image": "prom/prometheus:v3.5.0",
            "profiles": ["watch"],
            "command": ["--config.file=/etc/prometheus/prometheus.yaml"],
            "volumes": ["./prometheus:/etc/prometheus:ro", "prometheus:/prometheus"],
            "restart": "unless-stopped",
            **_limits("1.0", "1g"),
        },
        "grafana": {
            "image": "grafana/grafana:12.0.0",
            "profiles": ["watch"],
            "environment": {"GF_SECURITY_ADMIN_PASSWORD__FILE": "/run/secrets/grafana_password"},
            "secrets": ["grafana_password"],
            "volumes": [
                f"./grafana/provisioning:{provisioned}:ro", "./grafana/sifa.json:/var/lib/grafana/sifa/sifa.json:ro",
                "grafana:/var/lib/grafana",
            ],
            "ports": ["127.0.0.1:3000:3000"],
            "restart": "unless-stopped",
            **_limits("0.5", "512m"),
        },
    }  # fmt: skip


def _health(*test: str, start: int) -> Block:
    """Asked every ten seconds, every second while starting."""
    return {
        "test": list(test), "interval": "10s", "timeout": "5s", "retries": 3, "start_period": f"{start}s",
        "start_interval": "2s",
    }  # fmt: skip


def _limits(cpus: str, memory: str) -> Block:
    return {"deploy": {"resources": {"limits": {"cpus": cpus, "memory": memory}}}}
