"""In which plain text a fund's ledger is wanted. It must not write it."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class LedgerForm(enum.Enum):
    """A plain-text syntax."""

    BEANCOUNT = "beancount"
    HLEDGER = "hledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundLedgerAsked:
    """Whose fund's ledger, `fundLedgers/{office}`, in which syntax."""

    name: str
    form: LedgerForm
