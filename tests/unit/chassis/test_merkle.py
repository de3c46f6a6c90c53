"""Our trees are those of RFC 9162: vectors of Certificate Transparency, and a second implementation, agree."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from chassis.kernel.merkle import (
    completed_subtrees,
    consistency_path,
    inclusion_path,
    is_consistent,
    is_included,
    kept_consistency_path,
    kept_inclusion_path,
    kept_root,
    leaf_hash,
    root_of,
)

# The reference leaves, roots and paths of Certificate Transparency (transparency-dev/merkle, testonly/constants.go).
ENTRIES = [
    bytes.fromhex(text)
    for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = {
    (0, 8): ("96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
             "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
    (5, 8): ("bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
             "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
             "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
}  # fmt: skip
CONSISTENCY = {
    (2, 5): ("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"),
    (2, 8): ("5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
             "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"),
}  # fmt: skip
MOST = 70
SIZES = st.integers(1, MOST)


def hexadecimal(hashes: Sequence[bytes]) -> tuple[str, ...]:
    return tuple(one.hex() for one in hashes)


def listed(size: int) -> list[bytes]:
    return [f"entry {number}".encode() for number in range(size)]


def stranger(entries: Sequence[bytes]) -> InmemoryTree:
    """The same list in the second implementation."""
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    return tree


def test_roots_are_those_of_certificate_transparency() -> None:
    assert hexadecimal([root_of(ENTRIES[:size]) for size in range(9)]) == ROOTS


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_paths_are_those_of_certificate_transparency(index: int, size: int) -> None:
    assert hexadecimal(inclusion_path(ENTRIES[:size], index)) == INCLUSION[index, size]


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_consistency_paths_are_those_of_certificate_transparency(old: int, size: int) -> None:
    assert hexadecimal(consistency_path(ENTRIES[:size], old)) == CONSISTENCY[old, size]


@given(SIZES, st.data())
def test_a_second_implementation_has_the_same_roots_and_paths(size: int, data: st.DataObject) -> None:
    entries = listed(size)
    index = data.draw(st.integers(0, size - 1))
    tree = stranger(entries)
    assert tree.get_root() == root_of(entries)
    assert tree.prove_inclusion(index + 1).path == [leaf_hash(entries[index]), *inclusion_path(entries, index)]


@given(SIZES, st.data())
def test_what_is_in_the_list_is_proved_and_nothing_else(size: int, data: st.DataObject) -> None:
    entries = listed(size)
    index, other = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    path, root = inclusion_path(entries, index), root_of(entries)
    assert is_included(entries[index], index=index, size=size, path=path, root=root)
    assert is_included(entries[index], index=other, size=size, path=path, root=root) == (other == index)
    assert not is_included(b"another", index=index, size=size, path=path, root=root)
    assert not is_included(entries[index], index=index, size=size, path=[*path, root], root=root)
    assert not is_included(entries[index], index=index, size=size, path=path, root=leaf_hash(root))


@given(SIZES, st.data())
def test_a_list_that_grew_is_proved_and_one_that_was_rewritten_is_not(size: int, data: st.DataObject) -> None:
    entries = listed(size)
    old = data.draw(st.integers(1, size))
    tree, path, root = stranger(entries), consistency_path(entries, old), root_of(entries)
    assert is_consistent(old_size=old, old_root=tree.get_root(old), size=size, root=tree.get_root(), path=path)
    rewritten = root_of([b"another", *entries[1:old]])
    assert not is_consistent(old_size=old, old_root=rewritten, size=size, root=root, path=path)
    assert not is_consistent(
        old_size=old, old_root=root_of(entries[:old]), size=size, root=root, path=[*path, root]
    )  # fmt: skip


@pytest.mark.parametrize("size", [0, 9])
def test_no_path_leads_from_a_list_that_was_not(size: int) -> None:
    with pytest.raises(IndexError):
        consistency_path(ENTRIES, size)
    assert not is_consistent(old_size=size, old_root=root_of([]), size=8, root=root_of(ENTRIES), path=[])
    with pytest.raises(IndexError):
        inclusion_path(ENTRIES, 8)


@given(SIZES, st.data())
def test_kept_subtrees_give_the_same_roots_and_paths_and_few_are_read(size: int, data: st.DataObject) -> None:
    entries = listed(size)
    part = data.draw(st.integers(1, size))
    index, old = data.draw(st.integers(0, part - 1)), data.draw(st.integers(1, part))
    kept: dict[tuple[int, int], bytes] = {}
    asked: list[tuple[int, int]] = []

    def read(level: int, place: int) -> bytes:
        asked.append((level, place))
        return kept[level, place]

    for position, entry in enumerate(entries):
        kept |= {(at, place): one for at, place, one in completed_subtrees(read, position, leaf_hash(entry))}
    assert len(kept) < 2 * size
    assert kept_root(read, 0) == root_of([])
    assert kept_root(read, part) == root_of(entries[:part]) == stranger(entries).get_root(part)
    asked.clear()
    assert kept_inclusion_path(read, index, part) == inclusion_path(entries[:part], index)
    assert kept_consistency_path(read, old, part) == consistency_path(entries[:part], old)
    assert len(asked) <= 4 * MOST.bit_length()


@pytest.mark.parametrize("size", [0, 9])
def test_no_path_leads_from_a_kept_list_that_was_not(size: int) -> None:
    def nothing(level: int, place: int) -> bytes:
        raise AssertionError((level, place))

    with pytest.raises(IndexError):
        kept_consistency_path(nothing, size, 8)
    with pytest.raises(IndexError):
        kept_inclusion_path(nothing, 8, 8)
