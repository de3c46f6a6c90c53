"""Write a ledger as plain text that beancount and hledger read, so that somebody else's program can check our sums.

Debits are positive, as in both programs; amounts are yuan with two decimals, commodity CNY. It must not hold personal
data: it names resources, purposes and document numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from chassis.kernel.ledger import Entry
from chassis.kernel.money import yuan

COMMODITY = "CNY"
_UNSAFE = re.compile(r'[\x00-\x1f"\\;|]')


def to_beancount(entries: Iterable[Entry], accounts: Mapping[str, str], opened: date) -> Iterator[str]:
    """Lines of a beancount file. `accounts` gives each account its name there, for example `Assets:Available`."""
    for name in accounts.values():
        yield f"{opened.isoformat()} open {name} {COMMODITY}"
    for entry in entries:
        yield ""
        yield f'{entry.draft.booked_date.isoformat()} * "{_told(entry.draft.purpose)}" "{_told(_title(entry))}"'
        yield f'  number: "{entry.number}"'
        yield from _lines(entry, accounts)


def to_hledger(entries: Iterable[Entry], accounts: Mapping[str, str]) -> Iterator[str]:
    """Lines of an hledger journal, in its `strict` form: accounts and commodity are declared."""
    yield f"commodity 1000.00 {COMMODITY}"
    for name in accounts.values():
        yield f"account {name}"
    for entry in entries:
        yield ""
        date_, title = entry.draft.booked_date.isoformat(), _told(_title(entry))
        yield f"{date_} * ({entry.number}) {_told(entry.draft.purpose)} | {title}"
        yield from _lines(entry, accounts)


def _lines(entry: Entry, accounts: Mapping[str, str]) -> Iterator[str]:
    for transfer in entry.draft.transfers:
        yield f"  {accounts[transfer.debit]}  {yuan(transfer.amount_fen)} {COMMODITY}"
        yield f"  {accounts[transfer.credit]}  {yuan(-transfer.amount_fen)} {COMMODITY}"


def _title(entry: Entry) -> str:
    return " ".join(filter(None, (entry.draft.subject, entry.draft.document)))


def _told(text: str) -> str:
    """Text that neither program takes for syntax."""
    return _UNSAFE.sub(" ", text)
