"""Checks of this machine: interpreter, locale, time zones, room on the disk, the folder it may write to.

It must not import anything that needs what it checks.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chassis.doctor.check import Check, Looks, failure, warning
from chassis.settings import Settings, SettingsError, load_settings

OLDEST, NEWEST = (3, 11), (3, 13)
MIB = 1024 * 1024
LEAST_FREE_MIB, FEW_FREE_MIB = 200, 2048


def look_at_python(version: tuple[int, int]) -> Looks:
    """The versions that the project is tested on."""
    shown = ".".join(map(str, version))
    if version < OLDEST:
        yield failure(f"Python {shown} is too old")
    elif version > NEWEST:
        yield warning(f"Python {shown} has not been tried")


def look_at_locale(encoding: str) -> Looks:
    """Names of files with Chinese in them."""
    if encoding.lower().replace("-", "") != "utf8":
        yield warning(f"names of files are read as {encoding}")


def look_at_time_zone(name: str) -> Looks:
    """Civil dates are those of this zone."""
    try:
        ZoneInfo(name)
    except ZoneInfoNotFoundError:
        yield failure(f"the time zone {name} is not known here")


def look_at_environment(_: object) -> Looks:
    """Every fault of the environment, each its own line."""
    try:
        load_settings()
    except SettingsError as error:
        for fault in str(error).split("; "):
            yield failure(fault)


def look_at_pinned_clock(settings: Settings) -> Looks:
    """A clock that does not tell the real time."""
    if settings.now:
        yield warning(f"SIFA_NOW is {settings.now}")


def look_at_var(settings: Settings) -> Looks:
    """The folder, or the nearest one above it that exists."""
    folder = _existing(settings.var)
    try:
        with tempfile.NamedTemporaryFile(dir=folder, prefix=".sifa-doctor-") as probe:
            probe.write(b"x")
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        yield failure(f"cannot write to {folder}: {error.strerror}")


def look_at_disk(settings: Settings) -> Looks:
    """Room where everything is kept."""
    folder = _existing(settings.var)
    free = shutil.disk_usage(folder).free // MIB
    if free < LEAST_FREE_MIB:
        yield failure(f"{free} MiB are free at {folder}")
    elif free < FEW_FREE_MIB:
        yield warning(f"{free} MiB are free at {folder}")


def _existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.is_dir()), Path("/"))


PYTHON = Check(
    "python-version", look_at_python, "The libraries are pinned for Python 3.11 to 3.13.",
    "Install one of these versions and set the environment up again.",
)  # fmt: skip
LOCALE = Check(
    "locale", look_at_locale, "A file whose name holds Chinese cannot be opened under such a locale.",
    "Set LC_ALL=C.UTF-8, or PYTHONUTF8=1.",
)  # fmt: skip
TIME_ZONE = Check(
    "time-zone", look_at_time_zone, "Due dates are civil dates of Asia/Shanghai; another zone moves them by a day.",
    "Install the time zone data: the system's package, or the Python package tzdata.",
)  # fmt: skip
ENVIRONMENT = Check(
    "settings", look_at_environment, "A setting that is misspelt or missing would otherwise count as its default.",
    "Correct the variable that is named; README lists all of them.",
)  # fmt: skip
PINNED_CLOCK = Check(
    "pinned-clock", look_at_pinned_clock, "Every date, deadline and document number follows the pinned clock.",
    "Unset SIFA_NOW, except for demonstrations and tests.",
)  # fmt: skip
VAR = Check(
    "var-writable", look_at_var, "Databases of the embedded profile, addresses and backups lie below SIFA_VAR.",
    "Give the account that runs sifa the folder, or set SIFA_VAR to another.",
)  # fmt: skip
DISK = Check(
    "disk-space", look_at_disk, "On a full disk every write is refused, and a backup cannot be made.",
    "Free room, or move SIFA_VAR to a larger disk.",
)  # fmt: skip

ON_THIS_MACHINE: tuple[tuple[Check[object], object], ...] = (
    (PYTHON, sys.version_info[:2]),
    (LOCALE, sys.getfilesystemencoding()),
    (TIME_ZONE, "Asia/Shanghai"),
    (ENVIRONMENT, None),
)  # type: ignore[assignment]
OF_SETTINGS = (PINNED_CLOCK, VAR, DISK)
