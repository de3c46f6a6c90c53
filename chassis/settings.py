"""Read the environment once, check every key and refuse what is unknown or unfit; `SIFA_X_FILE` names a file with X.

Nothing else in the project reads `os.environ`, but for failpoints and the first lines of the consumer.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chassis.file_store_settings import (
    FILE_STORE_KNOWN,
    S3Settings,
    file_store_faults,
    files_folder,
    s3_settings,
)
from chassis.gateway_settings import GATEWAY_KNOWN, GatewaySettings, gateway_faults, gateway_settings
from chassis.mounted_settings import read_mounted
from chassis.notifier_settings import NOTIFIER_KNOWN, NotifierSettings, notifier_faults, notifier_settings

EMBEDDED, PRODUCTION = "embedded", "production"
KNOWN = {
    "SIFA_ENV": "embedded (default) or production",
    "SIFA_VAR": "folder for everything the embedded profile keeps (default: var below the current folder)",
    "SIFA_NOW": "instant with offset at which the clock starts, for demos and tests",
    "SIFA_HOST": "address the servers bind (default 127.0.0.1)",
    "SIFA_BROKER_URL": "amqp://…, file: (default) or none:",
    "SIFA_BACKENDS": "name=target pairs, comma separated; target as in gRPC, for example dns:///legal-aid:50051",
    "SIFA_OIDC_ISSUER": "address of the OpenID provider whose tokens people carry; required in production",
    "SIFA_OIDC_AUDIENCE": "audience of people's tokens (default sifa)",
    "SIFA_OIDC_ROLES_CLAIM": "claim that lists the roles, dotted when nested (default roles)",
    "SIFA_OIDC_DIVISIONS_CLAIM": "claim that lists the six-digit division codes (default divisions)",
    "SIFA_KEYS_DIR": "folder of key pairs (default: keys below SIFA_VAR)",
    "SIFA_POLICY_DIR": "folder of local policy packs, one sub-folder per service",
    "SIFA_GATEWAY_HTTP_PORT": "port of the gateway (default 8080, 0 = free)",
    "SIFA_GATEWAY_IMAGES": "folder of descriptor images (default: images below SIFA_VAR)",
    "SIFA_METRICS_PORT": "port of the figures of `sifa serve`, and the next one of `sifa work` (default 0 = none)",
    "SIFA_FAILPOINTS": "crash points for the proofs, refused in production",
    **GATEWAY_KNOWN,
    **FILE_STORE_KNOWN,
    **NOTIFIER_KNOWN,
}
PER_SERVICE = re.compile(r"SIFA_([A-Z][A-Z0-9_]*)_(DATABASE_URL|GRPC_PORT|GRPC_THREADS)", re.ASCII)


class SettingsError(Exception):
    """The environment is unusable. The message names every offending key; the process exits with 78."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Oidc:
    """The OpenID provider (OpenID Connect Core 1.0, Discovery 1.0) and where its tokens say what we need."""

    issuer: str
    audience: str
    roles_claim: str
    divisions_claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The checked environment. Paths are absolute."""

    env: str
    var: Path
    now: str | None
    host: str
    broker_url: str
    keys_dir: Path
    policy_dir: Path | None
    gateway_port: int
    gateway_images: Path
    metrics_port: int = 0
    gateway: GatewaySettings = field(default_factory=GatewaySettings)
    provider: Oidc | None = None
    files_dir: Path | None = None
    s3: S3Settings | None = None
    notifier: NotifierSettings = field(default_factory=NotifierSettings)
    backends: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)

    @property
    def production(self) -> bool:
        """Whether demo conveniences are refused."""
        return self.env == PRODUCTION

    def database_url(self, name: str) -> str:
        """SQLAlchemy URL of one service's own database."""
        key = f"SIFA_{name.upper()}_DATABASE_URL"
        if key in self.services:
            return self.services[key]
        if self.production:
            raise SettingsError(f"{key} is required in production")
        return f"sqlite:///{self.var / (name + '.sqlite')}"

    @property
    def oidc(self) -> Oidc | None:
        """The OpenID provider; None means the embedded issuer, which production refuses."""
        if self.provider is None and self.production:
            raise SettingsError("SIFA_OIDC_ISSUER is required in production")
        return self.provider

    def grpc_port(self, name: str, default: int) -> int:
        """Port of one service; 0 lets the system choose."""
        return int(self.services.get(f"SIFA_{name.upper()}_GRPC_PORT", default))

    def grpc_threads(self, name: str) -> int:
        """Size of one service's thread pool."""
        return int(self.services.get(f"SIFA_{name.upper()}_GRPC_THREADS", 8))

    def backend(self, name: str, default_port: int) -> str:
        """GRPC target of one service: configured, else where this machine's `sifa serve` says it listens."""
        if name in self.backends:
            return self.backends[name]
        if self.production:
            raise SettingsError(f"SIFA_BACKENDS lacks {name}")
        taken: dict[str, str] = {}
        if self.addresses_file.exists():
            taken = json.loads(self.addresses_file.read_text(encoding="utf-8"))
        return taken.get(name, f"{self.host}:{self.grpc_port(name, default_port)}")

    @property
    def addresses_file(self) -> Path:
        """Where running servers write the addresses they took."""
        return self.var / "run" / "addresses.json"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Check the environment and return it. Raises SettingsError that lists every fault at once."""
    present = {key: value for key, value in (environ or os.environ).items() if key.startswith("SIFA_")}
    given, unreadable = read_mounted(present, _is_known)
    services = {key: value for key, value in given.items() if key not in KNOWN and PER_SERVICE.fullmatch(key)}
    env = given.get("SIFA_ENV", EMBEDDED)
    var = Path(given.get("SIFA_VAR", "var")).resolve()
    faults = [*unreadable, *_unknown_keys(given, services), *_bad_values(given, services, env)]
    backends = dict(pair.split("=", 1) for pair in given.get("SIFA_BACKENDS", "").split(",") if "=" in pair)
    if faults:
        raise SettingsError("; ".join(faults))
    return Settings(
        env=env,
        var=var,
        now=given.get("SIFA_NOW") or None,
        host=given.get("SIFA_HOST", "127.0.0.1"),
        broker_url=given.get("SIFA_BROKER_URL", "file:"),
        keys_dir=Path(given.get("SIFA_KEYS_DIR", var / "keys")).resolve(),
        policy_dir=Path(given["SIFA_POLICY_DIR"]).resolve() if "SIFA_POLICY_DIR" in given else None,
        gateway_port=int(given.get("SIFA_GATEWAY_HTTP_PORT", "8080")),
        gateway_images=Path(given.get("SIFA_GATEWAY_IMAGES", var / "images")).resolve(),
        metrics_port=int(given.get("SIFA_METRICS_PORT", "0")),
        gateway=gateway_settings(given, production=env == PRODUCTION),
        provider=_provider(given),
        files_dir=files_folder(given, var, production=env == PRODUCTION),
        s3=s3_settings(given),
        notifier=notifier_settings(given, var),
        backends=backends,
        services=services,
    )


def _provider(given: Mapping[str, str]) -> Oidc | None:
    if not given.get("SIFA_OIDC_ISSUER"):
        return None
    return Oidc(
        issuer=given["SIFA_OIDC_ISSUER"],
        audience=given.get("SIFA_OIDC_AUDIENCE", "sifa"),
        roles_claim=given.get("SIFA_OIDC_ROLES_CLAIM", "roles"),
        divisions_claim=given.get("SIFA_OIDC_DIVISIONS_CLAIM", "divisions"),
    )


def child_environment(own: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child that must not inherit our settings: everything else, and its own."""
    return {**{key: value for key, value in os.environ.items() if not key.startswith("SIFA_")}, **own}


def _is_known(key: str) -> bool:
    return key in KNOWN or PER_SERVICE.fullmatch(key) is not None


def _unknown_keys(given: Mapping[str, str], services: Mapping[str, str]) -> list[str]:
    """Misspelt keys, each with the nearest known one."""
    faults = []
    for key in sorted(set(given) - set(KNOWN) - set(services)):
        near = difflib.get_close_matches(key, KNOWN, n=1)
        faults.append(f"{key} is unknown" + (f", did you mean {near[0]}?" if near else ""))
    return faults


def _bad_values(given: Mapping[str, str], services: Mapping[str, str], env: str) -> list[str]:
    """Values that cannot be used, and what production refuses."""
    faults = []
    if env not in (EMBEDDED, PRODUCTION):
        faults.append("SIFA_ENV must be embedded or production")
    numbers = {**{key: value for key, value in services.items() if not key.endswith("_URL")}}
    numbers |= {key: given[key] for key in ("SIFA_GATEWAY_HTTP_PORT", "SIFA_METRICS_PORT") if key in given}
    faults += [
        f"{key} must be a number from 0 to 65535"
        for key, value in sorted(numbers.items())
        if not re.fullmatch(r"0|[1-9][0-9]{0,4}", value, re.ASCII) or int(value) > 65535
    ]
    pairs = [pair for pair in given.get("SIFA_BACKENDS", "").split(",") if pair]
    faults += ["SIFA_BACKENDS must read name=target,name=target" for pair in pairs if "=" not in pair][:1]
    broker = given.get("SIFA_BROKER_URL", "file:")
    if not re.match(r"(amqps?://|file:|none:)", broker):
        faults.append("SIFA_BROKER_URL must begin with amqp://, amqps://, file: or none:")
    faults += gateway_faults(given, production=env == PRODUCTION)
    faults += file_store_faults(given, production=env == PRODUCTION)
    faults += notifier_faults(given, production=env == PRODUCTION)
    schemes = "https" if env == PRODUCTION else "https?"
    issuer = given.get("SIFA_OIDC_ISSUER", "")
    if issuer and not re.fullmatch(rf"{schemes}://[^/?#\s]+(/[^?#\s]*)?", issuer):
        faults.append("SIFA_OIDC_ISSUER must be an https:// address without query (http:// only outside production)")
    if env == PRODUCTION:
        faults += [f"{key} is refused in production" for key in ("SIFA_NOW", "SIFA_FAILPOINTS") if given.get(key)]
        faults += [f"{key} must not be SQLite in production" for key in services if services[key].startswith("sqlite")]
        if broker.startswith("file:"):
            faults.append("SIFA_BROKER_URL must name RabbitMQ or be none: in production")
    return faults
