"""Tokens of everybody who calls in the catalogue: demo people, and strangers with tokens that are not good.

It must not decide who is let in.
"""

from __future__ import annotations

from pathlib import Path

import jwt

from chassis.auth.keys import ISSUER, load_private_key
from chassis.auth.tokens import USER_AUDIENCE, make_user_token
from chassis.clock import real_seconds
from tests.contract.strangers.system import token_of
from tests.e2e.running import Running

PEOPLE = ("clerk", "head", "chief", "cashier", "neighbour")
HOME = "990102"


def tokens_of(system: Running) -> dict[str, str]:
    """Whose token: by the word that rows use. Nobody has none."""
    keys = system.var / "keys"
    good = make_user_token(keys, subject="x", name="张", roles=["legal_aid_clerk"], divisions=[HOME])
    head, claims, mark = good.split(".")
    return {
        **{account: token_of(system, account) for account in PEOPLE},
        "expired": make_user_token(keys, subject="x", name="张", roles=["legal_aid_clerk"], divisions=[], seconds=-60),
        "unsigned": f"{head}.{claims}.",
        "tampered": f"{head}.{claims[:-2]}AA.{mark}",
        "garbage": "a.b.c",
        "other audience": _signed(keys, ISSUER, audience="another"),
        "other signer": _signed(keys, "supervision", audience=USER_AUDIENCE),
        "not yet valid": _signed(keys, ISSUER, audience=USER_AUDIENCE, wait=600),
    }


def _signed(keys: Path, signer: str, *, audience: str, wait: int = 0) -> str:
    now = int(real_seconds()) + wait
    claims = {
        "sub": "x", "name": "张", "roles": ["legal_aid_clerk"], "divisions": [HOME], "aud": audience, "iss": signer,
        "iat": now, "nbf": now, "exp": now + 900, "jti": "1",
    }  # fmt: skip
    return jwt.encode(claims, load_private_key(keys, signer), algorithm="ES256", headers={"kid": signer})
