"""An OpenID provider on loopback that says what a test lets it say. It must not verify anything: it stands outside."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

from chassis.clock import real_seconds

DISCOVERY = "/.well-known/openid-configuration"


@dataclass
class Issuer:
    """Its address, its documents by path, its redirects, and what it was asked."""

    address: str = ""
    documents: dict[str, Any] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=dict)

    def new_key(self, kid: str) -> None:
        """Sign with one more key from now on, and publish it."""
        self.keys[kid] = ec.generate_private_key(ec.SECP256R1())
        public = jwt.algorithms.ECAlgorithm.to_jwk(self.keys[kid].public_key(), as_dict=True)
        self.documents["/jwks"]["keys"].append({**public, "kid": kid, "use": "sig", "alg": "ES256"})

    def token(self, *, kid: str = "first", **changes: Any) -> str:
        """A person's token; None takes a claim away."""
        now = int(real_seconds())
        said = {
            "iss": self.address, "aud": "sifa", "sub": "u-1", "name": "张工", "roles": ["legal_aid_head"],
            "divisions": ["990102"], "iat": now, "exp": now + 60, **changes,
        }  # fmt: skip
        kept = {name: value for name, value in said.items() if value is not None}
        return jwt.encode(kept, self.keys[kid], algorithm="ES256", headers={"kid": kid})


class _Answer(BaseHTTPRequestHandler):
    issuer: ClassVar[Issuer]

    def do_GET(self) -> None:
        self.issuer.asked.append(self.path)
        if self.path in self.issuer.redirects:
            self.send_response(302)
            self.send_header("location", self.issuer.redirects[self.path])
            self.end_headers()
            return
        document = self.issuer.documents.get(self.path)
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        self.send_response(200 if document is not None else 404)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def serving_issuer() -> Iterator[Issuer]:
    """An honest provider with one key; the test changes it as it likes."""
    issuer = Issuer()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answer", (_Answer,), {"issuer": issuer}))
    issuer.address = f"http://127.0.0.1:{server.server_port}"
    issuer.documents = {
        DISCOVERY: {"issuer": issuer.address, "jwks_uri": f"{issuer.address}/jwks"}, "/jwks": {"keys": []},
    }  # fmt: skip
    issuer.new_key("first")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
