"""What production refuses of a service."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.manifest import installed_services
from chassis.service import open_service
from chassis.settings import Settings, SettingsError, load_settings


@pytest.fixture
def production(tmp_path: Path) -> Settings:
    databases = {f"SIFA_{name.upper()}_DATABASE_URL": "postgresql://nowhere/x" for name in installed_services()}
    return load_settings({"SIFA_ENV": "production", "SIFA_VAR": str(tmp_path), "SIFA_BROKER_URL": "none:", **databases})


def test_the_built_in_issuer_does_not_run_in_production(production: Settings) -> None:
    with pytest.raises(SettingsError, match="identity belongs to the embedded profile"):
        open_service(installed_services()["identity"], production)


def test_the_other_services_open_in_production(production: Settings) -> None:
    names = [name for name in installed_services() if name != "identity"]
    assert [open_service(installed_services()[name], production).name for name in names] == names
