"""A service on a PostgreSQL database of its own for one measurement. It must not leave anything behind."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chassis.service import Service
from tests.doors import migrated, settings_of
from tests.servers.keeper import SharedServers
from tests.servers.profiles import PRODUCTION, Profile


@contextmanager
def on_postgresql(service: str, prefix: str) -> Iterator[Service]:
    """The service with all its tables, empty."""
    with tempfile.TemporaryDirectory(prefix="sifa-bench-") as folder:
        Path(folder).chmod(0o711)
        servers = SharedServers(Path(folder), os.getpid())
        try:
            var = Path(folder) / "var"
            var.mkdir()
            settings = settings_of(Profile(PRODUCTION, var, prefix, servers), service)
            yield migrated(settings, service)
        finally:
            servers.stop()
