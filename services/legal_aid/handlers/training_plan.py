"""Use cases of training plans: enter, adopt, hold, close (LA-147). It must not know who somebody is."""

from __future__ import annotations

from dataclasses import replace

from chassis.kernel.errors import NotFound
from chassis.paging import Page
from chassis.tx import Tx
from services.legal_aid.domain.training_plan import (
    TrainingClosing,
    TrainingPaper,
    TrainingPlan,
    TrainingPlanDraft,
    TrainingPlanFilter,
    TrainingSession,
    adopted,
    allow,
    closed,
    planned,
    there_already,
    with_session,
)
from services.legal_aid.handlers.institution import chosen_institution
from services.legal_aid.persistence import training_plan as rows


def create_training_plan(tx: Tx, draft: TrainingPlanDraft) -> TrainingPlan:
    """A plan of a year; one a year and institution (LA-147). Raises INSTITUTION_UNKNOWN, TRAINING_PLAN_EXISTS."""
    institution = chosen_institution(tx, draft.institution)
    existing = rows.plan_of_year(tx.session, institution.name, draft.year)
    if existing:
        raise there_already(existing)
    name = f"trainingPlans/{tx.new_id()}"
    made = planned(draft, name=name, division=institution.division, now=tx.now, today=tx.today)
    rows.insert_training_plan(tx.session, made)
    tx.note("training_plan.create", name, rules=("LA-147",))
    return made


def get_training_plan(tx: Tx, name: str) -> TrainingPlan:
    """One plan within the caller's divisions."""
    return _found(rows.load_training_plan(tx.session, name, tx.principal))


def list_training_plans(
    tx: Tx, wanted: TrainingPlanFilter, page: Page
) -> tuple[list[TrainingPlan], str | None]:  # fmt: skip
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_training_plans(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def adopt_training_plan(tx: Tx, name: str, said: TrainingPaper, *, etag: str) -> TrainingPlan:
    """It is in force."""
    return _save(tx, adopted(_open(tx, name, "adopt", etag=etag), said, on=tx.today), "adopt")


def record_training_session(tx: Tx, name: str, session: TrainingSession, *, etag: str) -> TrainingPlan:
    """A session was held."""
    before = _open(tx, name, "recordSession", etag=etag)
    return _save(tx, with_session(before, session, today=tx.today), "record_session")


def close_training_plan(tx: Tx, name: str, said: TrainingClosing, *, etag: str) -> TrainingPlan:
    """The year is summed up."""
    return _save(tx, closed(_open(tx, name, "close", etag=etag), said, on=tx.today), "close")


def _open(tx: Tx, name: str, action: str, *, etag: str) -> TrainingPlan:
    plan = _found(rows.load_training_plan(tx.session, name, tx.principal, lock=True))
    allow(plan, action, etag=etag)
    return plan


def _save(tx: Tx, after: TrainingPlan, action: str) -> TrainingPlan:
    saved = replace(after, etag=str(int(after.etag) + 1))
    rows.update_training_plan(tx.session, saved)
    tx.note(f"training_plan.{action}", saved.name, rules=("LA-147",), document=saved.document_number)
    return saved


def _found(plan: TrainingPlan | None) -> TrainingPlan:
    if plan is None:
        raise NotFound("培训计划")
    return plan
