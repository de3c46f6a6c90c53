"""Open the cases of grants and notices from before there were cases. It must not do anything else."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.case_opening import Opening, opening_of_application, opening_of_notice
from services.legal_aid.handlers.case import insert_opened_case, pick_until
from services.legal_aid.persistence.case import find_applications_without_case, find_notices_without_case
from services.legal_aid.persistence.institution import institution_named

BATCH = 100


def open_missing_cases(tx: Tx) -> int:
    """Aid that was granted, and notices that were taken, get the case that is missing; returns how many."""
    entry = Entry(happened_date=tx.today, late=False, reason="")
    applications = find_applications_without_case(tx.session, limit=BATCH)
    notices = find_notices_without_case(tx.session, limit=BATCH)
    openings = [
        *(_opening(tx, one) for one in applications),
        *map(opening_of_notice, notices),
    ]  # fmt: skip
    for opening in openings:
        insert_opened_case(tx, opening, institution_named(tx.session, opening.institution), entry)
    return len(openings)


def _opening(tx: Tx, application: Application) -> Opening:
    day = application.decision.made_date if application.decision else application.received_date
    return opening_of_application(application, on=day, pick_until=pick_until(tx, application.division, on=day))
