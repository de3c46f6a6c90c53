"""Use cases of an office's birth: its party plan is looked at, and its coverage begins with the licence (PB-13).

It must not decide whether the office is licensed.
"""

from __future__ import annotations

from chassis.tx import Tx
from services.party_building.domain.coverage import required_form
from services.party_building.domain.establishment import Establishment, Licensing, PartyPlanChecked
from services.party_building.handlers.coverage import LEAST_FORMAL, look_at
from services.party_building.persistence.member import member_of


def check_plan(tx: Tx, establishment: Establishment) -> None:
    """Tell what the office must have when it is born, by its founders who are members (XF-01, PB-01, PB-13)."""
    founders = [member_of(tx.session, tx.seal, name) for name in establishment.practitioners]
    least = tx.policy(LEAST_FORMAL, division=establishment.division, on=tx.today).value
    fact = PartyPlanChecked(
        application=establishment.application, office=establishment.office, division=establishment.division,
        required=required_form([one for one in founders if one is not None], least), checked_date=tx.today,
    )  # fmt: skip
    tx.emit(fact, subject=establishment.application)


def begin_coverage(tx: Tx, licensing: Licensing) -> None:
    """The office is licensed: the time in which its organisation is formed begins (XF-02, PB-13)."""
    look_at(tx, [(licensing.office, licensing.division)], on=licensing.licensed_date)
