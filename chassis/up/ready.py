"""Look from outside whether the processes of this machine answer, and tell people where.

It must not import gRPC or a service: an announced address that accepts connections is enough.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException

from chassis.settings import Settings
from chassis.up.ports import Listener, answers


def services_answer(settings: Settings, services: list[Listener]) -> bool:
    """Whether `sifa serve` announced every service and each accepts connections."""
    announced = _announced(settings)
    return all(service.name in announced and answers(service) for service in services)


def consumers_listen(settings: Settings) -> bool:
    """Whether `sifa consume` announced that its queues are bound, or there is no broker to bind to."""
    return settings.broker_url.startswith("none:") or "consume" in _announced(settings)


def gateway_answers(gateway: Listener) -> bool:
    """Whether the gateway says that it can take requests."""
    connection = HTTPConnection(*gateway.target, timeout=1)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _announced(settings: Settings) -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads(settings.addresses_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def table(settings: Settings, listeners: list[Listener]) -> Iterator[str]:
    """Addresses and demo accounts, one a line; `var/run/accounts.json` lists the accounts."""
    for listener in listeners:
        host, port = listener.target
        yield f"{listener.name:<20} {'http://' if listener.name == 'gateway' else ''}{host}:{port}"
    accounts = settings.var / "run" / "accounts.json"
    if accounts.exists():
        yield f"{'account':<20} {'password':<20} name, roles"
        for row in json.loads(accounts.read_text(encoding="utf-8")):
            yield f"{row['account']:<20} {row['password']:<20} {row['name']}, {' '.join(row['roles'])}"
