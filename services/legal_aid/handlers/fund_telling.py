"""Tell what an entry in a fund source's ledger changes (LA-145). It must not book anything."""

from __future__ import annotations

from collections.abc import Sequence

from chassis.kernel.ledger import Draft
from chassis.tx import Tx
from services.legal_aid.domain.fund_source import moved
from services.legal_aid.persistence.fund_source import identity_of


def tell_moved(tx: Tx, fund_source: str, drafts: Sequence[Draft]) -> None:
    """One fact for each entry that was booked; none for one that only reserves or releases."""
    identity = identity_of(tx.session, fund_source)
    facts = (moved(fund_source, identity, draft.transfers, on=draft.booked_date) for draft in drafts)
    tx.emit_each([(fact, fund_source) for fact in facts if fact is not None])
