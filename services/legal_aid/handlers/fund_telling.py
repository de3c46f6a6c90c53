"""Tell what an entry in a fund source's ledger changes (LA-145). It must not book anything."""

from __future__ import annotations

from chassis.kernel.ledger import Draft
from chassis.tx import Tx
from services.legal_aid.domain.fund_source import moved
from services.legal_aid.persistence.fund_source import identity_of


def tell_moved(tx: Tx, fund_source: str, draft: Draft) -> None:
    """One fact for an entry that was booked; none for one that only reserves or releases."""
    fact = moved(fund_source, identity_of(tx.session, fund_source), draft.transfers, on=draft.booked_date)
    if fact is not None:
        tx.emit(fact, subject=fund_source)
