"""Which offices stand otherwise when a member or an organisation changed. It must not find out how."""

from __future__ import annotations

from chassis.tx import Tx
from services.party_building.domain.member import Member
from services.party_building.domain.organisation import Organisation
from services.party_building.persistence.coverage import divisions_of
from services.party_building.persistence.instructor import offices_of_instructor
from services.party_building.persistence.organisation import load_organisation


def offices_touched(tx: Tx, member: Member) -> list[tuple[str, str]]:
    """His own office, those that the organisation of his relation unites, those where he is the instructor (PB-06)."""
    touched = [(member.unit, member.division)] if member.unit.startswith("offices/") else []
    organisation = load_organisation(tx.session, member.organisation) if member.organisation else None
    if organisation is not None:
        touched += offices_united(tx, organisation)
    sent = offices_of_instructor(tx.session, member.name)
    return [*touched, *divisions_of(tx.session, sent).items()]


def offices_united(tx: Tx, *organisations: Organisation) -> list[tuple[str, str]]:
    """The offices among the units of organisations, each with its division."""
    units = {unit for one in organisations for unit in one.units if unit.startswith("offices/")}
    known = divisions_of(tx.session, sorted(units))
    first = organisations[0].division
    return [(unit, known.get(unit, first)) for unit in sorted(units)]
