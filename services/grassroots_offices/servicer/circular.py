"""gRPC door of monthly circulars. It must not hold a condition."""

from __future__ import annotations

from functools import partial

from sifa.grassroots_offices.v1 import circular_pb2
from sifa.grassroots_offices.v1 import circular_service_pb2 as pb

from chassis.auth.signatures import sign_detached
from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import circular as handlers
from services.grassroots_offices.translate import circular as translate
from services.grassroots_offices.translate.circular import circular_to_proto


class CircularService(Servicer):
    """sifa.grassroots_offices.v1.CircularService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["CircularService"]

    def CreateCircular(self, tx: Tx, request: pb.CreateCircularRequest) -> circular_pb2.Circular:
        """Enter one."""
        draft = translate.read_circular_draft(request.circular)
        return circular_to_proto(handlers.create_circular(tx, draft))

    def GetCircular(self, tx: Tx, request: pb.GetCircularRequest) -> circular_pb2.Circular:
        """One of them."""
        return circular_to_proto(handlers.get_circular(tx, request.name))

    def ListCirculars(self, tx: Tx, request: pb.ListCircularsRequest) -> pb.ListCircularsResponse:
        """A page of them."""
        wanted = translate.read_circular_filter(request, "")
        found, after = handlers.list_circulars(tx, wanted, self.pager.read(request))
        return pb.ListCircularsResponse(
            circulars=map(circular_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecompileCircular(self, tx: Tx, request: pb.RecompileCircularRequest) -> pb.RecompileCircularResponse:
        """Compile it anew."""
        done = handlers.recompile(tx, request.name, etag=request.etag)
        return pb.RecompileCircularResponse(circular=circular_to_proto(done))

    def IssueCircular(self, tx: Tx, request: pb.IssueCircularRequest) -> pb.IssueCircularResponse:
        """It was issued, signed."""
        sign = partial(sign_detached, self.service.settings.keys_dir, self.service.name)
        done = handlers.issue(tx, request.name, translate.read_issue(request, ""), sign, etag=request.etag)
        return pb.IssueCircularResponse(circular=circular_to_proto(done))
