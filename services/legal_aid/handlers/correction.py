"""Use cases of corrections and recusals: entries beside the record, never over it. It must not decide about the law."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.tx import Tx
from services.legal_aid.domain.application import Application
from services.legal_aid.domain.correction import Correction, Recusal, correct
from services.legal_aid.handlers.application import enter_step, open_application, record_step
from services.legal_aid.persistence.correction import add_correction

NOW = Happening(happened_date=None, entry_reason="")


def correct_application(tx: Tx, name: str, correction: Correction, *, etag: str) -> Application:
    """Enter a correction; what stood before is kept (P-06)."""
    application = open_application(tx, name, "correct", etag=etag)
    corrected, before = correct(application, correction, today=tx.today)
    reason = correction.correction_reason
    add_correction(tx.session, tx.new_id(), name, before, reason=reason, actor=tx.principal.subject, now=tx.now)
    entry = enter_step(tx, application, NOW)
    return record_step(tx, application, corrected, action="correct", entry=entry, rules=("P-06",), reason=reason)


def recuse_from_application(tx: Tx, name: str, recusal: Recusal, *, etag: str) -> Application:
    """The caller has an interest; from now on he can neither decide nor review it (LA-40, P-04)."""
    application = open_application(tx, name, "recuse", etag=etag)
    entry = enter_step(tx, application, NOW)
    return record_step(
        tx, application, application, action="recuse", entry=entry, rules=("LA-40",), reason=recusal.reason
    )  # fmt: skip
