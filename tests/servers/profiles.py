"""The two profiles a `store` test runs on, as one kind of object.

It must not know a service: names come from the test.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.servers.keeper import SharedServers

EMBEDDED, PRODUCTION = "embedded", "production"


@dataclass(slots=True)
class Profile:
    """Empty databases and an empty broker for one test module; `var` is its SIFA_VAR."""

    name: str
    var: Path
    prefix: str
    servers: SharedServers
    _urls: dict[str, str] = field(default_factory=dict)
    _broker: str = ""

    def database_url(self, name: str) -> str:
        """URL of the module's database called `name`, made empty at the first call."""
        if name not in self._urls:
            embedded = f"sqlite:///{self.var / name}.sqlite"
            made = self.name == PRODUCTION
            self._urls[name] = self.servers.postgres().create_database(f"{self.prefix}_{name}") if made else embedded
        return self._urls[name]

    @property
    def broker_url(self) -> str:
        """URL of the module's broker: a vhost of its own, or the file broker below `var`."""
        if not self._broker:
            self._broker = self.servers.claim_vhost() if self.name == PRODUCTION else "file:"
        return self._broker

    def environ(self, *names: str) -> dict[str, str]:
        """The SIFA_ settings that point a process, or `load_settings`, at this profile."""
        databases = {f"SIFA_{name.upper()}_DATABASE_URL": self.database_url(name) for name in names}
        return {"SIFA_VAR": str(self.var), "SIFA_BROKER_URL": self.broker_url, **databases}
