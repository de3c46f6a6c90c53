"""A token is believed when its signer may say what it says, to this service, now."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import jwt
import pytest

from chassis.auth.keys import ISSUER, KeyMissing, ensure_keys, load_private_key, load_public_key
from chassis.auth.tokens import TokenVerifier, make_service_token, make_user_token
from chassis.clock import real_seconds
from chassis.kernel.errors import Kind, Refusal

YEAR_2100 = 4_102_444_800
PERSON: dict[str, Any] = {"subject": "zhang", "name": "张工", "roles": ["legal_aid_head"], "divisions": ["990102"]}


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keys")
    ensure_keys(folder, [ISSUER, "legal_aid", "supervision"])
    return folder


def claims(**changes: Any) -> dict[str, Any]:
    now = int(real_seconds())
    return {
        "sub": "zhang", "name": "张工", "roles": ["legal_aid_head"], "divisions": [], "aud": "sifa", "iss": ISSUER,
        "iat": now, "nbf": now, "exp": now + 60, **changes,
    }  # fmt: skip


def signed(keys: Path, said: dict[str, Any], *, signer: str = ISSUER, kid: object = ISSUER) -> str:
    return jwt.encode(said, load_private_key(keys, signer), algorithm="ES256", headers={"kid": kid})


def is_refused(keys: Path, token: str) -> bool:
    with pytest.raises(Refusal) as caught:
        TokenVerifier(keys, "legal_aid").verify(token)
    return (caught.value.kind, caught.value.reason) == (Kind.UNAUTHENTICATED, "TOKEN_INVALID")


def test_a_persons_token_tells_who_they_are(keys: Path) -> None:
    principal = TokenVerifier(keys, "legal_aid").verify(make_user_token(keys, **PERSON))
    assert (principal.subject, principal.roles, principal.divisions) == (
        "zhang", frozenset({"legal_aid_head"}), ("990102",),
    )  # fmt: skip


def test_a_services_token_speaks_for_the_service(keys: Path) -> None:
    token = make_service_token(keys, caller="supervision", callee="legal_aid")
    assert TokenVerifier(keys, "legal_aid").verify(token).subject == "svc:supervision"


@pytest.mark.parametrize("role", ["service", "authority"])
def test_a_person_never_has_the_role_of_a_service_or_of_another_authority(keys: Path, role: str) -> None:
    token = make_user_token(keys, **{**PERSON, "roles": [role, "legal_aid_head"]})
    assert TokenVerifier(keys, "legal_aid").verify(token).roles == {"legal_aid_head"}


def test_an_expired_token_is_refused(keys: Path) -> None:
    assert is_refused(keys, make_user_token(keys, **PERSON, seconds=-11))


def test_a_token_that_expires_is_not_remembered_beyond_that(keys: Path) -> None:
    verifier, token = TokenVerifier(keys, "legal_aid"), make_user_token(keys, **PERSON, seconds=-5)
    verifier.verify(token)
    (keys / f"{ISSUER}.pub.pem").rename(keys / "aside.pem")
    try:
        with pytest.raises(Refusal):
            verifier.verify(token)
    finally:
        (keys / "aside.pem").rename(keys / f"{ISSUER}.pub.pem")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "other"}, {"aud": "legal_aid"}, {"iss": "legal_aid"}, {"exp": None}, {"sub": None}, {"name": None},
        {"roles": 7}, {"divisions": None}, {"nbf": YEAR_2100}, {"iat": YEAR_2100},
    ],
    ids=str,
)  # fmt: skip
def test_a_token_with_other_claims_is_refused(keys: Path, changes: dict[str, Any]) -> None:
    said = {name: value for name, value in claims(**changes).items() if value is not None}
    assert is_refused(keys, signed(keys, said))


def test_a_service_cannot_speak_for_a_person(keys: Path) -> None:
    said = claims(aud="legal_aid", iss="supervision")
    assert is_refused(keys, signed(keys, said, signer="supervision", kid="supervision"))


def test_a_service_cannot_sign_as_the_issuer(keys: Path) -> None:
    assert is_refused(keys, signed(keys, claims(), signer="supervision", kid=ISSUER))


def test_a_service_token_for_another_callee_is_refused(keys: Path) -> None:
    assert is_refused(keys, make_service_token(keys, caller="supervision", callee="identity"))


@pytest.mark.parametrize("kid", ["../identity", "/etc/passwd", "identity\x00", "", "IDENTITY", "..", "a" * 200])
def test_a_key_name_that_is_a_path_is_refused(keys: Path, kid: str) -> None:
    assert load_public_key(keys, kid) is None
    assert is_refused(keys, signed(keys, claims(), kid=kid))


@pytest.mark.parametrize("kid", [7, None, ["identity"], {"a": 1}])
def test_a_key_name_that_is_no_text_is_refused(keys: Path, kid: object) -> None:
    header = part({"alg": "ES256", "typ": "JWT", "kid": kid})
    assert is_refused(keys, f"{header}.{part(claims())}.AAAA")


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "RS256", "ES384"])
def test_another_algorithm_is_refused(keys: Path, algorithm: str) -> None:
    header = part({"alg": algorithm, "typ": "JWT", "kid": ISSUER})
    assert is_refused(keys, f"{header}.{part(claims())}.")


def test_the_public_key_is_no_shared_secret(keys: Path) -> None:
    said, header = part(claims()), part({"alg": "HS256", "typ": "JWT", "kid": ISSUER})
    secret = (keys / f"{ISSUER}.pub.pem").read_bytes()
    mark = base64.urlsafe_b64encode(hmac.digest(secret, f"{header}.{said}".encode(), hashlib.sha256)).rstrip(b"=")
    assert is_refused(keys, f"{header}.{said}.{mark.decode()}")


@pytest.mark.parametrize("token", ["", ".", "..", "a.b", "a.b.c", "é.b.c", "{}", "a" * 5000])
def test_what_is_no_token_is_refused(keys: Path, token: str) -> None:
    assert is_refused(keys, token)


def test_a_private_key_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    ensure_keys(tmp_path, ["legal_aid"])
    (tmp_path / "legal_aid.key.pem").chmod(0o644)
    with pytest.raises(KeyMissing, match="readable by others"):
        load_private_key(tmp_path, "legal_aid")


def test_keys_are_made_once_and_readable_by_their_owner_alone(tmp_path: Path) -> None:
    ensure_keys(tmp_path, ["legal_aid"])
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    ensure_keys(tmp_path, ["legal_aid"])
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
