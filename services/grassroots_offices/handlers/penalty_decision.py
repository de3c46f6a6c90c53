"""Use cases of the decision of a penalty case, and of what follows it (GO-18, GO-45 to GO-47, GO-91, XF-26)."""

from __future__ import annotations

from chassis.deadlines import cancel_deadlines, finish_deadline
from chassis.kernel.entry import check_day
from chassis.tx import Tx
from services.grassroots_offices.domain.licence_command import Reasoned
from services.grassroots_offices.domain.penalty import Penalty
from services.grassroots_offices.domain.penalty_command import Closing, GivenPenalty, GivenWarning, Payment
from services.grassroots_offices.domain.penalty_deciding import (
    check_band,
    check_corrected,
    check_measure,
    closed,
    decision_of,
    is_owed,
    paid,
    penalised,
    refuse_unheard,
    refuse_unpunishable,
    set_aside,
)
from services.grassroots_offices.domain.penalty_events import told_decided
from services.grassroots_offices.domain.penalty_papers import PenaltyMeasure
from services.grassroots_offices.domain.public_register import penalty_item
from services.grassroots_offices.domain.time_limit import DeadlineKind
from services.grassroots_offices.handlers.penalty import fine_rules, opened, record
from services.grassroots_offices.handlers.register_keeping import keep
from services.grassroots_offices.handlers.time_limit import start_limit

DECIDE_PENALTY, PAY_FINE = DeadlineKind.DECIDE_PENALTY, DeadlineKind.PAY_FINE


def warn_penalty(tx: Tx, name: str, warning: GivenWarning, *, etag: str) -> Penalty:
    """The county bureau warns and confiscates the gain; it imposes no fine (GO-18, GO-45)."""
    given = GivenPenalty(
        measure=PenaltyMeasure(warning=True, confiscation_fen=warning.confiscation_fen, fine_fen=0),
        circumstances=warning.circumstances, reasons=warning.reasons, band="", band_reason="", served_date=None,
        document_number=warning.document_number, happened_date=warning.happened_date,
        entry_reason=warning.entry_reason,
    )  # fmt: skip
    return _decide(tx, name, "warn", given, etag=etag)


def decide_penalty(tx: Tx, name: str, given: GivenPenalty, *, etag: str) -> Penalty:
    """The city bureau decides, also a fine (GO-45, GO-91)."""
    return _decide(tx, name, "decide", given, etag=etag)


def _decide(tx: Tx, name: str, action: str, given: GivenPenalty, *, etag: str) -> Penalty:
    """Somebody else than who filed it decides (P-04); the decision is told on the same day (XF-26)."""
    before, entry = opened(tx, name, action, given, etag=etag)
    if given.served_date is not None:
        check_day(given.served_date, today=tx.today, not_before=entry.happened_date, field="served_date")
    check_corrected(before, given.circumstances, entry.happened_date)
    refuse_unpunishable(given.circumstances)
    refuse_unheard(before, given.measure, entry.happened_date)
    rules = fine_rules(tx, before, entry)
    check_measure(before, given.measure, rules)
    check_band(before, given, rules)
    after = penalised(before, given, entry.happened_date)
    decision = decision_of(after)
    finish_deadline(tx, name, DECIDE_PENALTY.name, on=entry.happened_date)
    if is_owed(decision.measure):
        start_limit(
            tx, PAY_FINE, subject=name, owner=after.practitioner or after.office, division=after.division,
            start=decision.served_date,
        )  # fmt: skip
    tx.emit(told_decided(after, decision), subject=name)
    keep(
        tx, after.practitioner or after.office, penalty_item(name, after.violation_code, decision),
        division=after.division, on=decision.served_date,
    )  # fmt: skip
    return record(
        tx, before, after, action, entry, document=given.document_number, rules=("GO-45", "GO-46", "GO-91")
    )  # fmt: skip


def close_penalty(tx: Tx, name: str, closing: Closing, *, etag: str) -> Penalty:
    """End a case without a penalty (GO-47)."""
    before, entry = opened(tx, name, "close", closing, etag=etag)
    check_corrected(before, closing.circumstances, entry.happened_date)
    after = closed(before, closing, entry.happened_date)
    finish_deadline(tx, name, DECIDE_PENALTY.name, on=entry.happened_date)
    return record(tx, before, after, "close", entry, document=closing.document_number, rules=("GO-47",))


def record_payment(tx: Tx, name: str, payment: Payment, *, etag: str) -> Penalty:
    """Enter the payment in full, with what lateness adds (GO-46)."""
    before, entry = opened(tx, name, "recordPayment", payment, etag=etag)
    served = decision_of(before).served_date
    last = tx.calendar.due(served, tx.policy(PAY_FINE.value.key, division=before.division, on=served).limit)
    percent = tx.policy("go.late_fine_percent", division=before.division, on=served).value
    after = paid(before, payment, entry.happened_date, last=last, late_percent=percent)
    finish_deadline(tx, name, PAY_FINE.name, on=entry.happened_date)
    return record(tx, before, after, "recordPayment", entry, document=payment.document_number, rules=("GO-46",))


def revoke_penalty(tx: Tx, name: str, revocation: Reasoned, *, etag: str) -> Penalty:
    """Enter that the decision was set aside (GO-46)."""
    before, entry = opened(tx, name, "revoke", revocation, etag=etag)
    after = set_aside(before, revocation, entry.happened_date)
    subject, gone = after.practitioner or after.office, penalty_item(name, after.violation_code, None)
    keep(tx, subject, gone, division=after.division, on=entry.happened_date)
    cancel_deadlines(tx, name)
    return record(tx, before, after, "revoke", entry, document=revocation.document_number, rules=("GO-46",))
