"""Trainings between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import training_pb2
from sifa.grassroots_offices.v1 import training_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.training import (
    MOVES,
    Training,
    TrainingAttendance,
    TrainingDraft,
    TrainingFilter,
)

OUTPUT_ONLY = ("name", "state", "late", "void_reason", "allowed_actions", "create_time", "etag")
_to_proto = to_message(
    Training, training_pb2.Training, left_out=("allowed_actions",),
    parts={"attendances": to_message(TrainingAttendance, training_pb2.TrainingAttendance)},
)  # fmt: skip
_read_draft = from_message(training_pb2.Training, TrainingDraft, left_out=OUTPUT_ONLY)
read_training_filter = from_message(
    pb.ListTrainingsRequest, TrainingFilter, left_out=("page_size", "page_token")
)  # fmt: skip


def training_to_proto(training: Training) -> training_pb2.Training:
    """The training, with what may be done next."""
    message = _to_proto(training)
    message.allowed_actions.extend(allowed_actions(MOVES, training.state))
    return message


def read_training_draft(message: training_pb2.Training) -> TrainingDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "training")
