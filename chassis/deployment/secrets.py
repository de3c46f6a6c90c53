"""Make the secrets of a deployment in one folder: passwords, the addresses that carry them, keys of each service.

It must not replace a secret that is there, nor print one.
"""

from __future__ import annotations

import json
import secrets
import shutil
from pathlib import Path

import sqlalchemy as sa

from chassis.auth.keys import ensure_keys
from chassis.deployment.broker import definitions
from chassis.deployment.plan import BROKER_HOST, DATABASE_HOST, VHOST, app_role, owner_role
from chassis.manifest import ServiceManifest

FOLDER_MODE, FILE_MODE = 0o700, 0o644


def write_secrets(
    folder: Path, services: list[ServiceManifest], *, database: str = DATABASE_HOST, broker: str = BROKER_HOST
) -> None:
    """Fill the folder, or add what a new service needs.

    NOTE: the folder is its owner's alone; the files in it are readable, because each is mounted into a container whose
    user is another. Private keys are the exception: they have mode 0600 and must belong to the containers' user.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    for name in ("postgres_password", "grafana_password"):
        _once(folder / name, secrets.token_urlsafe(24))
    statements, users = [], {}
    for service in services:
        name = service.name
        for role, kind in ((owner_role(name), "owner_database_url"), (app_role(name), "database_url")):
            file = folder / f"{name}_{kind}"
            password = _password(file, f"postgresql://{role}:{{}}@{database}/{name}")
            statements.append(f"ALTER ROLE {role} PASSWORD '{password}';\n")
        users[name] = _password(folder / f"{name}_broker_url", f"amqp://{name}:{{}}@{broker}/{VHOST}")
    _write(folder / "postgres_passwords.sql", "".join(statements))
    _write(folder / "rabbitmq_definitions", json.dumps(definitions(services, users), indent=2) + "\n")
    _write_keys(folder / "keys", [service.name for service in services])


def _password(file: Path, address: str) -> str:
    """The password in the file, which is made when it is missing."""
    _once(file, address.format(secrets.token_urlsafe(24)))
    return sa.engine.make_url(file.read_text(encoding="utf-8").strip()).password or ""


def _once(file: Path, content: str) -> None:
    if not file.exists():
        _write(file, content)


def _write(file: Path, content: str) -> None:
    file.touch(mode=FILE_MODE)
    file.chmod(FILE_MODE)
    file.write_text(content, encoding="utf-8")


def _write_keys(folder: Path, names: list[str]) -> None:
    """For each service a folder with its own private key, its page-token secret and everybody's public key."""
    for name in names:
        ensure_keys(folder / name, [name])
    for reader in names:
        for name in names:
            if name != reader:
                shutil.copyfile(folder / name / f"{name}.pub.pem", folder / reader / f"{name}.pub.pem")
