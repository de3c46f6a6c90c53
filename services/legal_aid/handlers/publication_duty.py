"""The clock of the quarterly table: it begins with the quarter's end and is met by the table (LA-98).

It must not know a number of days.
"""

from __future__ import annotations

import datetime as dt

from chassis.clock import SHANGHAI
from chassis.deadlines import finish_deadline
from chassis.kernel.calendar import ONE_DAY
from chassis.tx import Tx
from services.legal_aid.domain.institution import Institution
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.publication import Publication, PublicationKind, PublicationState
from services.legal_aid.domain.publication_duty import PublicationDuty, last_quarter, met, written
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence import publication_duty as rows

KIND = PublicationKind.QUARTERLY_SUBSIDY
BATCH = 100


def begin_publication_duties(tx: Tx) -> int:
    """Whoever was there when the quarter ended owes its table (LA-98); returns how many duties begin."""
    period = last_quarter(tx.today)
    after = dt.datetime.combine(period.last + ONE_DAY, dt.time(), SHANGHAI)
    found = rows.institutions_without(tx.session, written(period), before=after, limit=BATCH)
    for institution in found:
        _begin(tx, institution, period)
    return len(found)


def meet_publication_duties(tx: Tx, publication: Publication, *, on: dt.date) -> None:
    """A published table of the quarter meets the duties that it covers (LA-98)."""
    if publication.kind is not KIND:
        return
    for duty in rows.lock_open_duties(tx.session, publication):
        _meet(tx, duty, on=on)


def _begin(tx: Tx, institution: Institution, period: Period) -> None:
    duty = PublicationDuty(
        name=f"publicationDuties/{tx.new_id()}", institution=institution.name, division=institution.division,
        period=written(period), state=PublicationState.COMPUTED,
    )  # fmt: skip
    rows.insert_duty(tx.session, duty)
    start_limit(
        tx, DeadlineKind.PUBLISH_QUARTER, subject=duty.name, owner=institution.name, division=institution.division,
        start=period.last,
    )  # fmt: skip
    published = rows.first_published(tx.session, institution, KIND, duty.period)
    if published is not None:
        _meet(tx, duty, on=published)


def _meet(tx: Tx, duty: PublicationDuty, *, on: dt.date) -> None:
    rows.update_duty(tx.session, met(duty))
    finish_deadline(tx, duty.name, DeadlineKind.PUBLISH_QUARTER.name, on=on)
