"""Every setting may be mounted as a file; the rule is one for all keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.mounted_settings import MOST_BYTES
from chassis.settings import KNOWN, SettingsError, load_settings

URL = "postgresql://legal_aid_app:hunter2@db/legal_aid"


def mounted(folder: Path, content: str | bytes) -> str:
    file = folder / "content"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(file)


def fault(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ)
    return str(caught.value)


@pytest.mark.parametrize("content", [URL, f"{URL}\n", f"{URL}\r\n"])
def test_a_secret_is_read_from_its_file(tmp_path: Path, content: str) -> None:
    settings = load_settings({"SIFA_LEGAL_AID_DATABASE_URL_FILE": mounted(tmp_path, content)})
    assert settings.database_url("legal_aid") == URL


def test_a_value_from_a_file_is_checked_like_any_other(tmp_path: Path) -> None:
    file = mounted(tmp_path, "sqlite:///x\n")
    said = fault(SIFA_ENV="production", SIFA_BROKER_URL="none:", SIFA_LEGAL_AID_DATABASE_URL_FILE=file)
    assert "SIFA_LEGAL_AID_DATABASE_URL must not be SQLite" in said


@pytest.mark.parametrize("key", [*sorted(KNOWN), "SIFA_LEGAL_AID_GRPC_PORT"])
def test_every_key_can_be_mounted(key: str, tmp_path: Path) -> None:
    assert f"{key}_FILE must name a file" in fault(**{f"{key}_FILE": str(tmp_path / "absent")})


@pytest.mark.parametrize("content", ["", " \n", b"\xff", "x" * (MOST_BYTES + 1)])
def test_a_file_that_cannot_be_used_is_named_and_its_content_is_not(tmp_path: Path, content: str | bytes) -> None:
    said = fault(SIFA_BROKER_URL_FILE=mounted(tmp_path, content))
    assert said == "SIFA_BROKER_URL_FILE must name a file of text that can be read, is not empty and has at most 64 KiB"


def test_a_key_given_in_both_ways_is_refused(tmp_path: Path) -> None:
    said = fault(SIFA_BROKER_URL="none:", SIFA_BROKER_URL_FILE=mounted(tmp_path, "amqp://u:hunter2@mq/"))
    assert said == "SIFA_BROKER_URL and SIFA_BROKER_URL_FILE are both given; keep one"


def test_a_misspelt_key_with_a_file_is_still_unknown(tmp_path: Path) -> None:
    assert "SIFA_BROKER_ULR_FILE is unknown" in fault(SIFA_BROKER_ULR_FILE=mounted(tmp_path, "none:"))


def test_the_port_of_the_figures_is_off_unless_it_is_given() -> None:
    assert (load_settings({"PATH": ""}).metrics_port, load_settings({"SIFA_METRICS_PORT": "9090"}).metrics_port) == (
        0,
        9090,
    )
    assert "SIFA_METRICS_PORT must be a number" in fault(SIFA_METRICS_PORT="x")
