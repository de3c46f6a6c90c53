"""What the checks look at: the settings, the services that were asked for, and safe ways to name an address.

It must not open anything by being made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.clock import Clock
from chassis.database import Database
from chassis.doctor.check import NotSeen
from chassis.manifest import ServiceManifest
from chassis.settings import Settings

# NOTE: greedy up to the last @, because a password may hold one that nobody has escaped.
_USERINFO = re.compile(r"//\S*@")


@dataclass(frozen=True, slots=True)
class Installation:
    """Everything that belongs to no single service. `installed` holds all services, `named` those to be examined."""

    settings: Settings
    installed: dict[str, ServiceManifest]
    named: tuple[ServiceManifest, ...]

    @property
    def clock(self) -> Clock:
        """The clock that the services would have."""
        return Clock(self.settings.now)


@dataclass(frozen=True, slots=True)
class Patient:
    """One service of the installation."""

    installation: Installation
    manifest: ServiceManifest

    @property
    def name(self) -> str:
        """The service's name."""
        return self.manifest.name

    @property
    def settings(self) -> Settings:
        """The checked environment."""
        return self.installation.settings

    @contextmanager
    def connection(self) -> Iterator[Session]:
        """A reading transaction on a connection of its own. Raises NotSeen when the database cannot be asked."""
        url = sa.make_url(self.settings.database_url(self.name))
        # NOTE: connecting to a file that is not there would make it.
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise NotSeen(f"there is no file {url.database}")
        database = Database(self.settings.database_url(self.name), pool_size=1, busy_ms=1000)
        try:
            with database.read() as session:
                yield session
        except sa.exc.SQLAlchemyError as error:
            raise NotSeen(
                f"the database does not answer: {type(getattr(error, 'orig', None) or error).__name__}"
            ) from None
        finally:
            database.close()


def without_secrets(address: str) -> str:
    """An address as it may be printed: no user, no password, no query."""
    return _USERINFO.sub("//", address).partition("?")[0]
