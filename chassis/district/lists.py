"""Read the lists that lie beside the code. It must not compute anything from them."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any


@functools.cache
def read_list(name: str) -> dict[str, Any]:
    """The table `<name>.toml` of this folder; callers only read it."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))
