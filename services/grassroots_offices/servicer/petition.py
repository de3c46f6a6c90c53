"""gRPC door of petitions. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import petition_pb2
from sifa.grassroots_offices.v1 import petition_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import petition as handlers
from services.grassroots_offices.translate import petition as translate
from services.grassroots_offices.translate.petition import petition_to_proto


class PetitionService(Servicer):
    """sifa.grassroots_offices.v1.PetitionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PetitionService"]

    def CreatePetition(self, tx: Tx, request: pb.CreatePetitionRequest) -> petition_pb2.Petition:
        """Enter one."""
        draft = translate.read_petition_draft(request.petition)
        return petition_to_proto(handlers.create_petition(tx, draft))

    def GetPetition(self, tx: Tx, request: pb.GetPetitionRequest) -> petition_pb2.Petition:
        """One of them."""
        return petition_to_proto(handlers.get_petition(tx, request.name))

    def ListPetitions(self, tx: Tx, request: pb.ListPetitionsRequest) -> pb.ListPetitionsResponse:
        """A page of them."""
        wanted = translate.read_petition_filter(request, "")
        found, after = handlers.list_petitions(tx, wanted, self.pager.read(request))
        return pb.ListPetitionsResponse(
            petitions=map(petition_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecordPetitionStep(self, tx: Tx, request: pb.RecordPetitionStepRequest) -> pb.RecordPetitionStepResponse:
        """The office did something."""
        done = handlers.record_step(tx, request.name, translate.read_step(request, ""), etag=request.etag)
        return pb.RecordPetitionStepResponse(petition=petition_to_proto(done))

    def EndPetition(self, tx: Tx, request: pb.EndPetitionRequest) -> pb.EndPetitionResponse:
        """The office is done."""
        done = handlers.end(tx, request.name, translate.read_end(request, ""), etag=request.etag)
        return pb.EndPetitionResponse(petition=petition_to_proto(done))

    def RecordPetitionCheck(self, tx: Tx, request: pb.RecordPetitionCheckRequest) -> pb.RecordPetitionCheckResponse:
        """The check is over."""
        done = handlers.record_check(tx, request.name, translate.read_check(request, ""), etag=request.etag)
        return pb.RecordPetitionCheckResponse(petition=petition_to_proto(done))
