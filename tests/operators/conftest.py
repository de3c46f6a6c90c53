"""What the doctor's tests look at: services on a profile's databases. It must not hold assertions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from chassis.auth.keys import ISSUER, ensure_keys
from chassis.doctor.installation import Installation, Patient
from chassis.manifest import installed_services
from chassis.migrate import migrate
from chassis.service import Service, open_service
from chassis.settings import Settings, load_settings
from tests.emptying import empty
from tests.operators.command import sifa
from tests.servers.profiles import Profile

NAMES = ("legal_aid", "supervision")
SUMMER = "2026-06-15T09:00+08:00"


@pytest.fixture(scope="module")
def migrated(profile: Profile) -> Iterator[dict[str, Service]]:
    """Both services of one flow on databases that fit."""
    settings = load_settings({**profile.environ(*NAMES), "SIFA_NOW": SUMMER})
    ensure_keys(settings.keys_dir, [ISSUER, *installed_services()])
    services = {name: open_service(installed_services()[name], settings) for name in NAMES}
    for service in services.values():
        migrate(service)
    yield services
    for service in services.values():
        service.database.close()


@pytest.fixture
def services(migrated: dict[str, Service]) -> dict[str, Service]:
    """Both on empty databases."""
    for service in migrated.values():
        empty(service)
    return migrated


@pytest.fixture
def supervision(services: dict[str, Service]) -> Service:
    """The service that listens."""
    return services["supervision"]


@pytest.fixture
def legal_aid(services: dict[str, Service]) -> Service:
    """The service that tells."""
    return services["legal_aid"]


@pytest.fixture
def installation(services: dict[str, Service]) -> Installation:
    """Both as the doctor sees them."""
    return seen(services["supervision"].settings, *NAMES)


@pytest.fixture
def listener(installation: Installation) -> Patient:
    """Supervision as the doctor sees it."""
    return Patient(installation, installation.installed["supervision"])


@pytest.fixture
def teller(installation: Installation) -> Patient:
    """Legal aid as the doctor sees it."""
    return Patient(installation, installation.installed["legal_aid"])


def seen(settings: Settings, *names: str) -> Installation:
    """The named services under these settings."""
    installed = installed_services()
    return Installation(settings, installed, tuple(installed[name] for name in names))


def under(patient: Patient, **changes: object) -> Patient:
    """The same service under changed settings."""
    installation = patient.installation
    settings = replace(installation.settings, **changes)  # type: ignore[arg-type]
    return Patient(Installation(settings, installation.installed, installation.named), patient.manifest)


@pytest.fixture
def embedded(tmp_path: Path) -> dict[str, str]:
    """A migrated service of the embedded profile."""
    own = {"SIFA_VAR": str(tmp_path / "var"), "SIFA_LEGAL_AID_GRPC_PORT": "0"}
    if sifa(own, "migrate", "legal_aid").code:
        raise RuntimeError("legal_aid could not be migrated")
    return own
