"""What the funds must be, reckoned anew from the reports and the acknowledged spendings alone.

It must not use the product's own rules or rounding.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter as Tally
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

import sqlalchemy as sa
from sifa.party_building.v1 import fund_statement_pb2 as pb
from sqlalchemy.orm import Session

from chassis.ledger.reading import find_disagreements
from services.party_building.journeys.audit import audit
from tests.proofs.fund_house import HEARS, TELLS, YEAR, FundHouse

AFTER = dt.date(2026, 7, 1)
REPORTS = sa.text("""SELECT office, period, version, gross_fee_fen - refunds_fen - pass_through_fen AS base
                     FROM income_report ORDER BY office, period, version""")
LINES = sa.text("SELECT office, period, report_version, kind, amount_fen FROM fund_allocation")
MOVED = sa.text("""SELECT e.ledger, e.number, e.purpose, t.debit, t.credit, t.amount_fen
                   FROM ledger_entry e JOIN ledger_transfer t ON t.entry = e.name ORDER BY e.ledger, e.number""")
TRUE_UP, FUND = "YEAR_TRUE_UP", "AVAILABLE"
Line = tuple[str, str, int, str, int]


def three_per_cent(fen: int) -> int:
    """Half away from zero, once."""
    return int((Decimal(fen) * 3 / 100).quantize(Decimal(1), ROUND_HALF_UP))


def faults_of(funds: FundHouse) -> Iterator[str]:
    """Where the books are not what they must be, after every year was trued up."""
    with funds.house.reading(TELLS) as session:
        expected, years = _expected(session)
    with funds.house.reading(HEARS) as session:
        yield from (f"books: {line}" for line in find_disagreements(session))
        found: list[Line] = [tuple(row) for row in session.execute(LINES)]
        yield from _compare(expected, Tally(line for line in found if line[3] != TRUE_UP))
        balances = {}
        for ledger, moved in groupby(session.execute(MOVED).all(), key=lambda row: str(row.ledger)):
            office, balance = ledger.replace("funds/", "offices/"), 0
            for row in moved:
                if row.purpose == "SPEND" and row.amount_fen > balance:
                    yield f"overspent: entry {row.number} spends {row.amount_fen} of {balance} fen"
                balance += row.amount_fen * ((row.debit == FUND) - (row.credit == FUND))
            balances[office] = balance
    for office in funds.offices:
        wanted = three_per_cent(years[office])
        lines = sum(line[4] for line in found if line[0] == office)
        if lines != wanted:
            yield f"model: the lines of a year come to {lines} fen, 3% of its base is {wanted}"
        if balances.get(office, 0) != wanted - funds.spent[office]:
            yield f"model: a fund has {balances.get(office, 0)} fen, {wanted} less {funds.spent[office]} were expected"
        beancount, hledger = (
            funds.ledger(office, pb.LEDGER_FORM_BEANCOUNT),
            funds.ledger(office, pb.LEDGER_FORM_HLEDGER),
        )
        accepted, said = audit(beancount, hledger, wanted - funds.spent[office], AFTER)
        if not accepted or "NOT checked" in said:
            yield f"audit: {said}"


def _expected(session: Session) -> tuple[Tally[Line], Tally[str]]:
    """A line for each version, one that takes it back for each that was corrected; the year's base by office."""
    lines, years = Tally[Line](), Tally[str]()
    for (office, period), versions in groupby(session.execute(REPORTS).all(), key=lambda row: (row.office, row.period)):
        listed = list(versions)
        lines.update((office, period, row.version, "PERIODIC", three_per_cent(row.base)) for row in listed)
        lines.update((office, period, row.version, "REVERSAL", -three_per_cent(row.base)) for row in listed[:-1])
        years[office] += listed[-1].base if period.startswith(str(YEAR)) else 0
    return lines, years


def _compare(expected: Tally[Line], found: Tally[Line]) -> Iterator[str]:
    """One line for what lacks and one for what is too much."""
    for said, off in (("lack", expected - found), ("are too many", found - expected)):
        if off:
            yield f"model: {off.total()} lines {said}, for example {next(iter(off))[1:]}"
