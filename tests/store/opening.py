"""What the fixtures of the persistence suite are typed with. It must not open anything itself."""

from __future__ import annotations

from typing import Protocol

from chassis.service import Service


class Open(Protocol):
    """Opens a service by name."""

    def __call__(self, name: str, **further: str) -> Service:
        """`further` are SIFA_ settings."""
