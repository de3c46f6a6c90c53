"""What party_building does by the clock. It must not hold a condition."""

from __future__ import annotations

import datetime as dt

from chassis.jobs import Job
from services.party_building.handlers.coverage import tell_overdue
from services.party_building.handlers.dues_refund import tell_short
from services.party_building.handlers.fund_booking import tell_overdue_allocations, tell_short_years
from services.party_building.handlers.letter_expiry import follow_expired_letters
from services.party_building.handlers.term import start_term_clocks

JOBS = (
    Job(name="tell-overdue-coverage", every=dt.timedelta(minutes=1), run=tell_overdue),
    Job(name="tell-short-dues", every=dt.timedelta(minutes=1), run=tell_short),
    Job(name="tell-overdue-allocations", every=dt.timedelta(minutes=1), run=tell_overdue_allocations),
    Job(name="tell-short-years", every=dt.timedelta(minutes=10), run=tell_short_years),
    Job(name="start-term-clocks", every=dt.timedelta(minutes=10), run=start_term_clocks),
    Job(name="follow-expired-letters", every=dt.timedelta(minutes=1), run=follow_expired_letters),
)
