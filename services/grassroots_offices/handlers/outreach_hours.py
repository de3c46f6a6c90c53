"""Keep hours that legal_aid tells of its activities, each once (GO-80, XF-36). It must not confirm anything itself."""

from __future__ import annotations

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.outreach_hours import (
    OutreachHours,
    WithdrawnHours,
    confirmation_of,
    draft_of,
)
from services.grassroots_offices.domain.service_hours import confirmed, record_hours
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.handlers.service_hours import keep_hours, void_made_hours
from services.grassroots_offices.persistence import service_hours as rows
from services.grassroots_offices.persistence.covered_act import is_purchased
from services.grassroots_offices.persistence.practitioner import division_of

WITHDRAWN = "法律援助机构已作废该活动记录（XF-36）"


def keep_told_hours(tx: Tx, told: OutreachHours) -> None:
    """Enter them as confirmed, unless a contract pays for the act or they stand already (GO-80, GO-88)."""
    division = division_of(tx.session, told.practitioner)
    if division is None:
        return
    with as_service(tx, division):
        practitioner = chosen_practitioner(tx, told.practitioner)
        draft = draft_of(told, practitioner)
        standing = rows.hours_on_evidence(tx.session, told.practitioner, told.source)
        if draft is None or standing or is_purchased(tx.session, told.practitioner, told.held_date, told.kind):
            return
        entry = Entry(happened_date=told.held_date, late=False, reason="")
        hours = record_hours(draft, practitioner, name=f"serviceHours/{tx.new_id()}", entry=entry, now=tx.now)
        keep_hours(tx, confirmed(hours, confirmation_of(told), entry))


def take_back_told_hours(tx: Tx, told: WithdrawnHours) -> None:
    """Take back what stands of the activity; it stays readable (GO-80)."""
    division = division_of(tx.session, told.practitioner)
    if division is None:
        return
    with as_service(tx, division):
        for name in rows.hours_on_evidence(tx.session, told.practitioner, told.source):
            void_made_hours(tx, name, WITHDRAWN, document=told.document_number)
