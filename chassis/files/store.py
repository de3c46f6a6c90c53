"""What a file store does, and how it says that it cannot. It must not know what a content is or whose it is."""

from __future__ import annotations

import hashlib
import re
from typing import Protocol

from chassis.kernel.errors import Kind, Refusal

_KEY = re.compile(r"[0-9a-f]{64}", re.ASCII)


class FileStore(Protocol):
    """Contents under keys. A content is never changed and never removed; writing it twice is harmless."""

    def put(self, key: str, content: bytes) -> None:
        """Keep the content; when this returns, it is on disk. Raises FileStoreDown."""

    def get(self, key: str) -> bytes | None:
        """The content, or None when there is none. Raises FileStoreDown."""


class FileStoreDown(Refusal):
    """The store cannot be reached, is full, or is not configured (UNAVAILABLE)."""

    def __init__(self) -> None:
        """The cause is logged by whoever raises it."""
        super().__init__(
            Kind.UNAVAILABLE,
            "FILE_STORE_UNAVAILABLE",
            "文件存储暂时不可用，未保存。请用同一 request_id 重试或联系管理员。",
        )


def storage_key(*parts: str) -> str:
    """The key for what the parts name: a hash, so that no path is made of what a caller sent and nobody can read it."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def checked(key: str) -> str:
    """The key. ValueError for what `storage_key` has not made."""
    if not _KEY.fullmatch(key):
        raise ValueError("no storage key")
    return key


class NoStore:
    """Stands where production names no store: everything else works, contents are refused."""

    def put(self, key: str, content: bytes) -> None:
        """Raises FileStoreDown."""
        raise FileStoreDown

    def get(self, key: str) -> bytes | None:
        """Raises FileStoreDown."""
        raise FileStoreDown
