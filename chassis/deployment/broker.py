"""The definitions of a RabbitMQ server: exchanges, queues, and one user for each service who reaches its own alone.

It must not differ from what the processes declare: a queue with other arguments is refused to them.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Mapping
from typing import Any

from chassis.deployment.plan import VHOST
from chassis.events.broker import dead_letter_queue, inbox_queue
from chassis.manifest import ServiceManifest

# Dead letters are few and looked at by people; without a limit a mad publisher could fill the disk.
MOST_DEAD_LETTERS = 100_000


def definitions(services: list[ServiceManifest], passwords: Mapping[str, str]) -> dict[str, Any]:
    """The document. A user whose password is not given can log in only after `rabbitmqctl change_password`."""
    listening = [service for service in services if service.listens]
    return {
        "vhosts": [{"name": VHOST}],
        "users": [_user(service.name, passwords.get(service.name)) for service in services],
        "permissions": [_permission(service) for service in services],
        "policies": [
            _policy("dead-letters", r"\.dead$", {"max-length": MOST_DEAD_LETTERS, "overflow": "drop-head"}),
            _policy("inboxes", r"\.inbox$", {"queue-leader-locator": "balanced"}),
        ],
        "exchanges": [
            *(_exchange(f"{service.name}.events", "topic") for service in services),
            *(_exchange(f"{service.name}.dead", "fanout") for service in listening),
        ],
        "queues": [queue for service in listening for queue in _queues(service)],
        "bindings": [
            *(_binding(f"{source}.events", f"{each.name}.inbox", "#") for each in listening for source in each.sources),
            *(_binding(f"{service.name}.dead", f"{service.name}.dead", "") for service in listening),
        ],
    }


def _user(name: str, password: str | None) -> dict[str, Any]:
    hashed = "" if password is None else hash_password(password, secrets.token_bytes(4))
    return {"name": name, "password_hash": hashed, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": ""}


def hash_password(password: str, salt: bytes) -> str:
    """What RabbitMQ keeps of a password: a salt of four bytes and the SHA-256 of both, in base 64."""
    return base64.b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _permission(service: ServiceManifest) -> dict[str, str]:
    """Declare and write what is the service's own; read its own queues and the exchanges of those it listens to."""
    own = f"{re.escape(service.name)}\\.(events|inbox|dead)"
    sources = "".join(f"|{re.escape(source)}\\.events" for source in service.sources)
    read = f"^({own}{sources})$"
    return {"user": service.name, "vhost": VHOST, "configure": f"^{own}$", "write": f"^{own}$", "read": read}


def _policy(name: str, pattern: str, definition: dict[str, Any]) -> dict[str, Any]:
    return {
        "vhost": VHOST, "name": name, "pattern": pattern, "apply-to": "queues", "priority": 0, "definition": definition,
    }  # fmt: skip


def _exchange(name: str, kind: str) -> dict[str, Any]:
    return {
        "vhost": VHOST, "name": name, "type": kind, "durable": True, "auto_delete": False, "internal": False,
        "arguments": {},
    }  # fmt: skip


def _queues(service: ServiceManifest) -> list[dict[str, Any]]:
    """The same queues that the consumer declares, with the same arguments."""
    made = (inbox_queue(service.name, service.sources, quorum=True), dead_letter_queue(service.name))
    return [
        {
            "vhost": VHOST, "name": queue.name, "durable": True, "auto_delete": False,
            "arguments": _arguments(queue),
        }
        for queue in made
    ]  # fmt: skip


def _arguments(queue: Any) -> dict[str, Any]:
    """Typed as anything, because kombu sets a queue's attributes from a list."""
    return dict(queue.queue_arguments or {})


def _binding(source: str, queue: str, key: str) -> dict[str, Any]:
    return {
        "vhost": VHOST, "source": source, "destination": queue, "destination_type": "queue", "routing_key": key,
        "arguments": {},
    }  # fmt: skip
