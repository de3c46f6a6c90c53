"""Use cases behind the end of a dispute: performance, confirmation, evaluation (MD-07 to MD-09). It must not decide."""

from __future__ import annotations

from chassis.tx import Tx
from services.mediation.domain.agreement import ConfirmationRequest, DisputeFollowUp, Ruling
from services.mediation.domain.dispute import Dispute
from services.mediation.domain.dispute_outcome import confirmation_asked, confirmation_ruled, evaluated_by, followed
from services.mediation.domain.evaluation import EvaluationDraft
from services.mediation.handlers.dispute import opened, saved

CONFIRMATION_DAYS = "md.confirmation_days"


def follow_up_dispute(tx: Tx, name: str, said: DisputeFollowUp, *, etag: str) -> Dispute:
    """Look at how the agreement is performed (MD-07)."""
    return saved(tx, followed(opened(tx, name, "followUp", etag), said, today=tx.today), "follow_up", "MD-07")


def request_confirmation(tx: Tx, name: str, wish: ConfirmationRequest, *, etag: str) -> Dispute:
    """The parties asked the court; the limit is the one in force when they did (MD-08)."""
    before = opened(tx, name, "requestConfirmation", etag)
    limit = tx.policy(CONFIRMATION_DAYS, division=before.division, on=wish.requested_date).limit
    after = confirmation_asked(before, wish, limit=limit, calendar=tx.calendar, today=tx.today)
    return saved(tx, after, "request_confirmation", "MD-08")


def record_confirmation(tx: Tx, name: str, said: Ruling, *, etag: str) -> Dispute:
    """The court ruled (MD-08)."""
    after = confirmation_ruled(opened(tx, name, "recordConfirmation", etag), said, today=tx.today)
    return saved(tx, after, "record_confirmation", "MD-08")


def evaluate_dispute(tx: Tx, name: str, said: EvaluationDraft, *, etag: str) -> Dispute:
    """A party says what it thinks (MD-09)."""
    return saved(tx, evaluated_by(opened(tx, name, "evaluate", etag), said, today=tx.today), "evaluate", "MD-09")
