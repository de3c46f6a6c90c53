"""Use case of the yearly participation check: read what was told and count. It must not store anything."""

from __future__ import annotations

from chassis.tx import Tx
from services.legal_aid.domain.participation import ParticipationAsked, ParticipationCheck, check_participation
from services.legal_aid.domain.period import Period
from services.legal_aid.domain.told import Scope
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence.told import last_position, told_until


def check_year(tx: Tx, asked: ParticipationAsked) -> ParticipationCheck:
    """Units and handlers of the institution's cases in the year (LA-139)."""
    institution = chosen_institution(tx, asked.institution)
    position = last_position(tx.session)
    scope = Scope(institution=institution.name, division_prefix=institution.division)
    told = told_until(tx.session, position, scope)
    lines = check_participation(told, Period(year=asked.year, quarter=0))
    return ParticipationCheck(position=position, lines=lines)
