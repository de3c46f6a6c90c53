"""Keyset pages with signed tokens: a token is good for the same query only.

It must not use OFFSET, and a token must not tell anything to whoever holds it but where to go on.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from google.protobuf.message import Message

from chassis.kernel.errors import InvalidFields, Violation

T = TypeVar("T")
DEFAULT_SIZE, LARGEST_SIZE = 50, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What to fetch: `size` rows behind the key `after` (None for the beginning)."""

    size: int
    after: str | None

    def cut(self, found: list[T], *, key: Callable[[T], str]) -> tuple[list[T], str | None]:
        """The rows of this page, and the key of its last row when `found` holds one row more than the page."""
        if len(found) <= self.size:
            return found, None
        kept = found[: self.size]
        return kept, key(kept[-1])


class Pager:
    """Reads and writes page tokens under one secret."""

    def __init__(self, secret: bytes) -> None:
        """`secret` is 32 random bytes shared by all replicas of a service."""
        self._secret = secret

    def read(self, request: Any) -> Page:
        """The page that a list request asks for. Raises InvalidFields `PAGE_TOKEN_INVALID`."""
        size = min(request.page_size or DEFAULT_SIZE, LARGEST_SIZE)
        if not request.page_token:
            return Page(size=size, after=None)
        try:
            raw = base64.urlsafe_b64decode(request.page_token.encode("ascii"))
            mark, after = raw[:32], raw[32:].decode()
        except (ValueError, UnicodeError):
            raise _bad_token() from None
        if not hmac.compare_digest(mark, self._mark(request, after)):
            raise _bad_token()
        return Page(size=size, after=after)

    def next_token(self, request: Any, after: str | None) -> str:
        """The token for the page behind the key `after`; empty when there is none."""
        if after is None:
            return ""
        return base64.urlsafe_b64encode(self._mark(request, after) + after.encode()).decode("ascii")

    def _mark(self, request: Message, after: str) -> bytes:
        query = type(request)()
        query.CopyFrom(request)
        query.ClearField("page_token")
        query.ClearField("page_size")
        said = json.dumps([request.DESCRIPTOR.full_name, query.SerializeToString(deterministic=True).hex(), after])
        return hmac.new(self._secret, said.encode(), hashlib.sha256).digest()


def _bad_token() -> InvalidFields:
    description = "page_token 无效或属于另一查询。请用上一页回复中的 next_page_token，且不要改变筛选条件"
    return InvalidFields((Violation(field="page_token", reason="PAGE_TOKEN_INVALID", description=description),))
