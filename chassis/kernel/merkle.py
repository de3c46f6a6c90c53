"""Merkle trees over lists (RFC 9162 §2.1): one root for all entries, proofs that one is in it or that one list grew.

It must not know what the entries mean. Hashes are SHA-256, leaves and nodes are told apart by their first byte. A list
that is kept for ever keeps the hashes of its full subtrees, so that a root or a proof reads few of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

_LEAF, _NODE = b"\x00", b"\x01"
# The hash of the full subtree of a level (0: a leaf) at its place from the left.
ReadSubtree = Callable[[int, int], bytes]
_HashOf = Callable[[int, int], bytes]


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
    return _path(_over(entries), 0, len(entries), index)


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
    return _consistency(_over(entries), 0, len(entries), size, whole=True)


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


def completed_subtrees(read: ReadSubtree, position: int, leaf: bytes) -> list[tuple[int, int, bytes]]:
    """What a leaf hash appended at the position adds to what is kept: level, place and hash of each full subtree."""
    level, place, found = 0, position, leaf
    added = [(level, place, found)]
    while place & 1:
        found = _node(read(level, place - 1), found)
        level, place = level + 1, place >> 1
        added.append((level, place, found))
    return added


def kept_root(read: ReadSubtree, size: int) -> bytes:
    """The root of the first `size` entries of a kept list, as `root_of` gives it."""
    return _kept(read)(0, size) if size else sha256().digest()


def kept_inclusion_path(read: ReadSubtree, index: int, size: int) -> list[bytes]:
    """As `inclusion_path`, among the first `size` entries of a kept list. Raises IndexError."""
    if not 0 <= index < size:
        raise IndexError(index)
    return _path(_kept(read), 0, size, index)


def kept_consistency_path(read: ReadSubtree, old: int, size: int) -> list[bytes]:
    """As `consistency_path`, from the first `old` to the first `size` entries of a kept list. Raises IndexError."""
    if not 0 < old <= size:
        raise IndexError(old)
    return _consistency(_kept(read), 0, size, old, whole=True)


def _kept(read: ReadSubtree) -> _HashOf:
    def hash_of(begin: int, end: int) -> bytes:
        count = end - begin
        if count & (count - 1) == 0:
            level = count.bit_length() - 1
            return read(level, begin >> level)
        middle = begin + _split(count)
        return _node(hash_of(begin, middle), hash_of(middle, end))

    return hash_of


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


def _over(entries: Sequence[bytes]) -> _HashOf:
    leaves = [leaf_hash(entry) for entry in entries]
    return lambda begin, end: _root(leaves[begin:end])


def _path(hash_of: _HashOf, begin: int, end: int, index: int) -> list[bytes]:
    if end - begin == 1:
        return []
    middle = begin + _split(end - begin)
    if index < middle:
        return [*_path(hash_of, begin, middle, index), hash_of(middle, end)]
    return [*_path(hash_of, middle, end, index), hash_of(begin, middle)]


def _consistency(hash_of: _HashOf, begin: int, end: int, size: int, *, whole: bool) -> list[bytes]:
    if size == end:
        return [] if whole else [hash_of(begin, end)]
    middle = begin + _split(end - begin)
    if size <= middle:
        return [*_consistency(hash_of, begin, middle, size, whole=whole), hash_of(middle, end)]
    return [*_consistency(hash_of, middle, end, size, whole=False), hash_of(begin, middle)]


def _split(size: int) -> int:
    """The largest power of two below the size."""
    return 1 << (size - 1).bit_length() - 1


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(_NODE + left + right).digest()
