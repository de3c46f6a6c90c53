"""Crash and loss points for the proofs: inert unless SIFA_FAILPOINTS names them, refused in production by the settings.

It must not do anything else than end the process as `kill -9` would, or say that something is to be lost.
"""

from __future__ import annotations

import os
import random
import signal


def parse_failpoints(text: str) -> dict[str, float]:
    """`after_publish=0.01,lose_message=0.5` as probabilities by name."""
    pairs = (pair.partition("=") for pair in text.split(",") if pair)
    return {name: float(chance or "1") for name, _, chance in pairs}


_CHANCES = parse_failpoints(os.environ.get("SIFA_FAILPOINTS", ""))


def strikes(name: str) -> bool:
    """Whether the failpoint strikes now, with the probability that the environment gives to `name`."""
    chance = _CHANCES.get(name)
    return chance is not None and random.random() < chance  # noqa: S311 - crash timing needs no secrecy


def failpoint(name: str) -> None:
    """Kill this process here when the failpoint strikes."""
    if strikes(name):
        os.kill(os.getpid(), signal.SIGKILL)
