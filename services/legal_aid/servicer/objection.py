"""gRPC door of objections. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import objection_pb2
from sifa.legal_aid.v1 import objection_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.objection import create_objection, get_objection, list_objections, review_objection
from services.legal_aid.translate.objection import (
    objection_to_proto,
    read_objection_draft,
    read_objection_filter,
    read_review,
)


class ObjectionService(Servicer):
    """sifa.legal_aid.v1.ObjectionService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["ObjectionService"]

    def CreateObjection(self, tx: Tx, request: pb.CreateObjectionRequest) -> objection_pb2.Objection:
        """Receive an objection."""
        return objection_to_proto(create_objection(tx, read_objection_draft(request.objection)))

    def GetObjection(self, tx: Tx, request: pb.GetObjectionRequest) -> objection_pb2.Objection:
        """One objection."""
        return objection_to_proto(get_objection(tx, request.name))

    def ListObjections(self, tx: Tx, request: pb.ListObjectionsRequest) -> pb.ListObjectionsResponse:
        """A page of objections."""
        found, after = list_objections(tx, read_objection_filter(request, ""), self.pager.read(request))
        return pb.ListObjectionsResponse(
            objections=map(objection_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviewObjection(self, tx: Tx, request: pb.ReviewObjectionRequest) -> pb.ReviewObjectionResponse:
        """Decide the objection."""
        done = review_objection(tx, request.name, read_review(request, ""), etag=request.etag)
        return pb.ReviewObjectionResponse(objection=objection_to_proto(done))
