"""gRPC door of award rounds. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import award_round_pb2
from sifa.grassroots_offices.v1 import award_round_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import award_round as handlers
from services.grassroots_offices.translate import award_round as translate
from services.grassroots_offices.translate.award_round import award_round_to_proto


class AwardRoundService(Servicer):
    """sifa.grassroots_offices.v1.AwardRoundService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AwardRoundService"]

    def CreateAwardRound(self, tx: Tx, request: pb.CreateAwardRoundRequest) -> award_round_pb2.AwardRound:
        """Enter one."""
        draft = translate.read_award_round_draft(request.award_round)
        return award_round_to_proto(handlers.create_award_round(tx, draft))

    def GetAwardRound(self, tx: Tx, request: pb.GetAwardRoundRequest) -> award_round_pb2.AwardRound:
        """One of them."""
        return award_round_to_proto(handlers.get_award_round(tx, request.name))

    def ListAwardRounds(self, tx: Tx, request: pb.ListAwardRoundsRequest) -> pb.ListAwardRoundsResponse:
        """A page of them."""
        wanted = translate.read_award_round_filter(request, "")
        found, after = handlers.list_award_rounds(tx, wanted, self.pager.read(request))
        return pb.ListAwardRoundsResponse(
            award_rounds=map(award_round_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListAwardsDue(self, tx: Tx, request: pb.ListAwardsDueRequest) -> pb.ListAwardsDueResponse:
        """What falls due in a year."""
        found = handlers.list_awards_due(tx, request.division, request.year)
        return pb.ListAwardsDueResponse(awards_due=map(translate.award_due_to_proto, found))

    def RecompileAwardRound(self, tx: Tx, request: pb.RecompileAwardRoundRequest) -> pb.RecompileAwardRoundResponse:
        """List the candidates anew."""
        done = handlers.recompile(tx, request.name, etag=request.etag)
        return pb.RecompileAwardRoundResponse(award_round=award_round_to_proto(done))

    def ChooseAwardRound(self, tx: Tx, request: pb.ChooseAwardRoundRequest) -> pb.ChooseAwardRoundResponse:
        """The panel has chosen."""
        done = handlers.choose(tx, request.name, translate.read_choose(request, ""), etag=request.etag)
        return pb.ChooseAwardRoundResponse(award_round=award_round_to_proto(done))

    def PublishAwardRound(self, tx: Tx, request: pb.PublishAwardRoundRequest) -> pb.PublishAwardRoundResponse:
        """The result is public."""
        done = handlers.publish(tx, request.name, translate.read_publish(request, ""), etag=request.etag)
        return pb.PublishAwardRoundResponse(award_round=award_round_to_proto(done))
