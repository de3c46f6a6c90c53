"""Use case of the list of what is due and overdue. It must not compute a date; the kernel does."""

from __future__ import annotations

from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.due_list import DueDeadline, DueFilter, own_duties
from services.legal_aid.persistence.due_list import find_due, place_of
from services.legal_aid.persistence.handler import handler_of_account


def list_own_due_deadlines(tx: Tx, page: Page) -> tuple[list[DueDeadline], str | None]:
    """What the handler who asks has to do himself, by his account. Raises RuleViolated ACCOUNT_NOT_LINKED."""
    return list_due_deadlines(tx, own_duties(handler_of_account(tx.session, tx.principal.subject)), page)


def list_due_deadlines(tx: Tx, wanted: DueFilter, page: Page) -> tuple[list[DueDeadline], str | None]:
    """A page, and the key behind which the next one begins."""
    found = find_due(tx.session, wanted, page, tx.principal, today=tx.today, now=tx.now)
    return page.cut(found, key=place_of)
