"""Keys and secrets that cannot be used are refused at the start with a line that names them (F03, F09)."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from chassis.manifest import installed_services
from chassis.service import open_service
from chassis.settings import load_settings
from tests.operators.command import refused, sifa

NAME = "legal_aid"


@pytest.mark.parametrize("secret", [b"", b"change-me", b"x" * 64])
@pytest.mark.parametrize("command", ["serve", "work"])
def test_f03_a_weak_secret_is_refused(embedded: dict[str, str], secret: bytes, command: str) -> None:
    (Path(embedded["SIFA_VAR"]) / "keys" / "page-token.secret").write_bytes(secret)
    done = sifa(embedded, command, NAME)
    refused(done, "page-token secret", "too weak")
    assert not secret or secret.decode() not in done.err


@pytest.mark.parametrize("command", ["serve", "work"])
@pytest.mark.parametrize("file", ["legal_aid.key.pem", "legal_aid.seal.secret", "page-token.secret"])
def test_f09_a_key_that_others_can_read_is_refused(embedded: dict[str, str], command: str, file: str) -> None:
    (Path(embedded["SIFA_VAR"]) / "keys" / file).chmod(0o644)
    refused(sifa(embedded, command, NAME), "readable by others")


@pytest.mark.parametrize("command", ["serve", "work"])
def test_f09_a_key_that_is_missing_is_refused(embedded: dict[str, str], command: str) -> None:
    (Path(embedded["SIFA_VAR"]) / "keys" / "legal_aid.key.pem").unlink()
    refused(sifa(embedded, command, NAME), "no key of legal_aid")


def remembered(own: dict[str, str]) -> bool:
    """What `serve` does before it opens its door."""
    service = open_service(installed_services()[NAME], load_settings(own))
    with closing(service.database):
        return service.sealing.remember(service.database, now=service.clock.now())


def test_f09_a_sealing_secret_made_anew_is_refused_and_told_by_the_doctor(embedded: dict[str, str]) -> None:
    secret = Path(embedded["SIFA_VAR"]) / "keys" / "legal_aid.seal.secret"
    first = secret.read_bytes()
    assert remembered(embedded)
    secret.unlink()
    assert sifa(embedded, "keys", NAME).code == 0
    assert secret.read_bytes() != first
    refused(sifa(embedded, "serve", NAME), "was sealed with another secret", "legal_aid.seal.secret")
    assert "the database of legal_aid was sealed with another secret" in sifa(embedded, "doctor", NAME).out
    secret.write_bytes(first)
    assert remembered(embedded)
