"""Make and verify tokens: people's tokens of the issuer, and services' tokens for one callee.

The embedded issuer and the services sign with ES256; an OpenID provider, when one is named, with what its keys say. It
must not decide what a caller may do; `access` does.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import jwt
import structlog

from chassis.auth.issuer_keys import ALGORITHMS, IssuerKeys, IssuerUnavailable
from chassis.auth.keys import ISSUER, load_private_key, load_public_key
from chassis.clock import random_id, real_seconds
from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal, service_principal
from chassis.settings import Oidc

USER_AUDIENCE = "sifa"
USER_SECONDS, SERVICE_SECONDS = 900, 60
_LEEWAY, _CACHE, _REMEMBER_SECONDS = 10, 4096, 300
_REQUIRED = ["exp", "iat", "iss", "aud", "sub"]
# What marks a service or a department's key in audit entries; no person's subject begins so.
_RESERVED_SUBJECTS = ("svc:", "key:")
# A service's own token and a department's key carry these; no person does, whatever the issuer says.
_NOT_OF_PEOPLE = frozenset({"service", "authority"})
_log = structlog.get_logger()


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

    def __init__(self, folder: Path, service: str, oidc: Oidc | None = None) -> None:
        """`folder` holds the public keys; `service` is the audience of services' tokens.

        With `oidc` people's tokens are the provider's and the embedded issuer's are refused.
        """
        self._folder = folder
        self._service = service
        self._oidc = oidc
        self._issuer_keys = IssuerKeys(oidc.issuer) if oidc else None
        self._known: dict[str, tuple[float, Principal]] = {}
        self._lock = threading.Lock()

    def verify(self, token: str) -> Principal:
        """The caller. Raises Refusal UNAUTHENTICATED `TOKEN_INVALID`, with no detail on what was wrong.

        Raises UNAVAILABLE `ISSUER_UNAVAILABLE` while the keys of the provider were never had.
        """
        known = self._known.get(token)
        if known is not None and known[0] > real_seconds():
            return known[1]
        try:
            expires, principal = self._read(token)
        except IssuerUnavailable:
            message = "身份认证系统暂时无法访问，请稍后重试；持续出现时请联系运维人员。"
            raise Refusal(Kind.UNAVAILABLE, "ISSUER_UNAVAILABLE", message) from None
        except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
            _log.info("token refused", error=type(error).__name__)
            raise Refusal(Kind.UNAUTHENTICATED, "TOKEN_INVALID", "登录凭证无效或已过期，请重新登录。") from None
        with self._lock:
            if len(self._known) >= _CACHE:
                self._known.clear()
            self._known[token] = (min(expires, real_seconds() + _REMEMBER_SECONDS), principal)
        return principal

    def _read(self, token: str) -> tuple[float, Principal]:
        unproved = jwt.decode_complete(token, options={"verify_signature": False})
        kid, said = unproved["header"].get("kid", ""), unproved["payload"].get("iss")
        if self._oidc is not None and self._issuer_keys is not None and said == self._oidc.issuer:
            claims = self._decode(token, self._issuer_keys.find(str(kid)), ALGORITHMS, self._oidc.audience, said)
            return float(claims["exp"]), _person(claims, self._oidc.roles_claim, self._oidc.divisions_claim)
        if kid == ISSUER:
            key = None if self._oidc else load_public_key(self._folder, ISSUER)
            claims = self._decode(token, key, ("ES256",), USER_AUDIENCE, ISSUER)
            return float(claims["exp"]), _person(claims, "roles", "divisions")
        claims = self._decode(token, load_public_key(self._folder, kid), ("ES256",), self._service, kid)
        return float(claims["exp"]), _service(kid, claims)

    @staticmethod
    def _decode(token: str, key: Any, algorithms: tuple[str, ...], audience: str, issuer: str) -> dict[str, Any]:
        """The claims. Raises PyJWTError, also without a key."""
        if key is None:
            raise jwt.InvalidKeyError("unknown signer")
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=algorithms,
            audience=audience,
            issuer=issuer,
            leeway=_LEEWAY,
            options={"require": _REQUIRED},
        )
        return claims


def _service(signer: str, claims: dict[str, Any]) -> Principal:
    """A service speaks for itself and for nobody else."""
    if claims["sub"] != f"svc:{signer}":
        raise jwt.InvalidTokenError("a service signs for itself")
    return service_principal(signer)


def _person(claims: dict[str, Any], roles_claim: str, divisions_claim: str) -> Principal:
    """The person whom the issuer describes. Raises KeyError for a missing claim, TypeError for another kind."""
    subject = str(claims["sub"])
    if subject.startswith(_RESERVED_SUBJECTS):
        raise jwt.InvalidTokenError("a person's subject is reserved")
    return Principal(
        subject=subject,
        name=str(claims["name"]),
        roles=frozenset(_texts(claims, roles_claim)) - _NOT_OF_PEOPLE,
        divisions=_texts(claims, divisions_claim),
    )


def _texts(claims: dict[str, Any], path: str) -> tuple[str, ...]:
    """A list of texts at a dotted path, for example `realm_access.roles`."""
    found: Any = claims
    for name in path.split("."):
        found = found[name]
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise TypeError(f"{path} is no list of texts")
    return tuple(found)
