"""gRPC door of rights requests. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import rights_request_pb2
from sifa.grassroots_offices.v1 import rights_request_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import rights_request as handlers
from services.grassroots_offices.translate import rights_request as translate
from services.grassroots_offices.translate.rights_request import rights_request_to_proto


class RightsRequestService(Servicer):
    """sifa.grassroots_offices.v1.RightsRequestService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RightsRequestService"]

    def CreateRightsRequest(self, tx: Tx, request: pb.CreateRightsRequestRequest) -> rights_request_pb2.RightsRequest:
        """Enter one."""
        draft = translate.read_rights_request_draft(request.rights_request)
        return rights_request_to_proto(handlers.create_rights_request(tx, draft))

    def GetRightsRequest(self, tx: Tx, request: pb.GetRightsRequestRequest) -> rights_request_pb2.RightsRequest:
        """One of them."""
        return rights_request_to_proto(handlers.get_rights_request(tx, request.name))

    def ListRightsRequests(self, tx: Tx, request: pb.ListRightsRequestsRequest) -> pb.ListRightsRequestsResponse:
        """A page of them."""
        wanted = translate.read_rights_request_filter(request, "")
        found, after = handlers.list_rights_requests(tx, wanted, self.pager.read(request))
        return pb.ListRightsRequestsResponse(
            rights_requests=map(rights_request_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def TakeUpRightsRequest(self, tx: Tx, request: pb.TakeUpRightsRequestRequest) -> pb.TakeUpRightsRequestResponse:
        """It is taken up with the authority."""
        done = handlers.take_up(tx, request.name, translate.read_take_up(request, ""), etag=request.etag)
        return pb.TakeUpRightsRequestResponse(rights_request=rights_request_to_proto(done))

    def AnswerRightsRequest(self, tx: Tx, request: pb.AnswerRightsRequestRequest) -> pb.AnswerRightsRequestResponse:
        """The practitioner is answered."""
        done = handlers.answer(tx, request.name, translate.read_answer(request, ""), etag=request.etag)
        return pb.AnswerRightsRequestResponse(rights_request=rights_request_to_proto(done))

    def WithdrawRightsRequest(
        self, tx: Tx, request: pb.WithdrawRightsRequestRequest
    ) -> pb.WithdrawRightsRequestResponse:
        """He takes it back."""
        done = handlers.withdraw(tx, request.name, translate.read_withdraw(request, ""), etag=request.etag)
        return pb.WithdrawRightsRequestResponse(rights_request=rights_request_to_proto(done))
