"""Partners of an office take effect, and others hear who leads it (GO-02, XF-07). It must not decide."""

from __future__ import annotations

import datetime as dt

from chassis.tx import Tx
from services.grassroots_offices.domain.licence_events import OfficeLeadersChanged
from services.grassroots_offices.domain.office import Office
from services.grassroots_offices.domain.practising import with_partner
from services.grassroots_offices.handlers.office import changing_staff
from services.grassroots_offices.handlers.practice_move import chosen_practitioner
from services.grassroots_offices.persistence.practitioner import staff_of, update_practitioner


def appoint_partners(tx: Tx, office: Office, partners: tuple[str, ...], *, on: dt.date) -> None:
    """These are the partners from now on; one fewer may be a breach to be cured (GO-02, GO-10)."""
    with changing_staff(tx, office, on=on):
        for one in staff_of(tx.session, [office.name])[office.name]:
            locked = chosen_practitioner(tx, one.name)
            update_practitioner(tx.session, with_partner(locked, partner=one.name in partners))


def tell_leaders(tx: Tx, office: Office, *, on: dt.date) -> None:
    """Director and partners, as they now are (XF-07)."""
    partners = [one.name for one in staff_of(tx.session, [office.name])[office.name] if one.partner]
    fact = OfficeLeadersChanged(
        office=office.name, division=office.division, director=office.director,
        managers=tuple(one for one in partners if one != office.director), changed_date=on,
    )  # fmt: skip
    tx.emit(fact, subject=office.name)
