"""Choose and check the ports of this machine's listeners before anything is started.

It must not open a listener that stays: it only asks whether one could.
"""

from __future__ import annotations

import random
import socket
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

# Below Linux's range for outgoing connections, so that no client takes the port while its server restarts.
FREE_RANGE = range(20000, 32768)
# The fixed ports of the services lie inside that range: a client may hold one of them for a moment.
PATIENCE, LOOK = 5.0, 0.1


class PortInUse(Exception):
    """One or more ports are taken; the message names each with the key that changes it."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who listens where, and which setting says so."""

    name: str
    key: str
    host: str
    port: int

    @property
    def target(self) -> tuple[str, int]:
        """Address to connect to; a wildcard address is reached over loopback."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host), self.port  # noqa: S104 (a question)


def settle(
    listeners: Iterable[Listener], *, patience: float = 0.0, waits: Callable[[Listener], object] = lambda _: None
) -> list[Listener]:
    """Replace port 0 by a free port and refuse ports that stay taken. Raises PortInUse that lists them all.

    `waits` is told of each taken port; all of them together have `patience` seconds to become free.
    """
    settled: list[Listener] = []
    ends = time.monotonic() + patience
    taken: list[str] = []
    for listener in listeners:
        used = {other.port for other in settled}
        if listener.port == 0:
            settled.append(replace(listener, port=_free(listener.host, used)))
        elif listener.port in used or not becomes_free(listener, ends - time.monotonic(), waits):
            taken.append(f"port {listener.port} of {listener.name} is in use, set {listener.key} to another or to 0")
        else:
            settled.append(listener)
    if taken:
        raise PortInUse("; ".join(taken))
    return settled


def becomes_free(listener: Listener, patience: float, waits: Callable[[Listener], object]) -> bool:
    """Whether one can listen there now or within `patience` seconds; `waits` is called when it is not at once."""
    if _can_listen(listener.host, listener.port):
        return True
    waits(listener)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if _can_listen(listener.host, listener.port):
            return True
        time.sleep(LOOK)
    return False


def answers(listener: Listener) -> bool:
    """Whether something accepts connections there."""
    try:
        socket.create_connection(listener.target, timeout=0.5).close()
    except OSError:
        return False
    return True


def _free(host: str, used: set[int]) -> int:
    for port in random.sample(FREE_RANGE, 1000):
        if port not in used and _can_listen(host, port):
            return port
    raise PortInUse(f"no free port from {FREE_RANGE.start} to {FREE_RANGE.stop - 1}")


def _can_listen(host: str, port: int) -> bool:
    """NOTE: SO_REUSEADDR looks past connections in TIME_WAIT and still sees every listener."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError:
        return False
    return True
