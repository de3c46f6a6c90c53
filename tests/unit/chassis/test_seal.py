"""What is sealed opens with its own key and at its own place alone; equal texts are found without being read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.auth.keys import KeyMissing, ensure_keys, load_seal
from chassis.auth.seal import Seal, SealBroken

OURS, THEIRS = Seal(bytes(range(32))), Seal(bytes(range(1, 33)))
PLACE, ELSEWHERE = "member.full_name", "member.practitioner"
# From the bytes 00 to 1f by HKDF-SHA256 without salt, info "sifa blind index", then HMAC-SHA256 over place, 0 and text;
# computed with the standard library's HMAC alone.
INDEX = "be39fa7fd47791a74b3c16713b7666771a2b23262ed09cded0d999423a1d82f8"


@given(st.text())
def test_what_was_sealed_is_read_as_it_was(text: str) -> None:
    sealed = OURS.seal(text, PLACE)
    assert OURS.open(sealed, PLACE) == text
    assert len(text) < 4 or text not in sealed


def test_equal_texts_are_sealed_differently_and_found_by_one_index() -> None:
    assert OURS.seal("冯示例", PLACE) != OURS.seal("冯示例", PLACE)
    assert OURS.index("冯示例", PLACE) == INDEX


def test_an_index_tells_texts_places_and_services_apart() -> None:
    told = {OURS.index("a", PLACE), OURS.index("b", PLACE), OURS.index("a", ELSEWHERE), THEIRS.index("a", PLACE)}
    assert len(told) == 4


@pytest.mark.parametrize("changed", ["", "1.", "no base64 !", "1.AAAA"])
def test_what_was_never_sealed_does_not_open(changed: str) -> None:
    with pytest.raises(SealBroken):
        OURS.open(changed, PLACE)


def test_another_key_another_place_or_another_byte_opens_nothing() -> None:
    sealed = OURS.seal("冯示例", PLACE)
    other = "A" if sealed[20] != "A" else "B"
    for seal, text, place in ((THEIRS, sealed, PLACE), (OURS, sealed, ELSEWHERE),
                              (OURS, sealed[:20] + other + sealed[21:], PLACE)):  # fmt: skip
        with pytest.raises(SealBroken, match=place):
            seal.open(text, place)


def test_each_service_has_its_own_secret_and_keeps_it(tmp_path: Path) -> None:
    ensure_keys(tmp_path, ["party_building", "legal_aid"])
    sealed = load_seal(tmp_path, "party_building").seal("冯示例", PLACE)
    ensure_keys(tmp_path, ["party_building", "legal_aid"])
    assert load_seal(tmp_path, "party_building").open(sealed, PLACE) == "冯示例"
    with pytest.raises(SealBroken):
        load_seal(tmp_path, "legal_aid").open(sealed, PLACE)
    assert (tmp_path / "party_building.seal.secret").stat().st_mode & 0o077 == 0


def test_a_secret_that_is_missing_is_not_made_up(tmp_path: Path) -> None:
    with pytest.raises(KeyMissing, match="sealing secret of party_building"):
        load_seal(tmp_path, "party_building")
