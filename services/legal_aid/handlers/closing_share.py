"""Tell others what each handler did of a closed case (XF-14). It must not compute shares."""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_events import file_accepted
from services.legal_aid.domain.case_handling import final_shares
from services.legal_aid.persistence.handler import handlers_named
from services.legal_aid.persistence.handling_unit import units_named


def tell_shares(tx: Tx, case: Case, *, on: dt.date) -> None:
    """One fact for each share, under the names that grassroots_offices knows unit and handler by."""
    shares = final_shares(case)
    units = units_named(tx.session, {assignment.unit for assignment, _ in shares})
    handlers = handlers_named(tx.session, {assignment.handler for assignment, _ in shares})
    for assignment, share in shares:
        fact = file_accepted(
            case, assignment, share, on=on, office=units[assignment.unit].external_name,
            practitioner=handlers[assignment.handler].external_name,
        )  # fmt: skip
        tx.emit(fact, subject=case.name)
