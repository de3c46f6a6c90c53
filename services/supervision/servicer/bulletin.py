"""gRPC door of bulletins. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import bulletin_pb2
from sifa.supervision.v1 import bulletin_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import bulletin as use
from services.supervision.translate import bulletin as translate


class BulletinService(Servicer):
    """sifa.supervision.v1.BulletinService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["BulletinService"]

    def CreateBulletin(self, tx: Tx, request: pb.CreateBulletinRequest) -> bulletin_pb2.Bulletin:
        """Compile one."""
        return translate.bulletin_to_proto(
            use.create_bulletin(tx, translate.read_draft(request.bulletin, "bulletin"))
        )  # fmt: skip

    def GetBulletin(self, tx: Tx, request: pb.GetBulletinRequest) -> bulletin_pb2.Bulletin:
        """One of them."""
        return translate.bulletin_to_proto(use.get_bulletin(tx, request.name))

    def ListBulletins(self, tx: Tx, request: pb.ListBulletinsRequest) -> pb.ListBulletinsResponse:
        """A page of them."""
        found, after = use.list_bulletins(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListBulletinsResponse(
            bulletins=map(translate.bulletin_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def RecompileBulletin(self, tx: Tx, request: pb.RecompileBulletinRequest) -> pb.RecompileBulletinResponse:
        """Compile it anew."""
        done = use.recompile(tx, request.name, etag=request.etag)
        return pb.RecompileBulletinResponse(bulletin=translate.bulletin_to_proto(done))

    def IssueBulletin(self, tx: Tx, request: pb.IssueBulletinRequest) -> pb.IssueBulletinResponse:
        """It is issued."""
        done = use.issue(tx, request.name, translate.read_issue(request, ""), etag=request.etag)
        return pb.IssueBulletinResponse(bulletin=translate.bulletin_to_proto(done))

    def ListPublicBulletins(self, tx: Tx, request: pb.ListPublicBulletinsRequest) -> pb.ListPublicBulletinsResponse:
        """What everybody reads."""
        found, after = use.list_issued(tx, self.pager.read(request))
        return pb.ListPublicBulletinsResponse(
            public_bulletins=map(translate.public_to_proto, found),
            next_page_token=self.pager.next_token(request, after),
        )
