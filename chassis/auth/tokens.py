"""Make and verify ES256 tokens: people's tokens of the issuer, and services' tokens for one callee.

It must not decide what a caller may do; `access` does.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import jwt

from chassis.auth.keys import ISSUER, load_private_key, load_public_key
from chassis.clock import random_id, real_seconds
from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal, service_principal

USER_AUDIENCE = "sifa"
USER_SECONDS, SERVICE_SECONDS = 900, 60
_LEEWAY, _CACHE = 10, 4096
# A service's own token and a department's key carry these; no person does, whatever the issuer says.
_NOT_OF_PEOPLE = frozenset({"service", "authority"})


def make_user_token(
    folder: Path, *, subject: str, name: str, roles: list[str], divisions: list[str], seconds: int = USER_SECONDS
) -> str:
    """A person's token: 15 minutes by default, real time."""
    claims = {"sub": subject, "name": name, "roles": roles, "divisions": divisions, "aud": USER_AUDIENCE}
    return _sign(folder, ISSUER, claims, seconds)


def make_service_token(folder: Path, *, caller: str, callee: str) -> str:
    """A service's token for one callee: 60 seconds."""
    return _sign(folder, caller, {"sub": f"svc:{caller}", "aud": callee}, SERVICE_SECONDS)


def _sign(folder: Path, signer: str, claims: dict[str, Any], seconds: int) -> str:
    now = int(real_seconds())
    stamped = {**claims, "iss": signer, "iat": now, "nbf": now, "exp": now + seconds, "jti": random_id()}
    return jwt.encode(stamped, load_private_key(folder, signer), algorithm="ES256", headers={"kid": signer})


class TokenVerifier:
    """Verifies the tokens that arrive at one service and remembers good ones until they expire."""

    def __init__(self, folder: Path, service: str) -> None:
        """`folder` holds the public keys; `service` is the audience of services' tokens."""
        self._folder = folder
        self._service = service
        self._known: dict[str, tuple[float, Principal]] = {}
        self._lock = threading.Lock()

    def verify(self, token: str) -> Principal:
        """The caller. Raises Refusal UNAUTHENTICATED `TOKEN_INVALID`, with no detail on what was wrong."""
        known = self._known.get(token)
        if known is not None and known[0] > real_seconds():
            return known[1]
        try:
            expires, principal = self._read(token)
        except (jwt.PyJWTError, KeyError, TypeError, ValueError):
            raise Refusal(Kind.UNAUTHENTICATED, "TOKEN_INVALID", "登录凭证无效或已过期，请重新登录。") from None
        with self._lock:
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[token] = (expires, principal)
        return principal

    def _read(self, token: str) -> tuple[float, Principal]:
        signer = jwt.get_unverified_header(token)["kid"]
        key = load_public_key(self._folder, signer)
        if key is None:
            raise jwt.InvalidKeyError("unknown signer")
        claims = jwt.decode(
            token,
            key,
            algorithms=["ES256"],
            audience=USER_AUDIENCE if signer == ISSUER else self._service,
            issuer=signer,
            leeway=_LEEWAY,
            options={"require": ["exp", "iat", "nbf", "iss", "aud", "sub"]},
        )
        return float(claims["exp"]), _principal(signer, claims)


def _principal(signer: str, claims: dict[str, Any]) -> Principal:
    """Only the issuer may speak of people; a service speaks for itself and for nobody else."""
    if signer != ISSUER:
        if claims["sub"] != f"svc:{signer}":
            raise jwt.InvalidTokenError("a service signs for itself")
        return service_principal(signer)
    return Principal(
        subject=str(claims["sub"]),
        name=str(claims["name"]),
        roles=frozenset(map(str, claims["roles"])) - _NOT_OF_PEOPLE,
        divisions=tuple(str(division) for division in claims["divisions"]),
    )
