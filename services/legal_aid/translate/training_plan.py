"""Training plans between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import training_plan_pb2
from sifa.legal_aid.v1 import training_plan_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.training_plan import (
    MOVES,
    TrainingClosing,
    TrainingPaper,
    TrainingPlan,
    TrainingPlanDraft,
    TrainingPlanFilter,
    TrainingSession,
)

OUTPUT_ONLY = (
    "name",
    "state",
    "state_date",
    "document_number",
    "sessions",
    "unheld_items",
    "reason",
    "division",
    "allowed_actions",
    "create_time",
    "etag",
)
ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(
    TrainingPlan,
    training_plan_pb2.TrainingPlan,
    left_out=(
        "allowed_actions",
        "unheld_items",
    ),
)
_read_draft = from_message(training_plan_pb2.TrainingPlan, TrainingPlanDraft, left_out=OUTPUT_ONLY)
read_training_plan_filter = from_message(
    pb.ListTrainingPlansRequest, TrainingPlanFilter, left_out=("page_size", "page_token")
)
read_training_paper = from_message(pb.AdoptTrainingPlanRequest, TrainingPaper, left_out=ENVELOPE)
read_training_session = from_message(pb.RecordTrainingSessionRequest, TrainingSession, left_out=ENVELOPE)
read_training_closing = from_message(pb.CloseTrainingPlanRequest, TrainingClosing, left_out=ENVELOPE)


def training_plan_to_proto(item: TrainingPlan) -> training_plan_pb2.TrainingPlan:
    """The message, with what may be done next."""
    message = _to_proto(item)
    message.unheld_items.extend(item.unheld_items)
    message.allowed_actions.extend(allowed_actions(MOVES, item.state))
    return message


def read_training_plan_draft(message: training_plan_pb2.TrainingPlan) -> TrainingPlanDraft:
    """What was entered; output-only fields are ignored. Raises InvalidFields for a date that does not exist."""
    return _read_draft(message, "training_plan")
