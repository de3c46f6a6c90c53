"""Use cases of rosters. It must not show more of anybody than his name in the register."""

from __future__ import annotations

from chassis.kernel.entry import check_day
from chassis.paging import Page
from chassis.tx import Tx
from services.grassroots_offices.domain.roster import (
    RosterKind,
    RosterMember,
    RosterStratum,
    RosterWanted,
    stratum_of,
)
from services.grassroots_offices.handlers.as_service import as_service
from services.grassroots_offices.persistence import roster as rows


def list_roster(tx: Tx, wanted: RosterWanted, page: Page) -> tuple[list[RosterMember], str | None]:
    """A page of the roster of the day, and the key behind which the next one begins (SV-60). Raises DATE_IN_FUTURE."""
    check_day(wanted.as_of_date, today=tx.today, not_before=None, field="as_of_date")
    with as_service(tx, wanted.division):
        return _offices(tx, wanted, page) if wanted.kind is RosterKind.OFFICE else _people(tx, wanted, page)


def _offices(tx: Tx, wanted: RosterWanted, page: Page) -> tuple[list[RosterMember], str | None]:
    """Each office with its stratum (SV-63)."""
    names, after = page.cut(rows.offices_on(tx.session, wanted.as_of_date, page, tx.principal), key=str)
    years = tx.policy("go.low_risk_years", division=wanted.division, on=wanted.as_of_date).value
    records = rows.records_of(tx.session, names, wanted.as_of_date)
    return [
        RosterMember(
            subject=one, office=one, stratum=stratum_of(records[one], years=years, on=wanted.as_of_date)
        )
        for one in names
    ], after  # fmt: skip


def _people(tx: Tx, wanted: RosterWanted, page: Page) -> tuple[list[RosterMember], str | None]:
    """Each practitioner; only of an office can the risk be low."""
    found = rows.practitioners_on(tx.session, wanted.as_of_date, page, tx.principal)
    kept, after = page.cut(found, key=lambda one: one[0])
    return [
        RosterMember(subject=name, office=office, stratum=RosterStratum.ORDINARY) for name, office in kept
    ], after  # fmt: skip
