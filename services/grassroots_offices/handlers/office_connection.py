"""Enter how an office is connected, and look at how it uses the system (GO-89). It must not judge people."""

from __future__ import annotations

from dataclasses import asdict

from chassis.tx import Tx
from services.grassroots_offices.domain.office_connection import (
    Connection,
    GivenConnection,
    OfficeConnection,
    connection_of,
    refuse_future,
)
from services.grassroots_offices.handlers.office import chosen_office, found_office
from services.grassroots_offices.persistence.office import load_office
from services.grassroots_offices.persistence.office_case import count_over
from services.grassroots_offices.persistence.office_connection import load_connection, save_connection
from services.grassroots_offices.persistence.practitioner import staff_of
from services.grassroots_offices.persistence.staff_account import count_accounts


def set_office_connection(tx: Tx, name: str, given: GivenConnection) -> OfficeConnection:
    """Enter it in place of what was entered before (GO-89). Raises OFFICE_UNKNOWN, DATE_IN_FUTURE."""
    office = chosen_office(tx, name)
    refuse_future(given, tx.today)
    save_connection(tx.session, Connection(**asdict(given), office=office.name))
    tx.note("office.setConnection", office.name, rules=("GO-89",), document=given.document_number)
    return _standing(tx, office.name)


def check_office_connection(tx: Tx, name: str) -> OfficeConnection:
    """How it stands today (GO-89)."""
    return _standing(tx, found_office(load_office(tx.session, name, tx.principal)).name)


def _standing(tx: Tx, office: str) -> OfficeConnection:
    over, complete = count_over(tx.session, office)
    return connection_of(
        load_connection(tx.session, office), people=len(staff_of(tx.session, [office])[office]),
        accounts=count_accounts(tx.session, office), cases_over=over, cases_complete=complete,
    )  # fmt: skip
