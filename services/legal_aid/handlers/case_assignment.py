"""Use cases of assignments: assign a unit, arrange a person, replace him. It must not decide about the law."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from chassis.clock import SHANGHAI
from chassis.deadlines import cancel_deadlines, finish_deadline, load_deadline
from chassis.kernel.calendar import ONE_DAY
from chassis.kernel.entry import Entry
from chassis.tx import Tx
from services.legal_aid.domain.assignment import Assignment
from services.legal_aid.domain.assignment_rules import refuse_arrangement, refuse_order, refuse_rota_before_pick
from services.legal_aid.domain.case import Case, flagged, present_assignment
from services.legal_aid.domain.case_assignment import (
    AT_FAULT,
    Arrangement,
    AssignmentMethod,
    AssignmentOrder,
    CaseAssignment,
    RefusedReplacement,
    Replacement,
    snapshot,
)
from services.legal_aid.domain.case_events import arranged, assigned, failed
from services.legal_aid.domain.case_handling import arrange, refuse_replacement_of, replace_handler
from services.legal_aid.domain.case_words import CaseFlag, CaseState
from services.legal_aid.domain.court_papers import goes_to_court
from services.legal_aid.domain.handler import Handler
from services.legal_aid.domain.handling_unit import HandlingUnit
from services.legal_aid.domain.replacement_request import RequestState
from services.legal_aid.domain.time_limit import DeadlineKind
from services.legal_aid.handlers.allocation import allocate, obstacles_of
from services.legal_aid.handlers.case import enter_case_step, open_case, record_case_step
from services.legal_aid.handlers.handler import handler_of_unit
from services.legal_aid.handlers.handling_unit import assigned_unit
from services.legal_aid.handlers.known_names import known_names
from services.legal_aid.handlers.replacement_request import decide_request
from services.legal_aid.handlers.source import tell_source
from services.legal_aid.handlers.time_limit import start_limit
from services.legal_aid.persistence.assignment_bar import barred_on

REASSIGN = DeadlineKind.REASSIGN.name


def assign_case(tx: Tx, name: str, order: AssignmentOrder, *, etag: str) -> Case:
    """Assign a unit: by rota, specialty, the recipient's pick, or to the own staff (LA-55 to LA-57)."""
    case = open_case(tx, name, "assign", etag=etag)
    entry = enter_case_step(tx, case, order)
    case = replace(case, party_divisions=order.party_divisions or case.party_divisions)
    refuse_order(case, order)
    refuse_rota_before_pick(case, order, on=entry.happened_date, assign_by=_assign_by(tx, case))
    allocation = allocate(tx, case, order, on=entry.happened_date)
    unit = assigned_unit(tx, allocation.choice.unit)
    named = allocation.choice.handler
    handler = handler_of_unit(tx, named, unit.name) if named else None
    assignment = _assignment(tx, case, order, unit, handler, allocation.name, entry)
    for before in (case.last,) if case.last else ():
        finish_deadline(tx, before.name, REASSIGN, on=entry.happened_date)
    _start_clocks(tx, case, assignment, entry)
    after = replace(case, state=CaseState.ASSIGNED, assignments=(*case.assignments, assignment))
    if order.method is AssignmentMethod.IN_HOUSE:
        after = flagged(after, CaseFlag.IN_HOUSE)
    if unit.division != case.division:
        after = flagged(after, CaseFlag.OTHER_COUNTY)
    tx.emit(assigned(after, assignment), subject=name)
    tell_source(tx, after, _shown(assignment), entry)
    rules = ("LA-55", "LA-56", "LA-57" if case.application else "LA-34")
    return record_case_step(tx, case, after, action="assign", entry=entry, reason=order.reason, rules=rules)


def arrange_handler(tx: Tx, name: str, arrangement: Arrangement, *, etag: str) -> Case:
    """The unit arranges the person, who must be qualified on the day (LA-50 to LA-55)."""
    case = open_case(tx, name, "arrange", etag=etag)
    entry = enter_case_step(tx, case, arrangement)
    present = present_assignment(case)
    unit, handler = assigned_unit(tx, present.unit), handler_of_unit(tx, arrangement.handler, present.unit)
    on = entry.happened_date
    barred = not barred_on(tx.session, on).isdisjoint((unit.name, handler.name))
    refuse_arrangement(present, handler, obstacles_of(handler, unit, case, on=on), barred=barred)
    after = arrange(case, handler.name, handler.full_name, snapshot(handler, on=on), on=on)
    tx.emit(arranged(after, present_assignment(after), on=on), subject=name)
    finish_deadline(tx, present.name, DeadlineKind.ARRANGE.name, on=_instant(tx, on))
    tell_source(tx, after, _shown(present_assignment(after)), entry)
    return record_case_step(tx, case, after, action="arrange", entry=entry, rules=("LA-55", "LA-50"))


def replace_case_handler(tx: Tx, name: str, replacement: Replacement, *, etag: str) -> Case:
    """End the running assignment for a ground; the institution assigns anew in three days (LA-60 to LA-66)."""
    case = open_case(tx, name, "replace", etag=etag)
    entry = enter_case_step(tx, case, replacement)
    refuse_replacement_of(case, replacement)
    ended = present_assignment(case)
    decide_request(tx, case, replacement.requested_date, entry, RequestState.GRANTED)
    for one in (ended, *([case.paired] if case.paired else [])):
        cancel_deadlines(tx, one.name)
    start_limit(
        tx, DeadlineKind.REASSIGN, subject=ended.name, owner=case.institution, division=case.division,
        start=entry.happened_date,
    )  # fmt: skip
    after = replace_handler(case, replacement, on=entry.happened_date)
    if replacement.ground in AT_FAULT:
        known = known_names(tx, ended.unit, ended.handler)
        tx.emit(failed(case, ended, replacement.ground, known, on=entry.happened_date), subject=name)
    rules = (replacement.ground.value, "LA-100")
    return record_case_step(tx, case, after, action="replace", entry=entry, reason=replacement.reason, rules=rules)


def refuse_replacement(tx: Tx, name: str, refused: RefusedReplacement, *, etag: str) -> Case:
    """A request for another handler is not justified; the person learns why (LA-61, LA-63)."""
    case = open_case(tx, name, "refuseReplacement", etag=etag)
    entry = enter_case_step(tx, case, refused)
    decide_request(tx, case, refused.requested_date, entry, RequestState.REFUSED)
    return record_case_step(
        tx, case, case, action="refuseReplacement", entry=entry, reason=refused.reason, rules=("LA-63",)
    )  # fmt: skip


def _assignment(
    tx: Tx, case: Case, order: AssignmentOrder, unit: HandlingUnit, handler: Handler | None, allocation: str,
    entry: Entry,
) -> CaseAssignment:  # fmt: skip
    on = entry.happened_date
    return CaseAssignment(
        name=f"assignments/{tx.new_id()}", case=case.name, unit=unit.name, unit_name=unit.display_name,
        handler=handler.name if handler else "", handler_name=handler.full_name if handler else "",
        method=order.method, reason=order.reason, allocation=allocation, assigned_date=on,
        arranged_date=on if handler else None, agreement_date=None, delay_cause="",
        qualification=snapshot(handler, on=on) if handler else None, ended_date=None, ground=None,
        workload_share_bp=0,
    )  # fmt: skip


def _assign_by(tx: Tx, case: Case) -> dt.date | None:
    """The date of LA-33; None while it is not known, and of notified cases."""
    limit = load_deadline(tx.session, case.application, DeadlineKind.ASSIGN.name)
    return None if limit is None else limit.due_date


def _start_clocks(tx: Tx, case: Case, assignment: CaseAssignment, entry: Entry) -> None:
    """24 hours to arrange somebody, five days to sign, three for the court's papers (LA-54, LA-55, LA-68)."""
    if not assignment.handler:
        start_limit(
            tx, DeadlineKind.ARRANGE, subject=assignment.name, owner=assignment.unit, division=case.division,
            start=_instant(tx, entry.happened_date),
        )  # fmt: skip
    start_limit(
        tx, DeadlineKind.AGREE, subject=assignment.name, owner=assignment.unit, division=case.division,
        start=entry.happened_date,
    )  # fmt: skip
    if goes_to_court(case):
        start_limit(
            tx, DeadlineKind.COURT_PAPERS, subject=assignment.name, owner=assignment.unit, division=case.division,
            start=entry.happened_date,
        )  # fmt: skip


def _instant(tx: Tx, on: dt.date) -> dt.datetime:
    """Now, or for what happened on an earlier day its end, since only the day is known."""
    if on == tx.today:
        return tx.now
    return dt.datetime.combine(on + ONE_DAY, dt.time(), SHANGHAI)


def _shown(assignment: CaseAssignment) -> Assignment:
    return Assignment(
        unit_name=assignment.unit_name, handler_name=assignment.handler_name, assigned_date=assignment.assigned_date
    )  # fmt: skip
