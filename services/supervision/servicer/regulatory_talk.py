"""gRPC door of regulatory talks. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import regulatory_talk_pb2
from sifa.supervision.v1 import regulatory_talk_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import regulatory_talk as use
from services.supervision.translate import regulatory_talk as translate


class RegulatoryTalkService(Servicer):
    """sifa.supervision.v1.RegulatoryTalkService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RegulatoryTalkService"]

    def CreateRegulatoryTalk(
        self, tx: Tx, request: pb.CreateRegulatoryTalkRequest
    ) -> regulatory_talk_pb2.RegulatoryTalk:
        """Plan one."""
        draft = translate.read_draft(request.regulatory_talk, "regulatory_talk")
        return translate.talk_to_proto(use.create_talk(tx, draft))

    def GetRegulatoryTalk(self, tx: Tx, request: pb.GetRegulatoryTalkRequest) -> regulatory_talk_pb2.RegulatoryTalk:
        """One of them."""
        return translate.talk_to_proto(use.get_talk(tx, request.name))

    def ListRegulatoryTalks(self, tx: Tx, request: pb.ListRegulatoryTalksRequest) -> pb.ListRegulatoryTalksResponse:
        """A page of them."""
        found, after = use.list_talks(tx, translate.read_filter(request, ""), self.pager.read(request))
        return pb.ListRegulatoryTalksResponse(
            regulatory_talks=map(translate.talk_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveRegulatoryTalk(
        self, tx: Tx, request: pb.ApproveRegulatoryTalkRequest
    ) -> pb.ApproveRegulatoryTalkResponse:
        """It may be held."""
        done = use.approve_talk(tx, request.name, translate.read_approval(request, ""), etag=request.etag)
        return pb.ApproveRegulatoryTalkResponse(regulatory_talk=translate.talk_to_proto(done))

    def RecordRegulatoryTalk(
        self, tx: Tx, request: pb.RecordRegulatoryTalkRequest
    ) -> pb.RecordRegulatoryTalkResponse:  # fmt: skip
        """It was held."""
        done = use.record_talk(tx, request.name, translate.read_record(request, ""), etag=request.etag)
        return pb.RecordRegulatoryTalkResponse(regulatory_talk=translate.talk_to_proto(done))

    def CancelRegulatoryTalk(
        self, tx: Tx, request: pb.CancelRegulatoryTalkRequest
    ) -> pb.CancelRegulatoryTalkResponse:  # fmt: skip
        """It is not held."""
        done = use.cancel_talk(tx, request.name, request.reason, etag=request.etag)
        return pb.CancelRegulatoryTalkResponse(regulatory_talk=translate.talk_to_proto(done))
