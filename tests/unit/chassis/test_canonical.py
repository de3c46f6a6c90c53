"""Canonical JSON is that of RFC 8785 for what can be signed here; signatures are those of Ed25519."""

from __future__ import annotations

import datetime as dt
import enum
import json
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.canonical import canonical_json
from chassis.signatures import is_signed

FORMLESS = [(0.5, TypeError), (2**53, ValueError), ("\ud800", ValueError), ({1}, TypeError)]


class Colour(enum.Enum):
    RED = enum.auto()


@dataclass(frozen=True)
class Fact:
    told: str
    at: dt.date
    colours: tuple[Colour, ...]


def test_keys_stand_in_the_order_of_the_rfc() -> None:
    """RFC 8785, 3.2.3: the worked example."""
    given_ = {"\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\U0001f600": 5, "\u0080": 6, "\u00f6": 7}
    assert list(json.loads(canonical_json(given_)).values()) == [2, 4, 6, 7, 1, 5, 3]


def test_texts_are_escaped_as_the_rfc_says() -> None:
    """RFC 8785, 3.2.2.2: the worked example's text."""
    assert canonical_json('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()


def test_facts_are_objects() -> None:
    fact = Fact(told="无", at=dt.date(2026, 1, 2), colours=(Colour.RED,))
    assert canonical_json(fact) == '{"at":"2026-01-02","colours":["RED"],"told":"无"}'.encode()


@pytest.mark.parametrize(
    ("value", "fault"), [(0.5, TypeError), (2**53, ValueError), ("\ud800", ValueError), ({1}, TypeError)]
)
def test_what_has_no_form_is_refused(value: Any, fault: type[Exception]) -> None:
    with pytest.raises(fault):
        canonical_json([value])


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), st.integers(-(2**53) + 1, 2**53 - 1)))
def test_order_of_writing_does_not_matter(facts: dict[str, int]) -> None:
    backwards = dict(reversed(facts.items()))
    assert canonical_json(facts) == canonical_json(backwards)
    assert json.loads(canonical_json(facts)) == facts


def test_a_signature_holds_for_its_bytes_and_key_alone() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    public, strange = key.public_key().public_bytes_raw().hex(), other.public_key().public_bytes_raw().hex()
    signature = key.sign(b"told").hex()
    assert is_signed(b"told", public_key=public, signature=signature)
    assert not is_signed(b"tolD", public_key=public, signature=signature)
    assert not is_signed(b"told", public_key=strange, signature=signature)
    assert not is_signed(b"told", public_key="00", signature=signature)
    assert not is_signed(b"told", public_key=public, signature="zz")
