"""The use case of the pick directory (LA-134). It must not decide about the law."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.allocation import Candidate
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnit
from services.legal_aid.domain.partner_report import PartnerReport, latest_grade
from services.legal_aid.domain.pick_directory import DirectoryEntry, in_order, listed, practice_years, refuse_directory
from services.legal_aid.handlers.allocation import candidates_for
from services.legal_aid.handlers.case import get_case
from services.legal_aid.persistence.handler import handlers_named
from services.legal_aid.persistence.handling_unit import units_named
from services.legal_aid.persistence.partner_report import reports_about


def list_directory(tx: Tx, name: str) -> tuple[DirectoryEntry, ...]:
    """Everybody whom the recipient of an application case may pick today, in today's order (LA-57, LA-134)."""
    case = get_case(tx, name)
    refuse_directory(case)
    candidates = candidates_for(tx, case, on=tx.today)
    handlers = handlers_named(tx.session, {one.handler for one in candidates})
    units = units_named(tx.session, {one.unit for one in candidates})
    known = {handlers[one.handler].external_name for one in candidates if listed(handlers[one.handler], one)}
    reports = reports_about(tx.session, *known)
    capacity = tx.policy("la.directory_capacity", division=case.division, on=tx.today)
    most = int(capacity.value) if capacity.is_set else None
    entries = [
        _entry(tx, handler, units[one.unit], one, reports, most)
        for one in candidates
        if listed(handler := handlers[one.handler], one)
    ]
    return in_order(entries, on=tx.today)


def _entry(
    tx: Tx, handler: Handler, unit: HandlingUnit, one: Candidate, reports: list[PartnerReport], most: int | None
) -> DirectoryEntry:  # fmt: skip
    own = [report for report in reports if report.subject == handler.external_name]
    return DirectoryEntry(
        handler=handler.name, full_name=handler.full_name, unit=unit.name, unit_name=unit.display_name,
        specialties=handler.specialties, practice_years=practice_years(handler.practising_since, on=tx.today),
        languages=handler.languages, open_cases=one.open_cases,
        free_capacity=None if most is None else max(0, most - one.open_cases), grade=latest_grade(own),
    )  # fmt: skip
