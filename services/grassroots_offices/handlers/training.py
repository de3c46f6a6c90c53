"""Use cases of trainings: enter with everybody who took part, take back, read. It must not add up a year."""

from __future__ import annotations

from chassis.kernel.entry import Happening
from chassis.kernel.errors import NotFound, RuleViolated
from chassis.paging import Page
from chassis.row_scope import require_division
from chassis.tx import Tx
from services.grassroots_offices.domain.training import (
    Training,
    TrainingDraft,
    TrainingFilter,
    allow,
    hold_training,
    voided,
)
from services.grassroots_offices.handlers.time_limit import enter_happening
from services.grassroots_offices.persistence import training as rows
from services.grassroots_offices.persistence.practitioner import known_among


def create_training(tx: Tx, draft: TrainingDraft) -> Training:
    """Enter a training (GO-48, GO-49). Raises PRACTITIONER_UNKNOWN."""
    require_division(tx.principal, draft.division)
    happening = Happening(happened_date=draft.training_date, entry_reason=draft.entry_reason)
    entry = enter_happening(tx, happening, division=draft.division, not_before=None, field="training.training_date")
    training = hold_training(draft, name=f"trainings/{tx.new_id()}", entry=entry, now=tx.now)
    _refuse_unknown(tx, [one.practitioner for one in training.attendances])
    rows.insert_training(tx.session, training)
    tx.note("training.create", training.name, rules=("GO-48",), document=training.document_number)
    return training


def get_training(tx: Tx, name: str) -> Training:
    """One training within the caller's divisions."""
    return _found(rows.load_training(tx.session, name, tx.principal))


def list_trainings(tx: Tx, wanted: TrainingFilter, page: Page) -> tuple[list[Training], str | None]:
    """A page, and the key behind which the next one begins."""
    return page.cut(rows.find_trainings(tx.session, wanted, page, tx.principal), key=lambda item: item.name)


def void_training(tx: Tx, name: str, reason: str, *, etag: str) -> Training:
    """Take a training back; it counts for nobody any more."""
    training = _found(rows.load_training(tx.session, name, tx.principal, lock=True))
    allow(training, "void", etag=etag)
    done = voided(training, reason)
    rows.update_training(tx.session, done)
    tx.note("training.void", name, rules=("GO-48",))
    return done


def _refuse_unknown(tx: Tx, names: list[str]) -> None:
    if set(names) - known_among(tx.session, names, tx.principal):
        message = "参训人员中有不存在或者不在您管辖范围内的人员，请从人员列表中选择（GO-48）。"
        raise RuleViolated("PRACTITIONER_UNKNOWN", message, rules=("GO-48",))


def _found(training: Training | None) -> Training:
    if training is None:
        raise NotFound("培训记录")
    return training
