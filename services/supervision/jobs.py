"""What supervision does by the clock. It must not hold a condition."""

from __future__ import annotations

import datetime as dt

from chassis.jobs import Job
from services.supervision.handlers.overdue import propose_overdue

JOBS = (Job(name="propose-overdue", every=dt.timedelta(minutes=1), run=propose_overdue),)
