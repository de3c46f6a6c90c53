"""Use cases of pairs: a practitioner co-handles with the lawyer who leads, or leaves him (LA-143).

It must not decide about the law.
"""

from __future__ import annotations

from chassis.deadlines import cancel_deadlines
from chassis.tx import Tx
from services.legal_aid.domain.assignment_rules import refuse_unfit
from services.legal_aid.domain.case import Case, present_assignment
from services.legal_aid.domain.case_assignment import AT_FAULT, snapshot
from services.legal_aid.domain.case_events import failed
from services.legal_aid.domain.pairing import Dissolution, Pairing, dissolve, pair, refuse_pairing
from services.legal_aid.handlers.allocation import obstacles_of
from services.legal_aid.handlers.case import enter_case_step, open_case, record_case_step
from services.legal_aid.handlers.handler import chosen_handler
from services.legal_aid.handlers.handling_unit import assigned_unit
from services.legal_aid.handlers.known_names import known_names
from services.legal_aid.persistence.assignment_bar import barred_on
from services.legal_aid.persistence.case import conflicting_units


def pair_handler(tx: Tx, name: str, pairing: Pairing, *, etag: str) -> Case:
    """Join a practitioner to the lawyer (LA-143); both must be qualified on the day (LA-50 to LA-53, LA-65, LA-66)."""
    case = open_case(tx, name, "pairHandler", etag=etag)
    entry = enter_case_step(tx, case, pairing)
    on, lead, other = entry.happened_date, present_assignment(case), chosen_handler(tx, pairing.handler)
    refuse_pairing(case, lead, other, conflict=other.unit in conflicting_units(tx.session, case))
    unit = assigned_unit(tx, other.unit)
    barred = not barred_on(tx.session, on).isdisjoint((unit.name, other.name))
    refuse_unfit(obstacles_of(other, unit, case, on=on), barred=barred)
    qualification = snapshot(other, on=on)
    after, fact = pair(
        case, lead, other, unit.display_name, qualification, pairing, name=f"assignments/{tx.new_id()}", on=on
    )
    tx.emit(fact, subject=name)
    return record_case_step(tx, case, after, action="pairHandler", entry=entry, rules=("LA-143", "LA-50"))


def dissolve_pair(tx: Tx, name: str, leaving: Dissolution, *, etag: str) -> Case:
    """The co-handler leaves with his share; the lawyer goes on alone or with another one (LA-143, LA-100, XF-15)."""
    case = open_case(tx, name, "dissolvePair", etag=etag)
    entry = enter_case_step(tx, case, leaving)
    after, left = dissolve(case, leaving, on=entry.happened_date)
    cancel_deadlines(tx, left.name)
    if leaving.ground in AT_FAULT:
        known = known_names(tx, left.unit, left.handler)
        tx.emit(failed(case, left, leaving.ground, known, on=entry.happened_date), subject=name)
    rules = ("LA-143", leaving.ground.value, "LA-100")
    return record_case_step(tx, case, after, action="dissolvePair", entry=entry, reason=leaving.reason, rules=rules)
