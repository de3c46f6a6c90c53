"""Use cases of holds of offices, which supervision signs and lifts (K2, SV-33). It must not decide what one stops."""

from __future__ import annotations

from collections.abc import Callable

from chassis.tx import Tx
from services.grassroots_offices.domain.hold import HoldLifted, HoldStarted
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_hold import told_hold, with_hold, without_hold
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.handlers.office import found_office
from services.grassroots_offices.persistence import office as rows
from services.grassroots_offices.persistence.office_hold import save_holds


def follow_office_hold(tx: Tx, started: HoldStarted) -> None:
    """Supervision holds an office that is registered here (K2, XF-12)."""
    _follow(tx, started, lambda office: with_hold(office, started), "hold")


def follow_office_lifting(tx: Tx, lifted: HoldLifted) -> None:
    """A hold of an office was lifted (K2, XF-13)."""
    _follow(tx, lifted, lambda office: without_hold(office, lifted), "lift")


def _follow(tx: Tx, fact: HoldStarted | HoldLifted, decide: Callable[[Office], Office], action: str) -> None:
    """Keep what a fact makes of an office and tell it; a fact about nobody here, or known already, changes nothing."""
    division = rows.division_of(tx.session, fact.subject)
    if division is None:
        return
    with as_service(tx, division):
        before = found_office(rows.load_office(tx.session, fact.subject, tx.principal, lock=True))
        after = decide(before)
        if after == before:
            return
        rows.update_office(tx.session, after)
        save_holds(tx.session, after.name, after.holds)
        if told := told_hold(before, after, fact):
            tx.emit(told, subject=after.name)
        tx.note(f"office.{action}", after.name, rules=("SV-33",), document=fact.document_number or fact.hold)
