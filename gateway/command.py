"""`sifa gateway`: run the gateway in this process until SIGTERM or SIGINT.

It must not import the server before it is asked to run.
"""

from __future__ import annotations

import signal
import socket
import sys
from types import FrameType

from chassis.addresses import publish_address
from chassis.cli.main import Command
from chassis.observe import configure_logging
from chassis.settings import load_settings

EXIT_USAGE = 2
BACKLOG = 2048


def run(arguments: list[str]) -> int:
    """Serve until a signal asks to stop. 0 after a graceful stop, 1 when the port cannot be had."""
    if arguments:
        sys.stderr.write("usage: sifa gateway\n")
        return EXIT_USAGE
    import uvicorn  # noqa: PLC0415 - only this role needs it

    from gateway.app import create_app  # noqa: PLC0415 - only this role needs it
    from gateway.http_server import server_config  # noqa: PLC0415 - only this role needs it

    settings = load_settings()
    configure_logging(settings)
    try:
        listening = _bind(settings.host, settings.gateway_port)
    except OSError as error:
        sys.stderr.write(f"sifa gateway: cannot listen on {settings.host}:{settings.gateway_port}: {error.strerror}\n")
        return 1
    server = uvicorn.Server(server_config(create_app(settings)))

    def stop(_: int, __: FrameType | None) -> None:
        server.should_exit = True

    # NOTE: uvicorn raises the signal again after its graceful stop; with these handlers the process then ends with 0.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    address = _url(listening)
    publish_address(settings.addresses_file, "gateway", address)
    sys.stderr.write(f"sifa gateway: {address}\n")
    server.run(sockets=[listening])
    return 0


def _bind(host: str, port: int) -> socket.socket:
    """A listening socket that shares its port with nobody. Raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError:
        listening.close()
        raise
    return listening


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if listening.family == socket.AF_INET6 else f"http://{host}:{port}"


COMMAND = Command(help="serve HTTP/JSON and pass requests on to the services", run=run)
