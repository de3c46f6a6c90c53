"""Which messages of one channel the broker has not confirmed yet, so that many may be under way at once.

It must not be used on a channel that somebody else publishes on: the tags are counted from the first message.
"""

from __future__ import annotations

import time

import amqp


class NotConfirmed(OSError):
    """The broker refused a message, or said nothing in time."""


class Confirms:
    """The unconfirmed messages of a channel. Waiting for each alone would cost the broker a disk write a message."""

    def __init__(self, channel: amqp.Channel) -> None:
        """Ask the broker to confirm what comes from now on."""
        self._channel = channel
        self._sent, self._open, self._refused = 0, set[int](), False
        channel.confirm_select()
        channel.events["basic_ack"].add(self._settle)
        channel.events["basic_nack"].add(self._refuse)

    def expect_one(self) -> None:
        """Call it before each message."""
        self._sent += 1
        self._open.add(self._sent)

    def await_all(self, seconds: float) -> None:
        """Return when everything is confirmed. Raises NotConfirmed, or what a broken connection raises."""
        ends = time.monotonic() + seconds
        while self._open and not self._refused:
            left = ends - time.monotonic()
            if left <= 0:
                raise NotConfirmed(f"{len(self._open)} messages")
            self._channel.connection.drain_events(timeout=left)
        if self._refused:
            raise NotConfirmed("refused")

    def _settle(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it
        self._open = {each for each in self._open if each > tag} if multiple else self._open - {tag}

    def _refuse(self, tag: int, multiple: bool) -> None:  # noqa: FBT001 - py-amqp calls it
        self._refused = True
