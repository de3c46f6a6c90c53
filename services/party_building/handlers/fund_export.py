"""Use case of writing a fund's ledger for other people's bookkeeping programs. It must not write anything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chassis.kernel.errors import NotFound
from chassis.ledger.export import to_beancount, to_hledger
from chassis.ledger.reading import load_balances, read_entries
from chassis.tx import Tx
from services.party_building.domain.fund_allocation import EXPORTED
from services.party_building.domain.fund_ledger import FundLedgerAsked, LedgerForm
from services.party_building.persistence.fund import division_of


def show_ledger(tx: Tx, asked: FundLedgerAsked) -> str:
    """The whole ledger of a fund within the caller's divisions."""
    office = asked.name.removeprefix("fundLedgers/")
    if division_of(tx.session, f"offices/{office}", tx.principal) is None:
        raise NotFound("党建经费")
    return "".join(f"{line}\n" for line in export_fund(tx, f"funds/{office}", asked.form))


def export_fund(tx: Tx, name: str, form: LedgerForm) -> Iterator[str]:
    """The lines of the whole ledger, `funds/{office}`. Raises NotFound."""
    if not load_balances(tx.session, name):
        raise NotFound("党建经费")
    entries = list(read_entries(tx.session, name))
    if form is LedgerForm.HLEDGER:
        return to_hledger(entries, EXPORTED)
    opened = min((entry.draft.booked_date for entry in entries), default=dt.date(tx.today.year, 1, 1))
    return to_beancount(entries, EXPORTED, opened)
