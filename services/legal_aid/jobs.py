"""What legal aid does by the clock. It must not hold a condition."""

from __future__ import annotations

import datetime as dt

from chassis.jobs import Job
from services.legal_aid.handlers.case_backlog import open_missing_cases
from services.legal_aid.handlers.waiting import close_without_successor, lapse_unanswered

MINUTE = dt.timedelta(minutes=1)
JOBS = (
    Job(name="lapse-unanswered", every=MINUTE, run=lapse_unanswered),
    Job(name="open-missing-cases", every=MINUTE, run=open_missing_cases),
    Job(name="close-without-successor", every=MINUTE, run=close_without_successor),
)
