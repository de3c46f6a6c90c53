"""Look up how grassroots_offices calls units and handlers, for facts that it acts on (XF-15, XF-16, XF-24, XF-37)."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.known_names import KnownNames
from services.legal_aid.persistence.handler import handlers_named
from services.legal_aid.persistence.handling_unit import units_named


def known_names(tx: Tx, unit: str, handler: str) -> KnownNames:
    """The names of both; either may be empty or unknown here."""
    units, handlers = units_named(tx.session, {unit}), handlers_named(tx.session, {handler})
    return KnownNames(
        office=units[unit].external_name if unit in units else "",
        practitioner=handlers[handler].external_name if handler in handlers else "",
    )


def known_target(tx: Tx, target: str) -> KnownNames:
    """The names of a complaint's target: a handler with his unit, or a unit alone."""
    found = handlers_named(tx.session, {target}).get(target)
    return known_names(tx, target if found is None else found.unit, target)
