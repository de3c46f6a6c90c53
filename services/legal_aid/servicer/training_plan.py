"""gRPC door of training plans. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import training_plan_pb2
from sifa.legal_aid.v1 import training_plan_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.training_plan import (
    adopt_training_plan,
    close_training_plan,
    create_training_plan,
    get_training_plan,
    list_training_plans,
    record_training_session,
)
from services.legal_aid.translate.training_plan import (
    read_training_closing,
    read_training_paper,
    read_training_plan_draft,
    read_training_plan_filter,
    read_training_session,
    training_plan_to_proto,
)


class TrainingPlanService(Servicer):
    """sifa.legal_aid.v1.TrainingPlanService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["TrainingPlanService"]

    def CreateTrainingPlan(self, tx: Tx, request: pb.CreateTrainingPlanRequest) -> training_plan_pb2.TrainingPlan:
        """Enter one."""
        return training_plan_to_proto(create_training_plan(tx, read_training_plan_draft(request.training_plan)))

    def GetTrainingPlan(self, tx: Tx, request: pb.GetTrainingPlanRequest) -> training_plan_pb2.TrainingPlan:
        """One of them."""
        return training_plan_to_proto(get_training_plan(tx, request.name))

    def ListTrainingPlans(self, tx: Tx, request: pb.ListTrainingPlansRequest) -> pb.ListTrainingPlansResponse:
        """A page."""
        found, after = list_training_plans(tx, read_training_plan_filter(request, ""), self.pager.read(request))
        return pb.ListTrainingPlansResponse(
            training_plans=map(training_plan_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def AdoptTrainingPlan(self, tx: Tx, request: pb.AdoptTrainingPlanRequest) -> pb.AdoptTrainingPlanResponse:
        """It is in force."""
        done = adopt_training_plan(tx, request.name, read_training_paper(request, ""), etag=request.etag)
        return pb.AdoptTrainingPlanResponse(training_plan=training_plan_to_proto(done))

    def RecordTrainingSession(
        self, tx: Tx, request: pb.RecordTrainingSessionRequest
    ) -> pb.RecordTrainingSessionResponse:
        """A session was held."""
        done = record_training_session(tx, request.name, read_training_session(request, ""), etag=request.etag)
        return pb.RecordTrainingSessionResponse(training_plan=training_plan_to_proto(done))

    def CloseTrainingPlan(self, tx: Tx, request: pb.CloseTrainingPlanRequest) -> pb.CloseTrainingPlanResponse:
        """The year is summed up."""
        done = close_training_plan(tx, request.name, read_training_closing(request, ""), etag=request.etag)
        return pb.CloseTrainingPlanResponse(training_plan=training_plan_to_proto(done))
