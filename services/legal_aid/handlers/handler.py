"""Use cases of handlers. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.handler import (
    CHANGEABLE,
    Handler,
    HandlerDraft,
    HandlerFilter,
    change_handler,
    register_handler,
)
from services.legal_aid.domain.qualification import CaseFacts, Obstacle, obstacles
from services.legal_aid.handlers.handling_unit import chosen_unit
from services.legal_aid.handlers.partner_report import follow_reports
from services.legal_aid.persistence import handler as rows

EVERYTHING = ("*",)


def create_handler(tx: Tx, draft: HandlerDraft) -> Handler:
    """Register a handler of a unit in one of the caller's divisions."""
    return add_handler(tx, draft, name=f"handlers/{tx.new_id()}")


def add_handler(tx: Tx, draft: HandlerDraft, *, name: str) -> Handler:
    """Register a handler under a name that the caller has chosen."""
    unit = chosen_unit(tx, draft.unit)
    made = register_handler(draft, unit, name=name, now=tx.now, today=tx.today)
    rows.insert_handler(tx.session, made)
    tx.note("handler.create", made.name)
    return _as_reported(tx, made)


def get_handler(tx: Tx, name: str) -> Handler:
    """One handler within the caller's divisions."""
    return _found(rows.load_handler(tx.session, name, tx.principal))


def list_handlers(tx: Tx, wanted: HandlerFilter, page: Page) -> tuple[list[Handler], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_handlers(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def update_handler(tx: Tx, name: str, wanted: HandlerDraft, fields: tuple[str, ...], *, etag: str) -> Handler:
    """Change the named fields; `*` means all that may change (AIP-134)."""
    present = _found(rows.load_handler(tx.session, name, tx.principal, lock=True))
    named = CHANGEABLE if fields == EVERYTHING else fields
    changed = change_handler(present, wanted, named, etag=etag, today=tx.today)
    rows.update_handler(tx.session, changed)
    tx.note("handler.update", name)
    return _as_reported(tx, changed)


def check_qualification(tx: Tx, name: str, case: CaseFacts) -> tuple[tuple[Obstacle, str], ...]:
    """Every rule that keeps the handler from such a case on that day, each with its citation (LA-50 to LA-53)."""
    handler = get_handler(tx, name)
    found = obstacles(handler, case, on=case.assigned_date or tx.today)
    return tuple((obstacle, tx.cite(obstacle.rule_id)) for obstacle in found)


def chosen_handler(tx: Tx, name: str) -> Handler:
    """The handler that a request names. Raises RuleViolated HANDLER_UNKNOWN, also outside the divisions."""
    handler = rows.load_handler(tx.session, name, tx.principal)
    if handler is None:
        message = "所填承办人不存在或不在您的管辖范围内，请从承办人列表中选择（LA-55）。"
        raise RuleViolated("HANDLER_UNKNOWN", message, rules=("LA-55",))
    return handler


def handler_of_unit(tx: Tx, name: str, unit: str) -> Handler:
    """The handler of the unit that a case is assigned to, also of another county (LA-66); else as `chosen_handler`."""
    found = rows.find_handler_known_as(tx.session, name)
    return found if found is not None and found.unit == unit else chosen_handler(tx, name)


def _as_reported(tx: Tx, handler: Handler) -> Handler:
    """The handler after what partners have reported of his name was carried out."""
    if not handler.external_name:
        return handler
    follow_reports(tx, handler.external_name)
    return rows.find_handler_known_as(tx.session, handler.name) or handler


def _found(handler: Handler | None) -> Handler:
    if handler is None:
        raise NotFound("承办人")
    return handler
