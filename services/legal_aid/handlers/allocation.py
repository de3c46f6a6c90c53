"""Gather what a choice of a unit rests on, choose, keep it, and choose again (LA-50 to LA-57, LA-65, LA-66).

It must not weigh anything; the domain does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from chassis.kernel.errors import NotFound
from chassis.tx import Tx
from services.legal_aid.domain.allocation import Allocation, AllocationInputs, Candidate, all_in_conflict, choose
from services.legal_aid.domain.case import Case
from services.legal_aid.domain.case_assignment import AssignmentOrder
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnit
from services.legal_aid.domain.qualification import domicile_obstacle, obstacles
from services.legal_aid.handlers.pick_ban import banned_from_pick
from services.legal_aid.persistence.allocation import insert_allocation, load_allocation
from services.legal_aid.persistence.assignment_bar import barred_on
from services.legal_aid.persistence.case import conflicting_units
from services.legal_aid.persistence.case_assignment import open_cases_of, rota_of
from services.legal_aid.persistence.handler import handlers_of_city_beyond, handlers_of_division
from services.legal_aid.persistence.handling_unit import units_named


def allocate(tx: Tx, case: Case, order: AssignmentOrder, *, on: dt.date) -> Allocation:
    """Choose among everybody who may be asked, and keep the choice with all it rests on.

    Raises RuleViolated NO_CANDIDATE.
    """
    inputs = AllocationInputs(
        method=order.method,
        unit=order.unit,
        handler=order.handler,
        candidates=candidates_for(tx, case, on=on),
        rota=rota_of(tx.session, case.institution, since=dt.date(on.year, 1, 1), until=on),
    )
    allocation = Allocation(
        name=f"allocations/{tx.new_id()}", case=case.name, division=case.division, decided_date=on, inputs=inputs,
        choice=choose(inputs), create_time=tx.now,
    )  # fmt: skip
    insert_allocation(tx.session, allocation)
    return allocation


def get_allocation(tx: Tx, name: str) -> Allocation:
    """One choice within the caller's divisions."""
    allocation = load_allocation(tx.session, name, tx.principal)
    if allocation is None:
        raise NotFound("指派记录")
    return allocation


def replay_allocation(tx: Tx, name: str) -> bool:
    """Choose again from what was kept; whether unit, handler and every verdict come out the same."""
    allocation = get_allocation(tx, name)
    return choose(allocation.inputs) == allocation.choice


def candidates_for(tx: Tx, case: Case, *, on: dt.date) -> tuple[Candidate, ...]:
    """Everybody of the county; when all its units are in conflict, everybody of the city too (LA-66)."""
    local = tuple(_candidates(tx, case, on, handlers_of_division(tx.session, case.division), away=False))
    if not all_in_conflict(local):
        return local
    return (*local, *_candidates(tx, case, on, handlers_of_city_beyond(tx.session, case.division), away=True))


def _candidates(tx: Tx, case: Case, on: dt.date, handlers: list[Handler], *, away: bool) -> Iterator[Candidate]:
    barred, busy = barred_on(tx.session, on), open_cases_of(tx.session)
    conflicting = conflicting_units(tx.session, case)
    units = units_named(tx.session, {handler.unit for handler in handlers})
    banned = banned_from_pick(tx, handlers, units, on=on)
    for handler in handlers:
        unit = units[handler.unit]
        yield Candidate(
            unit=unit.name,
            unit_kind=unit.kind,
            handler=handler.name,
            obstacles=obstacles_of(handler, unit, case, on=on),
            conflict=unit.name in conflicting,
            barred=not barred.isdisjoint((unit.name, handler.name)),
            specialty=case.matter in handler.specialties,
            open_cases=busy.get(handler.name, 0),
            away=away,
            pick_banned=handler.name in banned,
        )


def obstacles_of(handler: Handler, unit: HandlingUnit, case: Case, *, on: dt.date) -> tuple[str, ...]:
    """Codes of the rules that keep the handler from the case on the day (LA-50 to LA-53, GO-43)."""
    domicile = domicile_obstacle(handler, case.case_type, unit.division, case.party_divisions)
    found = (*obstacles(handler, case.facts(on), on=on), *((domicile,) if domicile else ()))
    return tuple(one.reason for one in found)
