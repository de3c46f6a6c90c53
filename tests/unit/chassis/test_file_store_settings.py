"""Which file store an environment names, and what production refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from chassis.files.choose import open_file_store
from chassis.files.folder import FolderStore
from chassis.files.s3 import S3Store
from chassis.files.store import NoStore
from chassis.settings import SettingsError, load_settings

SOUND = {
    "SIFA_ENV": "production", "SIFA_OIDC_ISSUER": "https://id.example", "SIFA_BROKER_URL": "none:",
    "SIFA_BACKENDS": "legal_aid=dns:///a:1",
}  # fmt: skip
KEYS = {"SIFA_S3_ACCESS_KEY": "a", "SIFA_S3_SECRET_KEY": "b" * 8}


def test_the_embedded_profile_keeps_files_below_its_folder(tmp_path: Path) -> None:
    settings = load_settings({"SIFA_VAR": str(tmp_path)})
    assert settings.files_dir == tmp_path / "files"
    assert isinstance(open_file_store(settings), FolderStore)
    elsewhere = load_settings({"SIFA_VAR": str(tmp_path), "SIFA_FILE_STORE": f"file:{tmp_path}/other"})
    assert elsewhere.files_dir == tmp_path / "other"


def test_production_has_no_store_until_one_is_named() -> None:
    assert isinstance(open_file_store(load_settings(SOUND)), NoStore)
    assert isinstance(open_file_store(load_settings({**SOUND, "SIFA_FILE_STORE": "file:/srv/files"})), FolderStore)


def test_a_bucket_is_an_address_and_two_keys() -> None:
    settings = load_settings({**SOUND, **KEYS, "SIFA_FILE_STORE": "s3:https://s3.example:9000/evidence"})
    assert settings.s3 is not None
    assert (settings.s3.endpoint, settings.s3.bucket, settings.s3.region) == (
        "https://s3.example:9000", "evidence", "us-east-1",
    )  # fmt: skip
    assert isinstance(open_file_store(settings), S3Store)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"SIFA_FILE_STORE": "file:relative"}, "absolute folder"),
        ({**SOUND, "SIFA_FILE_STORE": "file:"}, "absolute folder"),
        ({"SIFA_FILE_STORE": "ftp://x/y"}, "must be file:"),
        ({**KEYS, "SIFA_FILE_STORE": "s3:https://u:p@host/bucket"}, "must be file:"),
        ({**KEYS, "SIFA_FILE_STORE": "s3:https://host/bucket/more"}, "must be file:"),
        ({**KEYS, "SIFA_FILE_STORE": "s3:https://host/BUCKET"}, "must be file:"),
        ({"SIFA_FILE_STORE": "s3:https://host/bucket"}, "SIFA_S3_SECRET_KEY is required"),
        ({**SOUND, **KEYS, "SIFA_FILE_STORE": "s3:http://host/bucket"}, "s3:https:// in production"),
    ],
)
def test_what_cannot_be_used_is_refused(given: dict[str, str], told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        load_settings(given)
