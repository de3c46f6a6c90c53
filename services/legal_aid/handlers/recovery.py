"""Use cases of recoveries: open, demand, take the recipient's money, fine, cancel (LA-103). It must not judge deceit.

NOTE: lock order is the case at its termination, the recovery, each claim or expense by name, its source, its ledger.
"""

from __future__ import annotations

from dataclasses import replace

from chassis.deadlines import cancel_deadlines, deadlines_of, finish_deadline, start_deadline
from chassis.kernel.calendar import Basis, Limit
from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.recovery import (
    CLOCK,
    EXPENSE,
    FINE_CLOCK,
    REMINDED,
    RULE,
    FinePayment,
    Recovery,
    RecoveryDemand,
    RecoveryFilter,
    RecoveryFine,
    RecoveryReceipt,
    RecoveryState,
    allow,
    cancelled,
    demanded,
    fine_paid,
    fined,
    open_recovery,
    settled,
    told_moved,
    touched,
)
from services.legal_aid.domain.recovery_pursuit import PursuitKind, PursuitOrder, pursuit_of
from services.legal_aid.domain.subsidy_claim import BlockReason
from services.legal_aid.handlers import direct_expense, subsidy_claim
from services.legal_aid.handlers.subsidy_weighing import Obstacle
from services.legal_aid.persistence import recovery as rows
from services.legal_aid.persistence.claims_of_case import unpaid_claims

NOUN = "recovery"


def recover_cost(tx: Tx, case: Case, number: str) -> None:
    """Deceit was found: stop what is not paid yet, and open the file about what is (LA-102, LA-103, XF-34)."""
    for name in unpaid_claims(tx.session, case.name):
        claim = subsidy_claim.locked_claim(tx, name)
        subsidy_claim.stop(tx, claim, Obstacle(reason=BlockReason.UNDER_SUSPICION), number)
    opened = open_recovery(
        name=f"recoveries/{tx.new_id()}", case=case.name, number=number, lines=rows.paid_lines(tx.session, case.name),
        institution=case.institution, division=case.division, now=tx.now,
    )  # fmt: skip
    rows.insert_recovery(tx.session, opened)
    tx.note(f"{NOUN}.open", opened.name, rules=("LA-103",), document=number)
    tx.emit(told_moved(opened, on=tx.today), subject=opened.name)


def end_recovery(tx: Tx, case: str, document: str) -> None:
    """The termination was found wrong: nothing is demanded any more. What was paid back already stays (LA-38)."""
    recovery = rows.load_running(tx.session, case)
    if recovery is not None:
        _cancel(tx, recovery, document)


def get_recovery(tx: Tx, name: str) -> Recovery:
    """One recovery within the caller's divisions."""
    return _with_deadlines(tx, _found(rows.load_recovery(tx.session, name, tx.principal)))


def list_recoveries(tx: Tx, wanted: RecoveryFilter, page: Page) -> tuple[list[Recovery], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_recoveries(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def demand_recovery(tx: Tx, name: str, demand: RecoveryDemand, *, etag: str) -> Recovery:
    """Order the recipient to pay what the aid has cost by now (LA-103)."""
    recovery = _open(tx, name, "demand", etag)
    tx.note(f"{NOUN}.demand", name, rules=("LA-103",), document=demand.document)
    lines = rows.paid_lines(tx.session, recovery.case)
    done = demanded(recovery, lines, demand.document, by=tx.principal.subject, on=tx.today)
    if done.state is RecoveryState.DEMANDED:
        _start(tx, done, CLOCK, demand.pay_days)
    return _saved(tx, done)


def record_recovery_receipt(tx: Tx, name: str, receipt: RecoveryReceipt, *, etag: str) -> Recovery:
    """Book what the recipient paid back into the sources, in the month of today (M-05, LA-90, LA-103).

    What was taken back otherwise since the demand is not asked of him. Raises RECOVERY_AMOUNT_WRONG.
    """
    recovery = _open(tx, name, "recordReceipt", etag)
    tx.note(f"{NOUN}.recordReceipt", name, rules=("LA-103", "M-05"), document=receipt.voucher)
    paid = {one.payable for one in rows.paid_lines(tx.session, recovery.case, lock=True)}
    lines = sorted((one for one in recovery.lines if one.payable in paid), key=lambda one: one.payable)
    done = settled(recovery, receipt, due_fen=sum(one.amount_fen for one in lines), on=tx.today)
    for line in lines:
        noun = direct_expense if line.payable.startswith(EXPENSE) else subsidy_claim
        noun.take_back(tx, line.payable, recovery.order, by=recovery.demanded_by)
    for clock in (CLOCK, REMINDED):
        finish_deadline(tx, name, clock, on=tx.today)
    return _saved(tx, done)


def impose_recovery_fine(tx: Tx, name: str, fine: RecoveryFine, *, etag: str) -> Recovery:
    """Fine the recipient (LA-103). Raises FINE_IMPOSED, FINE_TOO_HIGH."""
    recovery = _open(tx, name, "imposeFine", etag)
    tx.note(f"{NOUN}.imposeFine", name, rules=("LA-103",), document=fine.document)
    most = tx.policy("la.deceit_fine_max", division=recovery.division, on=tx.today).value
    done = fined(recovery, fine, most_fen=most)
    if fine.pay_days:
        _start(tx, done, FINE_CLOCK, fine.pay_days)
    return _saved(tx, done)


def record_recovery_fine_payment(tx: Tx, name: str, payment: FinePayment, *, etag: str) -> Recovery:
    """The fine was paid; no fund source gets it (LA-103)."""
    recovery = _open(tx, name, "recordFinePayment", etag)
    tx.note(f"{NOUN}.recordFinePayment", name, rules=("LA-103",), document=payment.voucher)
    finish_deadline(tx, name, FINE_CLOCK, on=tx.today)
    return _saved(tx, fine_paid(recovery, payment, on=tx.today))


def pursue_recovery(tx: Tx, name: str, order: PursuitOrder, *, etag: str) -> Recovery:
    """Remind the recipient who did not pay in time, or ask the court (LA-103)."""
    recovery = _open(tx, name, "pursue", etag)
    tx.note(f"{NOUN}.pursue", name, rules=("LA-103",), document=order.document)
    times = [one for one in deadlines_of(tx.session, [name]).get(name, ()) if one.kind in (CLOCK, REMINDED)]
    done = pursuit_of(order, recovery.pursuits, times, on=tx.today)
    if order.kind is PursuitKind.REMINDER:
        _start(tx, recovery, REMINDED, order.pay_days)
    return _saved(tx, touched(replace(recovery, pursuits=(*recovery.pursuits, done))))


def cancel_recovery(tx: Tx, name: str, document: str, *, etag: str) -> Recovery:
    """Take the file back by a written decision."""
    return _cancel(tx, _open(tx, name, "cancel", etag), document)


def _start(tx: Tx, recovery: Recovery, kind: str, days: int) -> None:
    start_deadline(
        tx, subject=recovery.name, kind=kind, rule_id=RULE, owner=recovery.name, division=recovery.division,
        limit=Limit(days, Basis.CAL), start=tx.today,
    )  # fmt: skip


def _cancel(tx: Tx, recovery: Recovery, document: str) -> Recovery:
    cancel_deadlines(tx, recovery.name)
    tx.note(f"{NOUN}.cancel", recovery.name, rules=("LA-103",), document=document)
    return _saved(tx, cancelled(recovery))


def _open(tx: Tx, name: str, action: str, etag: str) -> Recovery:
    recovery = _found(rows.load_recovery(tx.session, name, tx.principal, lock=True))
    allow(recovery, action, etag=etag)
    return recovery


def _saved(tx: Tx, recovery: Recovery) -> Recovery:
    rows.update_recovery(tx.session, recovery)
    tx.emit(told_moved(recovery, on=tx.today), subject=recovery.name)
    return _with_deadlines(tx, recovery)


def _with_deadlines(tx: Tx, recovery: Recovery) -> Recovery:
    return replace(recovery, deadlines=deadlines_of(tx.session, [recovery.name]).get(recovery.name, ()))


def _found(recovery: Recovery | None) -> Recovery:
    if recovery is None:
        raise NotFound("追偿")
    return recovery
