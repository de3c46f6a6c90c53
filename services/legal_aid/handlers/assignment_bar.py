"""Use cases of bars to new assignments. It must not judge whether a measure is right."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import Kind, NotFound, Refusal
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.assignment_bar import (
    AssignmentBar,
    AssignmentBarDraft,
    AssignmentBarFilter,
    enter_bar,
)
from services.legal_aid.handlers.barring import begin_bar, end_bar
from services.legal_aid.handlers.handler import chosen_handler
from services.legal_aid.handlers.handling_unit import chosen_unit
from services.legal_aid.handlers.time_limit import enter_happening
from services.legal_aid.persistence import assignment_bar as rows


def create_assignment_bar(tx: Tx, draft: AssignmentBarDraft) -> AssignmentBar:
    """Keep a unit or handler from new cases; each running one is to be reassigned in one working day (LA-65)."""
    unit = draft.subject.startswith("handlingUnits/")
    division = chosen_unit(tx, draft.subject).division if unit else chosen_handler(tx, draft.subject).division
    bar = enter_bar(draft, name=f"assignmentBars/{tx.new_id()}", division=division, now=tx.now, today=tx.today)
    begin_bar(tx, bar)
    return bar


def get_assignment_bar(tx: Tx, name: str) -> AssignmentBar:
    """One bar within the caller's divisions."""
    return _found(rows.load_bar(tx.session, name, tx.principal))


def list_assignment_bars(
    tx: Tx, wanted: AssignmentBarFilter, page: Page
) -> tuple[list[AssignmentBar], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_bars(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def lift_assignment_bar(tx: Tx, name: str, happening: Happening, *, etag: str) -> AssignmentBar:
    """The bar ends; cases are assigned again from the day on (XF-13)."""
    bar = _found(rows.load_bar(tx.session, name, tx.principal, lock=True))
    if etag and etag != bar.etag:
        message = "该项暂停指派已被他人更新，请重新读取后再办理。"
        raise Refusal(Kind.ABORTED, "ETAG_MISMATCH", message, metadata={"etag": bar.etag})
    entry = enter_happening(tx, happening, division=bar.division, not_before=bar.from_date)
    return end_bar(tx, bar, on=entry.happened_date)


def _found(bar: AssignmentBar | None) -> AssignmentBar:
    if bar is None:
        raise NotFound("暂停指派")
    return bar
