"""Who may be paid at all: nobody under a hold, suspended or cancelled, and no public-office person (XF-12, LA-93).

It must not block a claim; `barring` does when a measure begins.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chassis.tx import Tx
from services.legal_aid.domain.claimable import Claimable, WorkShare
from services.legal_aid.domain.handler import HandlerKind
from services.legal_aid.domain.handling_unit import HandlingUnitKind
from services.legal_aid.domain.settlement import Payable, payee_ineligible
from services.legal_aid.persistence.assignment_bar import money_barred_since
from services.legal_aid.persistence.handler import handlers_named
from services.legal_aid.persistence.handling_unit import units_named


def is_public(tx: Tx, case: Claimable, work: WorkShare) -> bool:
    """Institution staff, and whoever held public office on the day his work was done (LA-59, LA-93, E-33)."""
    handler = handlers_named(tx.session, {work.handler})[work.handler]
    unit = units_named(tx.session, {work.unit})[work.unit]
    if handler.kind is HandlerKind.STAFF or unit.kind is HandlingUnitKind.INSTITUTION:
        return True
    return handler.in_public_office(day_of(tx, case, work))


def day_of(tx: Tx, case: Claimable, work: WorkShare) -> dt.date:
    """The day on which the work was done."""
    return work.until_date or case.ended_date or tx.today


def barred_since(tx: Tx, handler: str, unit: str) -> dt.date | None:
    """Since when a hold, suspension or cancellation of the handler or his unit keeps money on check (XF-12)."""
    return money_barred_since(tx.session, (handler, unit), tx.today)


def refuse_barred(tx: Tx, payables: Sequence[Payable]) -> None:
    """Raise PAYEE_INELIGIBLE with the day from which a measure holds (XF-12, RELIABILITY H43)."""
    payees = {name for one in payables for name in (one.handler, one.unit)}
    since = money_barred_since(tx.session, sorted(payees), tx.today)
    if since is not None:
        raise payee_ineligible(since)
