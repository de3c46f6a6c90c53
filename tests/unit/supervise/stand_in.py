"""Stands in for every command that `sifa up` starts, and starts `sifa up` with itself as that command.

It must behave outwardly like the real roles: announce, listen, answer, and stop on SIGTERM.
"""

from __future__ import annotations

import json
import signal
import socket
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

from chassis.addresses import publish_address
from chassis.cli import up
from chassis.manifest import select_services
from chassis.settings import Settings, load_settings


class Gateway(BaseHTTPRequestHandler):
    """Says yes to /readyz."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()


def serve(settings: Settings, names: list[str]) -> None:
    """Listen for each service and announce the addresses."""
    manifests = select_services(names)
    ports = {each.name: settings.grpc_port(each.name, each.grpc_port) for each in manifests}
    listeners = [socket.create_server(("127.0.0.1", port)) for port in ports.values()]
    for name, port in ports.items():
        publish_address(settings.addresses_file, name, f"127.0.0.1:{port}")
    print("serving", *names, flush=True)
    signal.pause()
    del listeners


def main() -> int:
    """Act as the role that the arguments name."""
    role, *names = sys.argv[1:]
    settings = load_settings()
    if role == "up":
        up.SIFA = (sys.executable, "-m", "tests.unit.supervise.stand_in")
        return up.run(names)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    if role == "migrate" and (settings.var / "legal_aid.sqlite").exists():
        return up.EXIT_SCHEMA
    if role == "consume":
        publish_address(settings.addresses_file, "consume", "listening")
    if role in ("consume", "work"):
        signal.pause()
    elif role == "serve":
        serve(settings, names)
    elif role == "gateway":
        HTTPServer(("127.0.0.1", settings.gateway_port), Gateway).serve_forever()
    elif role == "demo":
        row = {"account": "zhang", "password": "demo", "name": "张三", "roles": ["legal_aid.clerk"]}
        (settings.var / "run" / "accounts.json").write_text(json.dumps([row]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
