"""Use cases of handling units. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.legal_aid.domain.handling_unit import (
    CHANGEABLE,
    HandlingUnit,
    HandlingUnitDraft,
    HandlingUnitFilter,
    change_unit,
    register_unit,
)
from services.legal_aid.handlers.partner_report import follow_reports
from services.legal_aid.persistence import handling_unit as rows

EVERYTHING = ("*",)


def create_handling_unit(tx: Tx, draft: HandlingUnitDraft) -> HandlingUnit:
    """Register a unit in one of the caller's divisions."""
    require_division(tx.principal, draft.division)
    return add_handling_unit(tx, draft, name=f"handlingUnits/{tx.new_id()}")


def add_handling_unit(tx: Tx, draft: HandlingUnitDraft, *, name: str) -> HandlingUnit:
    """Register a unit under a name that the caller has chosen and whose rights he has checked."""
    unit = register_unit(draft, name=name, now=tx.now)
    rows.insert_handling_unit(tx.session, unit)
    tx.note("handling_unit.create", unit.name)
    if unit.external_name:
        follow_reports(tx, unit.external_name)
    return unit


def update_handling_unit(
    tx: Tx, name: str, wanted: HandlingUnitDraft, fields: tuple[str, ...], *, etag: str
) -> HandlingUnit:  # fmt: skip
    """Change the named fields; `*` means all that may change (AIP-134); what was reported of it is carried out."""
    present = rows.load_handling_unit(tx.session, name, tx.principal, lock=True)
    if present is None:
        raise NotFound("承办机构")
    changed = change_unit(present, wanted, CHANGEABLE if fields == EVERYTHING else fields, etag=etag)
    rows.update_handling_unit(tx.session, changed)
    tx.note("handling_unit.update", name)
    if changed.external_name:
        follow_reports(tx, changed.external_name)
    return changed


def get_handling_unit(tx: Tx, name: str) -> HandlingUnit:
    """One unit within the caller's divisions."""
    unit = rows.load_handling_unit(tx.session, name, tx.principal)
    if unit is None:
        raise NotFound("承办机构")
    return unit


def list_handling_units(tx: Tx, wanted: HandlingUnitFilter, page: Page) -> tuple[list[HandlingUnit], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_handling_units(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def assigned_unit(tx: Tx, name: str) -> HandlingUnit:
    """The unit that a case within the caller's divisions is assigned to, also one of another county (LA-66)."""
    unit = rows.find_unit_known_as(tx.session, name)
    if unit is None:
        raise NotFound("承办机构")
    return unit


def chosen_unit(tx: Tx, name: str) -> HandlingUnit:
    """The unit that a request names. Raises RuleViolated UNIT_UNKNOWN, also outside the divisions."""
    unit = rows.load_handling_unit(tx.session, name, tx.principal)
    if unit is None:
        raise RuleViolated("UNIT_UNKNOWN", "所填承办机构不存在或不在您的管辖范围内，请从承办机构列表中选择（LA-55）。")
    return unit
