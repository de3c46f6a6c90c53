"""Use cases of the register of units (SV-72). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.supervision.domain.supervised_unit import (
    SupervisedUnit,
    SupervisedUnitDraft,
    SupervisedUnitFilter,
    UnitPerson,
    UnitSection,
    allow,
    assigned,
    closed,
    registered,
    with_person,
    without_person,
)
from services.supervision.persistence import supervised_unit as rows


def create_unit(tx: Tx, draft: SupervisedUnitDraft) -> SupervisedUnit:
    """Take a unit into the register (SV-72)."""
    require_division(tx.principal, draft.division)
    ids = tuple(tx.new_id() for _ in draft.people)
    unit = registered(draft, name=f"supervisedUnits/{tx.new_id()}", ids=ids, now=tx.now)
    rows.insert_unit(tx.session, unit)
    tx.note("supervised_unit.create", unit.name, rules=("SV-72",), document=draft.document_number)
    return unit


def get_unit(tx: Tx, name: str) -> SupervisedUnit:
    """One within the caller's divisions."""
    return _found(rows.load_unit(tx.session, name, tx.principal))


def list_units(tx: Tx, wanted: SupervisedUnitFilter, page: Page) -> tuple[list[SupervisedUnit], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_units(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def assign_section(tx: Tx, name: str, section: UnitSection, *, document: str, etag: str) -> SupervisedUnit:
    """A section is in charge (SV-72)."""
    unit = assigned(_opened(tx, name, "assignSection", etag=etag), section)
    return _saved(tx, unit, "assignSection", document)


def enter_person(tx: Tx, name: str, person: UnitPerson, *, document: str, etag: str) -> SupervisedUnit:
    """Somebody begins to work there (SV-72)."""
    unit = with_person(_opened(tx, name, "enterPerson", etag=etag), person, tx.new_id())
    return _saved(tx, unit, "enterPerson", document)


def leave_person(tx: Tx, name: str, person: str, until: dt.date, *, document: str, etag: str) -> SupervisedUnit:
    """Somebody works there no longer (SV-72)."""
    unit = without_person(_opened(tx, name, "leavePerson", etag=etag), person, until)
    return _saved(tx, unit, "leavePerson", document)


def close_unit(tx: Tx, name: str, *, document: str, etag: str) -> SupervisedUnit:
    """The unit is no more (SV-72)."""
    return _saved(tx, closed(_opened(tx, name, "close", etag=etag)), "close", document)


def _opened(tx: Tx, name: str, action: str, *, etag: str) -> SupervisedUnit:
    unit = _found(rows.load_unit(tx.session, name, tx.principal, lock=True))
    allow(unit, action, etag=etag)
    return unit


def _saved(tx: Tx, unit: SupervisedUnit, action: str, document: str) -> SupervisedUnit:
    rows.update_unit(tx.session, unit)
    tx.note(f"supervised_unit.{action}", unit.name, rules=("SV-72",), document=document)
    return unit


def _found(unit: SupervisedUnit | None) -> SupervisedUnit:
    if unit is None:
        raise NotFound("被监督单位")
    return unit
