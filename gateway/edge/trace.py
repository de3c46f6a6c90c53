"""W3C Trace Context: continue a caller's trace, or begin one.

It must not pass on what is not exactly of version 00, nor `tracestate`, which is free text.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

_SHAPE = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})", re.ASCII)
_SAMPLED = 0x01


@dataclass(frozen=True, slots=True)
class Trace:
    """One step of a trace: the ids in lower-case hex, and whether the caller records it."""

    trace_id: str
    span_id: str
    sampled: bool

    @property
    def header(self) -> str:
        """The value of `traceparent`."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"


def continue_trace(given: Sequence[str]) -> Trace:
    """The next step of the trace that the one `traceparent` names; a new trace when none is well formed."""
    found = _SHAPE.fullmatch(given[0]) if len(given) == 1 else None
    if found is None:
        return Trace(secrets.token_hex(16), secrets.token_hex(8), sampled=False)
    return Trace(found[1], secrets.token_hex(8), sampled=bool(int(found[2], 16) & _SAMPLED))
