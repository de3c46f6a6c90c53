"""A person signed in at a real OpenID provider, by the code flow of its own making, is served by legal_aid."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import grpc
import httpx
import pytest
from sifa.legal_aid.v1 import application_service_pb2

from chassis.auth.tokens import make_user_token
from chassis.up.ports import Listener, settle
from tests.doors import Door, bearer, migrated, refused, serving, settings_of
from tests.e2e.running import answers
from tests.servers.processes import wait_for
from tests.servers.profiles import Profile
from tests.services.legal_aid.intake import APPLICATIONS

pytestmark = pytest.mark.store
CALLBACK = "http://127.0.0.1/portal"
PEOPLE = (
    {"sub": "head-1", "name": "张工", "roles": ["legal_aid_head"], "divisions": ["990102"]},
    {"sub": "guest", "name": "访客", "roles": ["visitor"], "divisions": ["990102"]},
)


@contextmanager
def provider(log: Path) -> Iterator[str]:
    """Somebody else's OpenID provider in a process of its own."""
    port = settle([Listener("provider", "", "127.0.0.1", 0)])[0].port
    people = [part for person in PEOPLE for part in ("--user-claims", json.dumps(person))]
    with log.open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *people],
            stdin=subprocess.DEVNULL, stdout=said, stderr=said, env={**os.environ, "NO_COLOR": "1"},
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: answers(address, "/.well-known/openid-configuration"), "the provider", 30)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def sign_in(address: str, subject: str, client: str = "sifa") -> str:
    """The token that the provider gives a client for somebody who agrees."""
    asked = {"client_id": client, "redirect_uri": CALLBACK, "response_type": "code", "scope": "openid profile"}
    agreed = httpx.post(f"{address}/oauth2/authorize", params=asked, data={"sub": subject}, timeout=10)
    code = parse_qs(urlsplit(agreed.headers["location"]).query)["code"][0]
    exchange = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK, "client_id": client}
    given = httpx.post(f"{address}/oauth2/token", data=exchange, auth=(client, "secret"), timeout=10)
    token: str = given.raise_for_status().json()["id_token"]
    return token


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with provider(tmp_path_factory.mktemp("provider") / "log") as reachable:
        yield reachable


@pytest.fixture(scope="module")
def door(profile: Profile, address: str) -> Iterator[Door]:
    with serving(migrated(settings_of(profile, "legal_aid", SIFA_OIDC_ISSUER=address), "legal_aid")) as open_door:
        yield open_door


def ask(door: Door, token: str) -> application_service_pb2.ListApplicationsResponse:
    request = application_service_pb2.ListApplicationsRequest()
    reply: application_service_pb2.ListApplicationsResponse = door.call(
        APPLICATIONS["ListApplications"], request, bearer(token), 10
    )
    return reply


def test_somebody_with_the_role_is_served(door: Door, address: str) -> None:
    assert list(ask(door, sign_in(address, "head-1")).applications) == []


def test_somebody_without_the_role_is_told_so(door: Door, address: str) -> None:
    token = sign_in(address, "guest")
    answer = refused(lambda: ask(door, token))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING")


def test_a_token_for_another_client_is_refused(door: Door, address: str) -> None:
    token = sign_in(address, "head-1", client="elsewhere")
    answer = refused(lambda: ask(door, token))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID")


def test_a_token_of_the_embedded_issuer_is_refused(door: Door) -> None:
    keys = door.service.settings.keys_dir
    token = make_user_token(keys, subject="head-1", name="张工", roles=["legal_aid_head"], divisions=["990102"])
    answer = refused(lambda: ask(door, token))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID")
