"""The exchange of another service, as a consumer of its events sees it.

It must not be changed from here: a consumer's user has no right to, and needs none while it is there.
"""

from __future__ import annotations

from typing import Any

from amqp.exceptions import NotFound
from kombu import Exchange


class SourceExchange(Exchange):
    """Made only when it is missing: a consumer may come up before its source on a broker without definitions."""

    def declare(self, nowait: bool = False, passive: bool | None = None, channel: Any = None) -> Any:  # noqa: FBT001, FBT002
        """Look first, on a channel of its own: the broker closes the one on which something is not found."""
        given = channel or self.channel
        look = given.connection.channel()
        try:
            found = super().declare(passive=True, channel=look)  # type: ignore[no-untyped-call]
        except NotFound:
            return super().declare(nowait, passive, channel=given)  # type: ignore[no-untyped-call]
        look.close()
        return found
