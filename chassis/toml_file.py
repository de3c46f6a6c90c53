"""Read one TOML file of the configuration. It must not know what the file is for."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from chassis.manifest import ManifestError


def read_toml(file: Path) -> dict[str, Any]:
    """The content. Raises ManifestError that names the file and the line of what TOML does not allow.

    TOML itself refuses what is dangerous elsewhere: a key given twice, `no`, `010`, and it knows neither references nor
    objects.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ManifestError(f"{file.name}: not UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise ManifestError(f"{file.name}: {error}") from error
