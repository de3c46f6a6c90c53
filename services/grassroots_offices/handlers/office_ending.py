"""Use cases of an office that ends: ending event, liquidation (GO-10, GO-11). It must not decide about the law."""

from __future__ import annotations

from chassis.deadlines import cancel_deadlines
from chassis.kernel.entry import Entry, Happening
from chassis.tx import Tx
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.office import Office, allow
from services.grassroots_offices.domain.office_licensing import (
    Termination,
    check_termination,
    liquidated,
    terminated,
)
from services.grassroots_offices.domain.staff_events import ended
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.office import found_office, judged
from services.grassroots_offices.handlers.register_keeping import save_office
from services.grassroots_offices.handlers.time_limit import enter_happening, start_limit
from services.grassroots_offices.persistence import office as rows


def terminate_office(tx: Tx, name: str, termination: Termination, *, etag: str) -> Office:
    """The office ends and takes no new matters; others are told (GO-10, GO-11)."""
    before, entry = _opened(tx, name, "terminate", termination, etag=etag)
    check_termination(before, termination, on=entry.happened_date)
    after = terminated(before, termination, on=entry.happened_date)
    save_office(tx, after, on=entry.happened_date)
    if before.cure_periods:
        cancel_deadlines(tx, before.cure_periods[-1].name)
    tx.emit(ended(after, document=termination.document_number), subject=name)
    tx.note("office.terminate", name, rules=("GO-10", "GO-11"), document=termination.document_number)
    return judged(tx, after)


def end_liquidation(tx: Tx, name: str, end: Documented, *, etag: str) -> Office:
    """The liquidation ended, and the deregistration is due (GO-11)."""
    before, entry = _opened(tx, name, "endLiquidation", end, etag=etag)
    after = liquidated(before, on=entry.happened_date)
    rows.update_office(tx.session, after)
    start_limit(
        tx, DeadlineKind.FILE_DEREGISTRATION, subject=name, owner=name, division=after.division,
        start=entry.happened_date,
    )  # fmt: skip
    tx.note("office.endLiquidation", name, rules=("GO-11",), document=end.document_number)
    return judged(tx, after)


def _opened(tx: Tx, name: str, action: str, happening: Happening, *, etag: str) -> tuple[Office, Entry]:
    office = found_office(rows.load_office(tx.session, name, tx.principal, lock=True))
    allow(office, action, etag=etag)
    return office, enter_happening(tx, happening, division=office.division, not_before=office.state_date)
