"""The shape of a service's table of dotted names.

It must not import what the names stand for: each role imports its own door only.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """Names as `package.module:attribute`; an empty name means that the service has no such door.

    `projections` are the tables that projections alone fill; `sifa rebuild` empties them. `seed` writes demo data
    through the service's own handlers; `journeys` are demonstrations over HTTP. `sealed` names the columns that are
    sealed with the service's own secret; `sifa reseal` seals them with another.
    `errands` are what `sifa work` asks of peers.
    """

    tables: str
    servicers: tuple[str, ...] = ()
    reactions: str = ""
    projections: tuple[str, ...] = ()
    jobs: str = ""
    seed: str = ""
    journeys: str = ""
    sealed: str = ""
    errands: str = ""
