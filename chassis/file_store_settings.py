"""The settings of the file store: a folder or an S3 bucket. It must not be read anywhere but in `settings`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FILE_STORE_KNOWN = {
    "SIFA_FILE_STORE": "file: (files below SIFA_VAR; production has no default), file:/folder or s3:https://host/bucket",
    "SIFA_S3_ACCESS_KEY": "access key of the bucket",
    "SIFA_S3_SECRET_KEY": "secret key of the bucket",
    "SIFA_S3_REGION": "region of the bucket (default us-east-1)",
}
_S3 = re.compile(r"s3:(https?://[^/?#\s@]+)/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Settings:
    """Where the bucket is and who may use it."""

    endpoint: str
    bucket: str
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)


def s3_settings(given: Mapping[str, str]) -> S3Settings | None:
    """The bucket that the checked environment names, if it names one."""
    named = _S3.fullmatch(given.get("SIFA_FILE_STORE", ""))
    if named is None:
        return None
    return S3Settings(
        endpoint=named[1], bucket=named[2], region=given.get("SIFA_S3_REGION", "us-east-1"),
        access_key=given["SIFA_S3_ACCESS_KEY"], secret_key=given["SIFA_S3_SECRET_KEY"],
    )  # fmt: skip


def files_folder(given: Mapping[str, str], var: Path, *, production: bool) -> Path | None:
    """The folder that the checked environment names; None for a bucket, and in production without a choice."""
    chosen = given.get("SIFA_FILE_STORE", "" if production else "file:")
    if not chosen.startswith("file:"):
        return None
    return Path(chosen.removeprefix("file:") or var / "files").resolve()


def file_store_faults(given: Mapping[str, str], *, production: bool) -> list[str]:
    """What cannot be used, and what production refuses."""
    chosen = given.get("SIFA_FILE_STORE", "")
    if not chosen:
        return []
    if chosen.startswith("file:"):
        fine = chosen.startswith("file:/") or (chosen == "file:" and not production)
        return [] if fine else ["SIFA_FILE_STORE must name an absolute folder: file:/folder"]
    named = _S3.fullmatch(chosen)
    if named is None:
        return ["SIFA_FILE_STORE must be file:, file:/folder or s3:https://host/bucket"]
    faults = [
        f"{key} is required with an S3 bucket"
        for key in ("SIFA_S3_ACCESS_KEY", "SIFA_S3_SECRET_KEY")
        if not given.get(key)
    ]
    if production and not named[1].startswith("https:"):
        faults.append("SIFA_FILE_STORE must begin with s3:https:// in production")
    return faults
