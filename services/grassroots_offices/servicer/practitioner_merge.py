"""gRPC door of merges of practitioners' entries. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import practitioner_merge_pb2
from sifa.grassroots_offices.v1 import practitioner_merge_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import practitioner_merge as handlers
from services.grassroots_offices.translate import practitioner_merge as translate
from services.grassroots_offices.translate.practitioner_merge import merge_to_proto


class PractitionerMergeService(Servicer):
    """sifa.grassroots_offices.v1.PractitionerMergeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["PractitionerMergeService"]

    def CreatePractitionerMerge(
        self, tx: Tx, request: pb.CreatePractitionerMergeRequest
    ) -> practitioner_merge_pb2.PractitionerMerge:
        """Propose one."""
        return merge_to_proto(handlers.create_merge(tx, translate.read_merge_draft(request.practitioner_merge)))

    def GetPractitionerMerge(
        self, tx: Tx, request: pb.GetPractitionerMergeRequest
    ) -> practitioner_merge_pb2.PractitionerMerge:
        """One of them."""
        return merge_to_proto(handlers.get_merge(tx, request.name))

    def ListPractitionerMerges(
        self, tx: Tx, request: pb.ListPractitionerMergesRequest
    ) -> pb.ListPractitionerMergesResponse:
        """A page of them."""
        found, after = handlers.list_merges(tx, translate.read_merge_filter(request, ""), self.pager.read(request))
        return pb.ListPractitionerMergesResponse(
            practitioner_merges=map(merge_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApprovePractitionerMerge(
        self, tx: Tx, request: pb.ApprovePractitionerMergeRequest
    ) -> pb.ApprovePractitionerMergeResponse:
        """They become one."""
        done = handlers.approve(tx, request.name, translate.read_approval(request, ""), etag=request.etag)
        return pb.ApprovePractitionerMergeResponse(practitioner_merge=merge_to_proto(done))

    def RejectPractitionerMerge(
        self, tx: Tx, request: pb.RejectPractitionerMergeRequest
    ) -> pb.RejectPractitionerMergeResponse:
        """They stay two."""
        done = handlers.reject(tx, request.name, translate.read_rejection(request, ""), etag=request.etag)
        return pb.RejectPractitionerMergeResponse(practitioner_merge=merge_to_proto(done))

    def UndoPractitionerMerge(
        self, tx: Tx, request: pb.UndoPractitionerMergeRequest
    ) -> pb.UndoPractitionerMergeResponse:  # fmt: skip
        """They are two again."""
        done = handlers.undo(tx, request.name, translate.read_undoing(request, ""), etag=request.etag)
        return pb.UndoPractitionerMergeResponse(practitioner_merge=merge_to_proto(done))
