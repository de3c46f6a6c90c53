"""A private RabbitMQ made from Debian's binaries, with empty vhosts in stock: `with rabbitmq() as server: …`.

It must not touch the node, the cookie or the epmd that Debian's package uses.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.private import LOOPBACK, await_port, end, free_ports, launch, private_folder

# Made at boot from a definitions file: 48 of them cost 0.15 s of 6 s, one `rabbitmqctl add_vhost` costs 0.5 s.
STOCK = 64
NODE = "sifa@localhost"
ERLANG = "+S 1:1 +sbwt none -start_epmd false -kernel inet_dist_use_interface {127,0,0,1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RabbitServer:
    """A running node. `env` is what rabbitmqctl needs to find it."""

    port: int
    pid: int
    sbin: Path
    env: dict[str, str]

    def url(self, vhost: str) -> str:
        """AMQP URL of one vhost."""
        return f"amqp://guest:guest@{LOOPBACK}:{self.port}/{vhost}"

    def stocked_vhosts(self) -> list[str]:
        """Names of the vhosts that were made at boot."""
        return [f"v{number}" for number in range(STOCK)]

    def control(self, *arguments: str) -> str:
        """Run rabbitmqctl on this node and return what it printed. Raises CalledProcessError."""
        command = [str(self.sbin / "rabbitmqctl"), "-q", "-n", NODE, *arguments]
        return subprocess.run(command, env=self.env, check=True, capture_output=True, text=True, cwd="/").stdout


def rabbitmq_scripts() -> Path | None:
    """Folder of the package's own scripts (not Debian's wrappers, which change the user), or None."""
    found = Path("/usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server")
    return max((path.parent for path in found), default=None)


@contextmanager
def rabbitmq(*, settings: str = "") -> Iterator[RabbitServer]:
    """Run a node for the length of the `with`. `settings` are further lines of rabbitmq.conf."""
    sbin = rabbitmq_scripts()
    if sbin is None:
        raise FileNotFoundError("the Debian package rabbitmq-server is not installed")
    port, dist, epmd_port = free_ports(3)
    with private_folder("mq") as folder:
        env = _environment(folder, port, dist, epmd_port)
        _configure(folder, port, settings)
        # NOTE: epmd runs as our child, because the one that Erlang starts by itself is a daemon that would stay.
        epmd = launch(["epmd", "-address", LOOPBACK, "-port", str(epmd_port)], folder / "epmd.log", env=env)
        process = launch([sbin / "rabbitmq-server"], folder / "rabbitmq.log", env=env)
        try:
            await_port(process, port, folder / "rabbitmq.log")
            yield RabbitServer(port=port, pid=process.pid, sbin=sbin, env=env)
        finally:
            end(process, signal.SIGTERM)
            end(epmd, signal.SIGTERM)


def _environment(folder: Path, port: int, dist: int, epmd_port: int) -> dict[str, str]:
    return {
        "PATH": os.defpath + ":/usr/sbin:/sbin",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "RABBITMQ_NODENAME": NODE,
        "RABBITMQ_NODE_IP_ADDRESS": LOOPBACK,
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(dist),
        "ERL_EPMD_PORT": str(epmd_port),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
        "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
        "RABBITMQ_CONF_ENV_FILE": "/dev/null",
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ERLANG,
        # The start script then becomes the Erlang machine itself: one process id, one parent.
        "RUNNING_UNDER_SYSTEMD": "true",
    }


def _configure(folder: Path, port: int, settings: str) -> None:
    vhosts = [f"v{number}" for number in range(STOCK)]
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    definitions = {
        "users": [{"name": "guest", "password": "guest", "tags": "administrator"}],
        "vhosts": [{"name": vhost} for vhost in vhosts],
        "permissions": [{"user": "guest", "vhost": vhost, **everything} for vhost in vhosts],
    }
    (folder / "definitions.json").write_text(json.dumps(definitions), encoding="utf-8")
    (folder / "enabled_plugins").write_text("[].\n", encoding="utf-8")
    lines = (f"listeners.tcp.default = {LOOPBACK}:{port}", f"load_definitions = {folder}/definitions.json", settings)
    (folder / "rabbitmq.conf").write_text("\n".join((*lines, "")), encoding="utf-8")
