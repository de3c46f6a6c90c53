"""Use case: a unit begins its work in a campaign (SV-06). It must not decide."""

from __future__ import annotations

from chassis.tx import Tx
from services.supervision.domain.campaign_unit import CampaignUnit
from services.supervision.domain.documented import Documented
from services.supervision.domain.late_start import begun, of_late_start, told_late_start
from services.supervision.handlers.appraisal import book
from services.supervision.handlers.campaign_unit import open_unit, save_unit


def begin_work(tx: Tx, name: str, told: Documented, *, etag: str) -> CampaignUnit:
    """It began; who began late is to be held to account (SV-06, XF-40)."""
    unit, _, entry = open_unit(tx, name, "begin", told, etag=etag)
    after = begun(unit, entry)
    book(tx, of_late_start(after))
    proposed = told_late_start(after)
    if proposed is not None:
        tx.emit(proposed, subject=after.name)
    return save_unit(tx, after, "begin", rule="SV-06", document=told.document_number)
