"""Who is off the pick directory: after a penalty, or for distrust (XF-26, LA-140).

It must not decide for how long: the policy does.
"""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnit
from services.legal_aid.domain.partner_report import PartnerReport, ReportTopic, pick_banned
from services.legal_aid.persistence.distrust_record import distrusted_on
from services.legal_aid.persistence.partner_report import reports_on


def banned_from_pick(
    tx: Tx, handlers: list[Handler], units: dict[str, HandlingUnit], *, on: dt.date
) -> frozenset[str]:  # fmt: skip
    """Names of the handlers who, or whose unit, had a penalty in the last `la.pick_ban_days` days or are distrusted."""
    distrusted = distrusted_on(tx.session, on)
    penalties: dict[str, list[PartnerReport]] = {}
    for report in reports_on(tx.session, ReportTopic.PENALTY):
        penalties.setdefault(report.subject, []).append(report)
    listed = frozenset(handler.name for handler in handlers if not distrusted.isdisjoint((handler.name, handler.unit)))
    return listed | frozenset(
        handler.name
        for handler in handlers
        for known in _names(handler, units[handler.unit])
        for report in penalties.get(known, ())
        if pick_banned(report, days=_days(tx, handler.division, report), on=on)
    )


def _names(handler: Handler, unit: HandlingUnit) -> tuple[str, ...]:
    return handler.name, handler.external_name, unit.name, unit.external_name


def _days(tx: Tx, division: str, report: PartnerReport) -> int:
    return int(tx.policy("la.pick_ban_days", division=division, on=report.from_date or tx.today).value)
