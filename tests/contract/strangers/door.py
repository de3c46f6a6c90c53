"""A real legal_aid server of the embedded profile with one institution and one court, for clients that are not ours.

It must not call what it serves, but to open the institution and to make the court's key.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.doors import migrated, serving, settings_of
from tests.servers.keeper import SharedServers
from tests.servers.profiles import EMBEDDED, Profile
from tests.services.legal_aid.counter import Counter, open_counter
from tests.services.legal_aid.departments import Department, department


@contextmanager
def embedded_counter(var: Path, servers: SharedServers) -> Iterator[tuple[Counter, Department]]:
    """Serve until the block ends."""
    settings = settings_of(Profile(EMBEDDED, var, "", servers), "legal_aid")
    with serving(migrated(settings, "legal_aid")) as door:
        yield open_counter(door), department(door)
