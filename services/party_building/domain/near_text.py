"""The place of a text that differs least from a wording, in time that grows with the text alone.

It must not know what the wording means. G. Myers, A fast bit-vector algorithm for approximate string matching, 1999:
one column of the table of edit distances is kept in the bits of two integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Closest:
    """Where it stands, and how many characters would have to be changed, added or left out."""

    start: int
    end: int
    differences: int


def nearest(wording: str, text: str, *, most: int) -> Closest | None:
    """The first of the places that differ least from the wording; None when every one differs by more than `most`."""
    least, end = most + 1, 0
    for place, differences in enumerate(_distances(wording, text, anchored=False), 1):
        if differences < least:
            least, end = differences, place
    if least > most:
        return None
    backwards = text[max(0, end - len(wording) - least) : end][::-1]
    lengths = enumerate(_distances(wording[::-1], backwards, anchored=True), 1)
    length = next(length for length, differences in lengths if differences == least)
    return Closest(start=end - length, end=end, differences=least)


def _distances(wording: str, text: str, *, anchored: bool) -> Iterator[int]:
    """After each character: the least distance of the wording to what ends there; `anchored`: to all there was."""
    size = len(wording)
    full, top = (1 << size) - 1, 1 << (size - 1)
    places: dict[str, int] = {}
    for place, letter in enumerate(wording):
        places[letter] = places.get(letter, 0) | 1 << place
    up, down, distance = full, 0, size
    for letter in text:
        equal = places.get(letter, 0)
        diagonal = (((equal & up) + up) ^ up) | equal
        rises, falls = down | (full & ~(diagonal | up)), up & diagonal
        distance += bool(rises & top) - bool(falls & top)
        rises = (rises << 1 | anchored) & full
        equal |= down
        up = (falls << 1 & full) | (full & ~(equal | rises))
        down = rises & equal
        yield distance
