"""Look up whom a complaint is about in the registers (LA-120). It must not turn away who is not registered."""

from __future__ import annotations

from dataclasses import replace

from chassis.tx import Tx
from services.legal_aid.domain.complaint_target import (
    UNIT_KIND_OF,
    ComplaintTarget,
    ComplaintTargetKind,
    unknown_target,
)
from services.legal_aid.domain.institution import Institution
from services.legal_aid.persistence.handler import load_handler
from services.legal_aid.persistence.handling_unit import load_handling_unit


def find_target(tx: Tx, target: ComplaintTarget, institution: Institution) -> ComplaintTarget:
    """The target with the register's name. Raises RuleViolated TARGET_UNKNOWN for a resource that does not fit."""
    if target.kind is ComplaintTargetKind.INSTITUTION:
        return replace(target, resource=institution.name, display_name=institution.display_name)
    if not target.resource:
        return target
    name = _name_of_handler(tx, target) if target.kind is ComplaintTargetKind.HANDLER else _name_of_unit(tx, target)
    if name is None:
        raise unknown_target()
    return replace(target, display_name=name)


def _name_of_handler(tx: Tx, target: ComplaintTarget) -> str | None:
    handler = load_handler(tx.session, target.resource, tx.principal)
    return None if handler is None else handler.full_name


def _name_of_unit(tx: Tx, target: ComplaintTarget) -> str | None:
    unit = load_handling_unit(tx.session, target.resource, tx.principal)
    return None if unit is None or unit.kind is not UNIT_KIND_OF[target.kind] else unit.display_name
