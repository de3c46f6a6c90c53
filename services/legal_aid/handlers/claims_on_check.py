"""Put the open claims of a handler or unit on check: blocked until a person has looked (XF-12, XF-16, XF-39).

It must not touch what is paid: taking that back needs a written decision.
"""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.subsidy_claim import BlockReason
from services.legal_aid.handlers.as_service import as_service
from services.legal_aid.handlers.subsidy_claim import stop
from services.legal_aid.handlers.subsidy_weighing import Obstacle
from services.legal_aid.persistence.subsidy_claim import lock_open_claims


def put_on_check(tx: Tx, subject: str, *, document: str) -> int:
    """Block every claim of the subject that is not paid; returns how many."""
    found = lock_open_claims(tx.session, subject)
    for claim in found:
        with as_service(tx, claim.division):
            stop(tx, claim, Obstacle(reason=BlockReason.UNDER_SUSPICION), document)
    return len(found)


def stop_purchased(tx: Tx, unit: str, case: str, *, document: str) -> int:
    """Block the unit's unpaid claims in a case that a purchase contract pays for (GO-88); returns how many."""
    found = lock_open_claims(tx.session, unit, case=case)
    for claim in found:
        stop(tx, claim, Obstacle(reason=BlockReason.PURCHASED), document)
    return len(found)
