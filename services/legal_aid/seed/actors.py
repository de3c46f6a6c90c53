"""Who did it and when, for demo data that happened last year. It must not be used outside seeds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.clock import SHANGHAI
from chassis.principal import Principal
from chassis.tx import Tx

OFFICE_HOUR = dt.time(10)


def acting(tx: Tx, subject: str, on: dt.date) -> Tx:
    """The same unit of work on another day, in somebody's name: decider and reviewer are two people (P-04)."""
    now = dt.datetime.combine(on, OFFICE_HOUR, SHANGHAI).astimezone(dt.UTC)
    principal = Principal(
        subject=f"demo:{subject}", name=subject, roles=frozenset(), divisions=tx.principal.divisions
    )  # fmt: skip
    return replace(tx, now=now, today=on, principal=principal)
