"""Settings that are mounted as files: `SIFA_X_FILE` names the file that holds the value of `SIFA_X`.

It must not read the environment itself, nor repeat a value or a content in a fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

SUFFIX = "_FILE"
MOST_BYTES = 65_536


def read_mounted(given: Mapping[str, str], is_known: Callable[[str], bool]) -> tuple[dict[str, str], list[str]]:
    """The settings with the contents of their files in place of the files' names, and every fault.

    One rule for all keys: white space at the end of the file is dropped, an empty file is a fault, and so is a key that
    is given in both ways.
    """
    settings, faults = dict(given), []
    for key, path in sorted(given.items()):
        plain = key.removesuffix(SUFFIX)
        if plain == key or is_known(key) or not is_known(plain):
            continue
        del settings[key]
        if plain in given:
            faults.append(f"{plain} and {key} are both given; keep one")
            continue
        content = _read(path)
        if content:
            settings[plain] = content
        else:
            faults.append(f"{key} must name a file of text that can be read, is not empty and has at most 64 KiB")
    return settings, faults


def _read(path: str) -> str:
    """The content without white space at its end; empty when it cannot be used."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        return content.decode().rstrip() if len(content) <= MOST_BYTES else ""
    except (OSError, ValueError):
        return ""
