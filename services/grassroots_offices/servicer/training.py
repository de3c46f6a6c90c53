"""gRPC door of trainings. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import training_pb2
from sifa.grassroots_offices.v1 import training_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers.training import (
    create_training,
    get_training,
    list_trainings,
    void_training,
)
from services.grassroots_offices.translate.training import (
    read_training_draft,
    read_training_filter,
    training_to_proto,
)


class TrainingService(Servicer):
    """sifa.grassroots_offices.v1.TrainingService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["TrainingService"]

    def CreateTraining(self, tx: Tx, request: pb.CreateTrainingRequest) -> training_pb2.Training:
        """Enter one."""
        return training_to_proto(create_training(tx, read_training_draft(request.training)))

    def GetTraining(self, tx: Tx, request: pb.GetTrainingRequest) -> training_pb2.Training:
        """One of them."""
        return training_to_proto(get_training(tx, request.name))

    def ListTrainings(self, tx: Tx, request: pb.ListTrainingsRequest) -> pb.ListTrainingsResponse:
        """A page of them."""
        found, after = list_trainings(tx, read_training_filter(request, ""), self.pager.read(request))
        return pb.ListTrainingsResponse(
            trainings=map(training_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def VoidTraining(self, tx: Tx, request: pb.VoidTrainingRequest) -> pb.VoidTrainingResponse:
        """Take it back."""
        done = void_training(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidTrainingResponse(training=training_to_proto(done))
