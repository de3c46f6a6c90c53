"""Use case of writing a source's ledger for other people's bookkeeping programs. It must not write anything else."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator

from chassis.kernel.errors import NotFound
from chassis.ledger.export import to_beancount, to_hledger
from chassis.ledger.reading import read_entries
from chassis.tx import Tx
from services.legal_aid.domain.fund_balance import EXPORTED
from services.legal_aid.persistence.fund_source import fiscal_year_of


class LedgerForm(enum.Enum):
    """A plain-text syntax."""

    BEANCOUNT = "beancount"
    HLEDGER = "hledger"


def export_ledger(tx: Tx, name: str, form: LedgerForm) -> Iterator[str]:
    """The lines of the whole ledger. Raises NotFound."""
    fiscal_year = fiscal_year_of(tx.session, name)
    if fiscal_year is None:
        raise NotFound("经费来源")
    entries = list(read_entries(tx.session, name))
    if form is LedgerForm.HLEDGER:
        return to_hledger(entries, EXPORTED)
    opened = min([dt.date(fiscal_year, 1, 1), *(entry.draft.booked_date for entry in entries)])
    return to_beancount(entries, EXPORTED, opened)
