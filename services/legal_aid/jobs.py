"""What legal aid does by the clock. It must not hold a condition."""

from __future__ import annotations

import datetime as dt

from chassis.jobs import Job
from services.legal_aid.handlers.case_backlog import open_missing_cases
from services.legal_aid.handlers.case_search import index_cases
from services.legal_aid.handlers.complaint_clock import resume_unanswered
from services.legal_aid.handlers.contact import tell_overdue_contacts
from services.legal_aid.handlers.late_entry import tell_late_entries
from services.legal_aid.handlers.publication_duty import begin_publication_duties
from services.legal_aid.handlers.reminder import remind_of_appointments, remind_of_duties
from services.legal_aid.handlers.waiting import close_without_successor, lapse_unanswered

MINUTE, HOUR = dt.timedelta(minutes=1), dt.timedelta(hours=1)
JOBS = (
    Job(name="lapse-unanswered", every=MINUTE, run=lapse_unanswered),
    Job(name="open-missing-cases", every=MINUTE, run=open_missing_cases),
    Job(name="close-without-successor", every=MINUTE, run=close_without_successor),
    Job(name="resume-unanswered-complaints", every=MINUTE, run=resume_unanswered),
    Job(name="begin-publication-duties", every=HOUR, run=begin_publication_duties),
    Job(name="tell-late-entries", every=HOUR, run=tell_late_entries),
    Job(name="tell-overdue-contacts", every=HOUR, run=tell_overdue_contacts),
    Job(name="remind-of-duties", every=HOUR, run=remind_of_duties),
    Job(name="remind-of-appointments", every=HOUR, run=remind_of_appointments),
    Job(name="index-cases", every=HOUR, run=index_cases),
)
