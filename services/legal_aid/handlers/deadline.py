"""Use cases of the due list. It must not compute a date; the kernel does."""

from __future__ import annotations

from chassis.deadlines import find_deadlines, load_deadline_named
from chassis.kernel.deadline import Deadline, DeadlineFilter
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx


def get_deadline(tx: Tx, name: str) -> Deadline:
    """One time limit within the caller's divisions."""
    deadline = load_deadline_named(tx.session, name, tx.principal)
    if deadline is None:
        raise NotFound("期限")
    return deadline


def list_deadlines(tx: Tx, wanted: DeadlineFilter, page: Page) -> tuple[list[Deadline], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(find_deadlines(tx.session, wanted, page, tx.principal), key=lambda item: item.name)
