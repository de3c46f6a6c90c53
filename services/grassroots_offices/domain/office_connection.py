"""How an office is connected and uses the system (GO-89). It must not reach out to a network."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from chassis.kernel.errors import InvalidFields, Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenConnection:
    """What is entered; None and empty: not connected."""

    intranet_since_date: dt.date | None
    internet_since_date: dt.date | None
    website: str
    document_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection(GivenConnection):
    """What is on file of an office."""

    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeConnection(Connection):
    """What is on file, and what the registers say today."""

    people: int
    accounts: int
    cases_over: int
    cases_complete: int
    missing: tuple[str, ...]


def refuse_future(given: GivenConnection, today: dt.date) -> None:
    """Nobody is connected since a day to come (GO-89). Raises InvalidFields DATE_IN_FUTURE."""
    days = {"intranet_since_date": given.intranet_since_date, "internet_since_date": given.internet_since_date}
    description = "开通日期不能晚于今天（GO-89），请填写实际开通的日期"
    faults = tuple(
        Violation(field=field, reason="DATE_IN_FUTURE", description=description)
        for field, day in days.items()
        if day is not None and day > today
    )
    if faults:
        raise InvalidFields(faults)


def connection_of(
    filed: Connection, *, people: int, accounts: int, cases_over: int, cases_complete: int
) -> OfficeConnection:  # fmt: skip
    """Everybody has an account, every matter that is over all four steps (GO-89)."""
    there = {
        "INTRANET": filed.intranet_since_date is not None, "INTERNET": filed.internet_since_date is not None,
        "WEBSITE": bool(filed.website), "ACCOUNTS": accounts >= people, "CASES": cases_complete == cases_over,
    }  # fmt: skip
    return OfficeConnection(
        office=filed.office, intranet_since_date=filed.intranet_since_date,
        internet_since_date=filed.internet_since_date, website=filed.website, document_number=filed.document_number,
        people=people, accounts=accounts, cases_over=cases_over, cases_complete=cases_complete,
        missing=tuple(name for name, met in there.items() if not met),
    )  # fmt: skip
