"""The public keys of an OpenID provider: found by discovery, kept, renewed when they grow old or a new one is named.

It must not trust what it did not ask for: no redirect, no proxy, no other issuer's document, no secret (HMAC) key.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

import jwt
import structlog

ALGORITHMS = ("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512", "EdDSA")
RENEW_SECONDS, ASK_AGAIN_SECONDS, ANSWER_SECONDS = 600, 10, 2
MOST_BYTES = 256 * 1024
LEAST_RSA_BITS = 2048
_log = structlog.get_logger()


class IssuerUnavailable(Exception):
    """The provider did not give its keys, or gave something else. The message holds no address."""


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        raise IssuerUnavailable("the issuer redirects")


class IssuerKeys:
    """Keys of one issuer by their id. While the issuer is away the keys last known stay in force."""

    def __init__(self, issuer: str, *, seconds: Callable[[], float] = time.monotonic) -> None:
        """Asks nothing yet: a service starts whether its issuer is up or not."""
        self._issuer = issuer
        self._seconds = seconds
        self._opener: OpenerDirector = build_opener(ProxyHandler({}), _NoRedirect())
        self._keys: Mapping[str, jwt.PyJWK] = {}
        self._renewed = self._asked = float("-inf")
        self._lock = threading.Lock()

    def find(self, kid: str) -> jwt.PyJWK | None:
        """The key; None when the issuer has none of that id. An empty id means the issuer's only key.

        A new id waits for one question to the issuer, old keys are renewed beside the call; asked at most once in
        10 s whatever ids callers make up. Raises IssuerUnavailable when no key was ever had.
        """
        if self._known(kid) is None:
            self._ask()
        elif self._seconds() - self._renewed > RENEW_SECONDS and not self._lock.locked():
            threading.Thread(target=self._ask, name="issuer-keys", daemon=True).start()
        if not self._keys:
            raise IssuerUnavailable("the issuer's keys are not known")
        return self._known(kid)

    def _known(self, kid: str) -> jwt.PyJWK | None:
        keys = self._keys
        return next(iter(keys.values())) if not kid and len(keys) == 1 else keys.get(kid)

    def _ask(self) -> None:
        with self._lock:
            if self._seconds() - self._asked > ASK_AGAIN_SECONDS:
                self._renew()
                self._asked = self._seconds()

    def fetch(self) -> Mapping[str, jwt.PyJWK]:
        """Ask the issuer now for its usable keys. Raises OSError, ValueError or IssuerUnavailable."""
        return _usable(self._get(self._where()))

    def _renew(self) -> None:
        """Take the keys as they are now; keep those known when they cannot be had."""
        try:
            self._keys = self.fetch()
        except (OSError, ValueError, IssuerUnavailable) as error:
            reason = str(error) if isinstance(error, IssuerUnavailable) else type(error).__name__
            _log.warning("issuer's keys not renewed", reason=reason, known=len(self._keys))
        else:
            self._renewed = self._seconds()

    def _where(self) -> str:
        """Address of the keys, from the discovery document."""
        found = self._get(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != self._issuer:
            raise IssuerUnavailable("the discovery document is another issuer's")
        where = str(found.get("jwks_uri"))
        if urlsplit(where).scheme != urlsplit(self._issuer).scheme:
            raise IssuerUnavailable("the keys lie at an address of another scheme")
        return where

    def _get(self, address: str) -> dict[str, Any]:
        """A JSON object. Raises OSError, ValueError or IssuerUnavailable."""
        request = Request(address, headers={"accept": "application/json"})  # noqa: S310 - the scheme is checked
        with self._opener.open(request, timeout=ANSWER_SECONDS) as reply:
            content = reply.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise IssuerUnavailable("the issuer's document is larger than 256 KiB")
        document = json.loads(content)
        if not isinstance(document, dict):
            raise IssuerUnavailable("the issuer's document is no JSON object")
        return document


def _usable(document: Mapping[str, Any]) -> dict[str, jwt.PyJWK]:
    """The keys meant for signatures and strong enough. Others are passed over, as RFC 7517 asks."""
    listed = document.get("keys")
    found = {}
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict) or one.get("use", "sig") != "sig":
            continue
        try:
            key = jwt.PyJWK(one)
        except jwt.PyJWTError:
            continue
        strong = key.key_type != "RSA" or key.key.key_size >= LEAST_RSA_BITS
        if key.algorithm_name in ALGORITHMS and strong:
            found[str(one.get("kid", ""))] = key
    if not found:
        raise IssuerUnavailable("the issuer names no usable key")
    return found
