"""Merkle trees over lists (RFC 9162 §2.1): one root for all entries, proofs that one is in it or that one list grew.

It must not know what the entries mean. Hashes are SHA-256, leaves and nodes are told apart by their first byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

_LEAF, _NODE = b"\x00", b"\x01"


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry; 32 bytes."""
    return sha256(_LEAF + entry).digest()


def root_of(entries: Sequence[bytes]) -> bytes:
    """The root of the tree over the entries in their order; of none, the hash of nothing. 32 bytes."""
    return _root([leaf_hash(entry) for entry in entries])


def inclusion_path(entries: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the entry at the index to the root, from the leaf upwards (RFC 9162 §2.1.3).

    Raises IndexError when there is no such entry.
    """
    if not 0 <= index < len(entries):
        raise IndexError(index)
    return _path([leaf_hash(entry) for entry in entries], index)


def is_included(entry: bytes, *, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether the path proves that the entry stands at the index of the tree with this root (RFC 9162 §2.1.3.2)."""
    sides = _sides(index, size - 1, len(path)) if 0 <= index < size else None
    if sides is None:
        return False
    found = leaf_hash(entry)
    for step, is_left in zip(path, sides, strict=True):
        found = _node(step, found) if is_left else _node(found, step)
    return found == root


def consistency_path(entries: Sequence[bytes], size: int) -> list[bytes]:
    """The hashes that show that the first `size` entries are still the beginning of the list (RFC 9162 §2.1.4).

    Raises IndexError when the list has fewer, or `size` is not positive.
    """
    if not 0 < size <= len(entries):
        raise IndexError(size)
    return _consistency([leaf_hash(entry) for entry in entries], size, whole=True)


def is_consistent(
    *, old_size: int, old_root: bytes, size: int, root: bytes, path: Sequence[bytes]
) -> bool:  # fmt: skip
    """Whether the path proves that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2)."""
    if old_size == size:
        return size > 0 and not path and old_root == root
    steps = [old_root, *path] if old_size & (old_size - 1) == 0 else list(path)
    if not 0 < old_size < size or not steps:
        return False
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    sides = _sides(place, last, len(steps) - 1)
    if sides is None:
        return False
    old = new = steps[0]
    for step, is_left in zip(steps[1:], sides, strict=True):
        old, new = (_node(step, old), _node(step, new)) if is_left else (old, _node(new, step))
    return (old, new) == (old_root, root)


def _sides(place: int, last: int, steps: int) -> list[bool] | None:
    """Whether each hash on the way from a place of a level to the root is joined on the left; None for another length.

    `last` is the last place of that level. What has no neighbour on its right rises until it has one on its left.
    """
    sides = list[bool]()
    for _ in range(steps):
        if last == 0:
            return None
        is_left = bool(place & 1) or place == last
        sides.append(is_left)
        while is_left and not place & 1 and place:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return sides if last == 0 else None


def _root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [_node(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) - len(level) % 2 :]
    return level[0]


def _path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*_path(leaves[:split], index), _root(leaves[split:])]
    return [*_path(leaves[split:], index - split), _root(leaves[:split])]


def _consistency(leaves: Sequence[bytes], size: int, *, whole: bool) -> list[bytes]:
    if size == len(leaves):
        return [] if whole else [_root(leaves)]
    split = _split(len(leaves))
    if size <= split:
        return [*_consistency(leaves[:split], size, whole=whole), _root(leaves[split:])]
    return [*_consistency(leaves[split:], size - split, whole=False), _root(leaves[:split])]


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()
