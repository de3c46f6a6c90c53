"""A person's token of an OpenID provider is believed by the provider's own keys, and by nothing else."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from chassis.auth.issuer_keys import ASK_AGAIN_SECONDS, RENEW_SECONDS, IssuerKeys, IssuerUnavailable
from chassis.auth.keys import ISSUER, ensure_keys, load_private_key
from chassis.auth.tokens import TokenVerifier, make_service_token, make_user_token
from chassis.kernel.errors import Kind, Refusal
from chassis.settings import Oidc
from tests.servers.issuer import DISCOVERY, Issuer, serving_issuer
from tests.servers.processes import wait_for


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as serving:
        yield serving


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    ensure_keys(folder, [ISSUER, "legal_aid", "supervision"])
    return folder


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def verifier(keys: Path, issuer: Issuer, **changes: str) -> TokenVerifier:
    said = {"audience": "sifa", "roles_claim": "roles", "divisions_claim": "divisions", **changes}
    return TokenVerifier(keys, "legal_aid", Oidc(issuer=issuer.address, **said))


def reason(call: Callable[[], object]) -> tuple[Kind, str]:
    with pytest.raises(Refusal) as caught:
        call()
    return caught.value.kind, caught.value.reason


INVALID = (Kind.UNAUTHENTICATED, "TOKEN_INVALID")
AWAY = (Kind.UNAVAILABLE, "ISSUER_UNAVAILABLE")


def test_a_providers_token_tells_who_somebody_is(keys: Path, issuer: Issuer) -> None:
    told = verifier(keys, issuer).verify(issuer.token(roles=["legal_aid_head", "service", "authority"]))
    assert (told.subject, told.name) == ("u-1", "张工")
    assert told.roles == {"legal_aid_head"}
    assert told.divisions == ("990102",)


def test_claims_are_read_where_the_provider_puts_them(keys: Path, issuer: Issuer) -> None:
    token = issuer.token(roles=None, realm_access={"roles": ["auditor"]}, org=["990100"], divisions=None)
    told = verifier(keys, issuer, roles_claim="realm_access.roles", divisions_claim="org").verify(token)
    assert told.roles == {"auditor"}
    assert told.divisions == ("990100",)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another"}, {"exp": 1}, {"nbf": 4_102_444_800}, {"sub": None}, {"iat": None}, {"exp": None},
        {"name": None}, {"roles": None}, {"roles": "legal_aid_head"}, {"divisions": [990102]}, {"roles": [["x"]]},
        {"sub": "svc:supervision"}, {"sub": "key:0123456789abcdef"},
        {"iss": "https://elsewhere.invalid"}, {"iss": None},
    ],
)  # fmt: skip
def test_a_token_that_says_too_little_or_too_much_is_refused(
    keys: Path, issuer: Issuer, changes: dict[str, Any]
) -> None:
    assert reason(lambda: verifier(keys, issuer).verify(issuer.token(**changes))) == INVALID


def test_the_embedded_issuer_has_no_say_beside_a_provider(keys: Path, issuer: Issuer) -> None:
    token = make_user_token(keys, subject="zhang", name="张工", roles=["legal_aid_head"], divisions=[])
    assert reason(lambda: verifier(keys, issuer).verify(token)) == INVALID


def test_a_provider_does_not_speak_for_services(keys: Path, issuer: Issuer) -> None:
    """A key that the provider names like a service signs for people only."""
    issuer.new_key("supervision")
    token = issuer.token(kid="supervision", iss="supervision", sub="svc:supervision", aud="legal_aid")
    assert reason(lambda: verifier(keys, issuer).verify(token)) == INVALID


def test_services_speak_for_themselves_as_ever(keys: Path, issuer: Issuer) -> None:
    token = make_service_token(keys, caller="supervision", callee="legal_aid")
    assert verifier(keys, issuer).verify(token).subject == "svc:supervision"
    assert issuer.asked == []


def test_a_service_does_not_speak_for_people(keys: Path, issuer: Issuer) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    forged = jwt.encode(claims, load_private_key(keys, "supervision"), "ES256", headers={"kid": "supervision"})
    assert reason(lambda: verifier(keys, issuer).verify(forged)) == INVALID


@pytest.mark.parametrize("kid", ["first", "unknown", "../first", ""])
def test_an_unsigned_token_is_refused(keys: Path, issuer: Issuer, kid: str) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    forged = jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
    assert reason(lambda: verifier(keys, issuer).verify(forged)) == INVALID


@pytest.mark.parametrize("bits", [1024, 2048])
def test_an_rsa_key_must_be_strong(keys: Path, issuer: Issuer, bits: int) -> None:
    key = rsa.generate_private_key(65537, bits)
    public = jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    issuer.documents["/jwks"]["keys"].append({**public, "kid": "rsa", "alg": "RS256"})
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    with pytest.warns(jwt.InsecureKeyLengthWarning) if bits < 2048 else nullcontext():
        token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "rsa"})
    if bits < 2048:
        assert reason(lambda: verifier(keys, issuer).verify(token)) == INVALID
    else:
        assert verifier(keys, issuer).verify(token).subject == "u-1"


def test_a_token_may_leave_the_only_key_unnamed_but_not_one_of_two(keys: Path, issuer: Issuer) -> None:
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    unnamed = jwt.encode(claims, issuer.keys["first"], algorithm="ES256")
    assert verifier(keys, issuer).verify(unnamed).subject == "u-1"
    issuer.new_key("second")
    assert reason(lambda: verifier(keys, issuer).verify(unnamed)) == INVALID


def test_a_secret_among_the_keys_is_passed_over(keys: Path, issuer: Issuer) -> None:
    secret = "c2lmYS1zaWZhLXNpZmEtc2lmYS1zaWZhLXNpZmEtc2lmYQ"
    issuer.documents["/jwks"]["keys"].append({"kty": "oct", "kid": "shared", "k": secret})
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    forged = jwt.encode(claims, "sifa-sifa-sifa-sifa-sifa-sifa-sifa", algorithm="HS256", headers={"kid": "shared"})
    assert IssuerKeys(issuer.address).find("shared") is None
    assert reason(lambda: verifier(keys, issuer).verify(forged)) == INVALID


def test_a_new_key_is_learnt_and_an_old_one_forgotten(issuer: Issuer) -> None:
    hand = Hand()
    known = IssuerKeys(issuer.address, seconds=hand)
    assert known.find("first") is not None
    issuer.new_key("second")
    hand.at += ASK_AGAIN_SECONDS + 1
    assert known.find("second") is not None
    issuer.documents["/jwks"]["keys"].pop(0)
    hand.at += RENEW_SECONDS + 1
    known.find("first")
    wait_for(lambda: known.find("first") is None, "the forgotten key", 10)


def test_made_up_key_ids_do_not_make_us_ask_again(issuer: Issuer) -> None:
    known = IssuerKeys(issuer.address, seconds=Hand())
    callers = [threading.Thread(target=known.find, args=(f"made-up-{number}",)) for number in range(32)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert issuer.asked == [DISCOVERY, "/jwks"]


def test_known_keys_stay_while_the_provider_is_away(issuer: Issuer) -> None:
    hand = Hand()
    known = IssuerKeys(issuer.address, seconds=hand)
    known.find("first")
    issuer.documents.clear()
    hand.at += RENEW_SECONDS + 1
    asked = len(issuer.asked)
    assert known.find("first") is not None
    wait_for(lambda: len(issuer.asked) > asked, "the question", 10)
    assert known.find("first") is not None


def test_nobody_is_turned_away_for_good_while_the_provider_was_never_reached(keys: Path, issuer: Issuer) -> None:
    kept = dict(issuer.documents)
    issuer.documents.clear()
    hand = Hand()
    known = IssuerKeys(issuer.address, seconds=hand)
    assert reason(lambda: verifier(keys, issuer).verify(issuer.token())) == AWAY
    with pytest.raises(IssuerUnavailable):
        known.find("first")
    issuer.documents = kept
    hand.at += ASK_AGAIN_SECONDS + 1
    assert known.find("first") is not None


@pytest.mark.parametrize(
    "lie",
    [
        {DISCOVERY: {"issuer": "https://elsewhere.invalid", "jwks_uri": "/jwks"}},
        {DISCOVERY: {"jwks_uri": "/jwks"}},
        {DISCOVERY: b"[]"},
        {DISCOVERY: b"no json"},
        {"/jwks": {"keys": []}},
        {"/jwks": {"keys": "first"}},
        {"/jwks": b'{"keys": [' + b" " * 300_000 + b"]}"},
    ],
)
def test_a_document_that_is_not_the_providers_is_not_used(issuer: Issuer, lie: dict[str, Any]) -> None:
    for path, document in lie.items():
        if isinstance(document, dict) and str(document.get("jwks_uri", "")).startswith("/"):
            document = {**document, "jwks_uri": issuer.address + document["jwks_uri"]}  # noqa: PLW2901
        issuer.documents[path] = document
    with pytest.raises(IssuerUnavailable):
        IssuerKeys(issuer.address).find("first")


@pytest.mark.parametrize("path", [DISCOVERY, "/jwks"])
def test_a_redirect_is_not_followed(issuer: Issuer, path: str) -> None:
    issuer.documents["/moved"] = issuer.documents[path]
    issuer.redirects[path] = f"{issuer.address}/moved"
    with pytest.raises(IssuerUnavailable):
        IssuerKeys(issuer.address).find("first")
    assert "/moved" not in issuer.asked


def test_keys_at_an_address_of_another_scheme_are_not_fetched(issuer: Issuer, tmp_path: Path) -> None:
    (tmp_path / "jwks").write_text(json.dumps(issuer.documents["/jwks"]), encoding="utf-8")
    issuer.documents[DISCOVERY]["jwks_uri"] = (tmp_path / "jwks").as_uri()
    with pytest.raises(IssuerUnavailable):
        IssuerKeys(issuer.address).find("first")
