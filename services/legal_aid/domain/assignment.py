"""Which unit arranged whom, as applicant and authority read it (LA-33, LA-34). It must not judge qualification."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Unit and person; `handler_name` is empty until the unit has arranged somebody."""

    unit_name: str
    handler_name: str
    assigned_date: dt.date
