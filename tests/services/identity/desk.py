"""Sign in and refresh as a client does. It must not assert anything."""

from __future__ import annotations

from typing import Any

from sifa.identity.v1 import identity_service_pb2 as pb

from tests.doors import Door

METHODS = pb.DESCRIPTOR.services_by_name["IdentityService"].methods_by_name
ACCOUNT, PASSWORD = "clerk", "Baoding-2026-竹"


def sign_in(door: Door, account: str = ACCOUNT, password: str = PASSWORD) -> Any:
    """Exchange a password for tokens."""
    return door.call(METHODS["SignIn"], pb.SignInRequest(account=account, password=password), ())


def refresh(door: Door, token: str) -> Any:
    """Exchange a refresh token."""
    return door.call(METHODS["Refresh"], pb.RefreshRequest(refresh_token=token), ())


def jwks(door: Door) -> Any:
    """The issuer's public keys."""
    return door.call(METHODS["GetJwks"], pb.GetJwksRequest(), ())
