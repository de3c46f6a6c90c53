"""What identity does by the clock. It must not hold a condition."""

from __future__ import annotations

import datetime as dt

from chassis.jobs import Job
from services.identity.handlers.account import forget_old_tokens

JOBS = (Job(name="forget-old-tokens", every=dt.timedelta(minutes=10), run=forget_old_tokens),)
