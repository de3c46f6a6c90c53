"""Use cases of statements: a quarter of an office's fund, and what the funds of a division come to.

It must not reckon a balance.
"""

from __future__ import annotations

import datetime as dt

from chassis.clock import SHANGHAI
from chassis.events.event_log import read_head
from chassis.kernel.errors import NotFound
from chassis.tx import Tx
from services.party_building.domain.fund_count import FundCount
from services.party_building.domain.fund_statement import (
    FundStatement,
    days_of,
    line_of,
    line_of_spend,
    statement_of,
)
from services.party_building.persistence import fund as funds
from services.party_building.persistence.fund_allocation import lines_until
from services.party_building.persistence.fund_count import count_year
from services.party_building.persistence.fund_spend import spent_until


def get_statement(tx: Tx, name: str, quarter: str) -> FundStatement:
    """A quarter of an office's fund as its lines stand now (F-15)."""
    office = f"offices/{name.removeprefix('fundStatements/')}"
    division = funds.division_of(tx.session, office, tx.principal)
    if division is None:
        raise NotFound("党建经费")
    _, end = days_of(quarter)
    lines = [
        line_of(line, line.create_time.astimezone(SHANGHAI).date())
        for line in lines_until(tx.session, office, dt.datetime.combine(end, dt.time(), SHANGHAI))
    ]
    lines += [line_of_spend(spend) for spend in spent_until(tx.session, office, end)]
    return statement_of(lines, name=name, office=office, division=division, quarter=quarter)


def count_funds(tx: Tx, year: int) -> tuple[list[FundCount], int]:
    """The funds of the caller's divisions in a year, and the position of the event log at which they were counted."""
    return count_year(tx.session, tx.principal, year), read_head(tx.session).position
