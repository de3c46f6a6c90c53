"""Use cases of what interrupts practice: suspension, hold, leave; and what bars a matter. It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.acceptance import (
    AcceptanceBar,
    AcceptanceRules,
    Area,
    Matter,
    bars_against,
    standing_on,
)
from services.grassroots_offices.domain.documented import Documented
from services.grassroots_offices.domain.hold import HoldLifted, HoldStarted
from services.grassroots_offices.domain.practising import (
    refuse_early_resumption,
    suspended,
    with_hold,
    with_leave,
    without_hold,
)
from services.grassroots_offices.domain.practitioner import (
    MOVES,
    Leave,
    Practitioner,
    PractitionerState,
    Suspension,
)
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.handlers.practice_move import found_practitioner, move, with_deadlines
from services.grassroots_offices.handlers.practitioner import get_practitioner, opened
from services.grassroots_offices.persistence import practitioner as rows
from services.grassroots_offices.persistence.office_hold import is_held


def suspend_practitioner(tx: Tx, name: str, suspension: Suspension, *, etag: str) -> Practitioner:
    """A penalty with a legal basis (K2): it is no hold, and a hold is never written as one."""
    before, entry = opened(tx, name, "suspend", suspension, etag=etag)
    suspended(before, suspension, entry.happened_date)
    moved = move(
        tx, before, PractitionerState.SUSPENDED, office=before.office, entry=entry,
        document=suspension.document_number,
    )  # fmt: skip
    after = suspended(moved, suspension, entry.happened_date)
    rows.update_practitioner(tx.session, after)
    tx.note("practitioner.suspend", name, document=suspension.document_number)
    return with_deadlines(tx, after)


def resume_practitioner(tx: Tx, name: str, end: Documented, *, etag: str) -> Practitioner:
    """The suspension is over (K2). Raises SUSPENSION_NOT_OVER."""
    before, entry = opened(tx, name, "resume", end, etag=etag)
    refuse_early_resumption(before, entry.happened_date)
    after = move(
        tx, before, PractitionerState.ACTIVE, office=before.office, entry=entry, document=end.document_number
    )  # fmt: skip
    tx.note("practitioner.resume", name, document=end.document_number)
    return with_deadlines(tx, after)


def record_leave(tx: Tx, name: str, leave: Leave, *, etag: str) -> Practitioner:
    """A certified leave: the days are taken out of the denominator, the state stays (GO-67)."""
    before, entry = opened(tx, name, "recordLeave", leave, etag=etag)
    after = with_leave(before, leave, entry)
    rows.update_practitioner(tx.session, after)
    tx.note("practitioner.recordLeave", name, rules=("GO-67",), document=leave.document_number)
    return with_deadlines(tx, after)


def check_acceptance(tx: Tx, name: str, matter: Matter) -> tuple[AcceptanceBar, ...]:
    """What stands against a matter on this day, each with its provision (GO-42, GO-43, GO-44)."""
    return acceptance_bars(tx, get_practitioner(tx, name), matter, on=tx.today)


def acceptance_bars(tx: Tx, practitioner: Practitioner, matter: Matter, *, on: dt.date) -> tuple[AcceptanceBar, ...]:
    """What stands against a matter on the day, under the values in force on it (E-76)."""
    area = tx.policy("go.litigation_area", division=practitioner.division, on=on)
    years = tx.policy("go.former_post_years", division=practitioner.division, on=on)
    held = is_held(tx.session, practitioner.office, on)
    rules = AcceptanceRules(area=Area[area.value], former_post_years=years.value if years.is_set else None)
    return tuple(
        AcceptanceBar(
            code=bar.name, rule_id=bar.value[0], citation=tx.cite(bar.value[0]), violation_code=bar.value[1]
        )
        for bar in bars_against(standing_on(practitioner, on), matter, rules, on=on, office_held=held)
    )  # fmt: skip


def follow_hold(tx: Tx, started: HoldStarted) -> None:
    """Supervision holds somebody who is registered here (K2, XF-12): noted, and it takes effect while he is ACTIVE."""
    division = rows.division_of(tx.session, started.subject)
    if division is None:
        return
    with as_service(tx, division):
        before = with_hold(_locked(tx, started.subject), started.hold)
        _follow(tx, before, "hold", PractitionerState.HOLD, started)


def follow_lifting(tx: Tx, lifted: HoldLifted) -> None:
    """A hold was lifted; he practises again when it was the last one that runs (K2, XF-13)."""
    division = rows.division_of(tx.session, lifted.subject)
    if division is None:
        return
    with as_service(tx, division):
        before = without_hold(_locked(tx, lifted.subject), lifted.hold)
        if before.holds:
            rows.update_practitioner(tx.session, before)
        else:
            _follow(tx, before, "lift", PractitionerState.ACTIVE, lifted)


def _follow(
    tx: Tx, before: Practitioner, action: str, state: PractitionerState, fact: HoldStarted | HoldLifted
) -> None:
    """Move whoever the fact moves; a fact that came late begins no earlier than the span it ends."""
    if action in MOVES[before.state]:
        on = max(fact.on, before.spans[-1].from_date)
        entry = Entry(happened_date=on, late=False, reason="")
        move(tx, before, state, office=before.office, entry=entry, document=fact.document_number or fact.hold)
    else:
        rows.update_practitioner(tx.session, before)
    tx.note(f"practitioner.{action}", before.name, document=fact.document_number or fact.hold)


def _locked(tx: Tx, name: str) -> Practitioner:
    return found_practitioner(rows.load_practitioner(tx.session, name, tx.principal, lock=True))
