"""A new office takes everything of others over, and they end (GO-02, GO-08). It must not decide.

Of two or more offices it is a merger into a new one; of one it is the last part of a split that ends it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.grassroots_offices.domain.judging import judge
from services.grassroots_offices.domain.licence_application import LicenceApplication
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.office_licensing import refuse_minimum, refuse_outsiders
from services.grassroots_offices.domain.office_statement import LicenceApplicationKind, OfficeStatement
from services.grassroots_offices.domain.office_succession import as_merged, check_new_place, refuse_renewal
from services.grassroots_offices.domain.practitioner import Practitioner
from services.grassroots_offices.handlers.office_leaders import appoint_partners
from services.grassroots_offices.handlers.office_succession import absorb, check_absorbed
from services.grassroots_offices.handlers.standards import standards_on
from services.grassroots_offices.persistence.licence_application import is_running
from services.grassroots_offices.persistence.office import was_split_on
from services.grassroots_offices.persistence.practitioner import staff_of

SPLIT = LicenceApplicationKind.SPLIT


def check_consolidation(tx: Tx, statement: OfficeStatement) -> tuple[str, ...]:
    """Whoever will belong to the new office, if the others may give way to it (GO-08).

    One office alone must be splitting already. Raises SPLIT_MISSING, OPEN_MATTERS, OFFICE_ON_HOLD.
    """
    lone = len(statement.absorbed_offices) == 1
    absorbed = check_absorbed(tx, "", statement, besides=SPLIT if lone else None)
    check_new_place(statement, absorbed)
    refuse_renewal(absorbed, split=any(is_running(tx.session, one.name, SPLIT) for one in absorbed))
    return members(tx, statement)


def members(tx: Tx, statement: OfficeStatement) -> tuple[str, ...]:
    """Founders that a statement names, or everybody of the offices that are taken over, in order of name (XF-01)."""
    return statement.founders or tuple(sorted(one.name for one in _joining(tx, statement)))


def weigh_consolidation(
    tx: Tx, application: LicenceApplication, office: Office, statement: OfficeStatement, on: dt.date, *, granted: bool
) -> LicenceApplication:
    """The application with every criterion of the new office, with everybody who comes to it (GO-02, GO-08)."""
    together = as_merged((), _joining(tx, statement), statement.partners)
    verdicts = judge(office, together, standards_on(tx, office.division, on), on=on)
    if granted:
        absorbed = check_absorbed(tx, office.name, statement)
        refuse_renewal(absorbed, split=any(was_split_on(tx.session, one.name, on) for one in absorbed))
        refuse_outsiders((*statement.partners, statement.director), (one.name for one in together))
        refuse_minimum(verdicts)
    return replace(application, verdicts=verdicts)


def consolidate(
    tx: Tx, office: Office, statement: OfficeStatement, entry: Entry, *, document: str
) -> tuple[str, ...]:  # fmt: skip
    """The others end, and everybody of theirs belongs to the new office from the day on (GO-08). Returns them."""
    everybody = members(tx, statement)
    for one in check_absorbed(tx, office.name, statement):
        absorb(tx, one, office, entry, document=document)
    appoint_partners(tx, office, statement.partners, on=entry.happened_date)
    return everybody


def _joining(tx: Tx, statement: OfficeStatement) -> list[Practitioner]:
    offices = sorted(statement.absorbed_offices)
    staff = staff_of(tx.session, offices)
    return [one for name in offices for one in staff[name]]
