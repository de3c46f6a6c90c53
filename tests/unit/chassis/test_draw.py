"""A draw gives what its published parts give, whoever computes it, and each of them counts (SV-65, TV-S18)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.kernel.draw import commitment_of, in_order, officer_ticket, prefixed, roster_root, seed_of
from chassis.kernel.rfc3797 import select

DRAW, COUNT, PUBLIC = "2026-Q4-01", 4, "FC-SSQ-2026135:03,07,12,19,25,31+08"
ROSTER = [f"JC{number:04d}" for number in range(1, 41)]
SECRETS = (b"\x11" * 32, b"\x22" * 32)
# RELIABILITY P5: computed there by a Python and by a shell program.
ROOT = "50a5e8c9a4e09c2724beada2872e5eb4b505d0f51e726fd861db05bf6e5e0af5"
SEED = "8a8b77eca40df12ff2b66feb7e8a4451a5b307ddfe9e6d614364757087a9b541"
DRAWN = ["JC0002", "JC0012", "JC0029", "JC0025"]
# RFC 3797 §6: 25 candidates, three public sources.
KEY = "9319./2.5.8.10.12./9.18.26.34.41.45./"
SELECTED = [17, 7, 2, 16, 25, 23, 8, 24, 19, 13]
SIX = ["A", "B", "C", "D", "E", "F"]


def seed() -> bytes:
    return seed_of(DRAW, roster_root(ROSTER), COUNT, SECRETS, PUBLIC)


def test_the_known_answer_of_the_standard() -> None:
    assert (roster_root(ROSTER).hex(), seed().hex()) == (ROOT, SEED)
    assert in_order(seed(), ROSTER)[:COUNT] == DRAWN


def test_the_order_of_the_roster_does_not_matter() -> None:
    assert roster_root(reversed(ROSTER)).hex() == ROOT
    assert in_order(seed(), reversed(ROSTER)) == in_order(seed(), ROSTER)


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=30), st.data())
def test_a_longer_draw_begins_with_the_shorter_and_who_leaves_moves_nobody(ids: set[str], data: st.DataObject) -> None:
    gone = data.draw(st.sampled_from(sorted(ids)))
    assert [one for one in in_order(seed(), ids) if one != gone] == in_order(seed(), ids - {gone})


@pytest.mark.parametrize(
    "changed",
    [
        seed_of("2026-Q4-02", roster_root(ROSTER), COUNT, SECRETS, PUBLIC),
        seed_of(DRAW, roster_root(ROSTER[1:]), COUNT, SECRETS, PUBLIC),
        seed_of(DRAW, roster_root(ROSTER), COUNT + 1, SECRETS, PUBLIC),
        seed_of(DRAW, roster_root(ROSTER), COUNT, SECRETS[::-1], PUBLIC),
        seed_of(DRAW, roster_root(ROSTER), COUNT, SECRETS[:1], PUBLIC),
        seed_of(DRAW, roster_root(ROSTER), COUNT, SECRETS, PUBLIC[:-1] + "9"),
    ],
)  # fmt: skip
def test_each_part_changes_the_seed(changed: bytes) -> None:
    assert changed != seed()


@given(st.lists(st.binary(max_size=3), max_size=4), st.lists(st.binary(max_size=3), max_size=4))
def test_two_lists_of_parts_never_give_the_same_bytes(first: list[bytes], second: list[bytes]) -> None:
    assert (prefixed(*first) == prefixed(*second)) == (first == second)


def test_officers_are_drawn_for_each_target_anew() -> None:
    orders = {target: sorted(SIX, key=lambda one: officer_ticket(seed(), target, one)) for target in DRAWN}
    assert len({tuple(order) for order in orders.values()}) == len(DRAWN)


def test_a_commitment_is_the_hash_of_the_secret() -> None:
    assert commitment_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_worked_example_of_rfc_3797() -> None:
    assert select([str(number) for number in range(1, 26)], 10, KEY) == [str(number) for number in SELECTED]


@pytest.mark.parametrize("count", [-1, 7])
def test_no_more_are_selected_than_there_are(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be selected"):
        select(SIX, count, KEY)
