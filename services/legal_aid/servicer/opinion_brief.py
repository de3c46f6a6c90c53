"""gRPC door of public-opinion briefs. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import opinion_brief_pb2
from sifa.legal_aid.v1 import opinion_brief_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.opinion_brief import (
    create_opinion_brief,
    get_opinion_brief,
    list_opinion_briefs,
    revise_opinion_brief,
    send_opinion_brief,
)
from services.legal_aid.translate.opinion_brief import (
    opinion_brief_to_proto,
    read_opinion_brief_draft,
    read_opinion_brief_filter,
    read_opinion_sending,
    read_opinion_words,
)


class OpinionBriefService(Servicer):
    """sifa.legal_aid.v1.OpinionBriefService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["OpinionBriefService"]

    def CreateOpinionBrief(self, tx: Tx, request: pb.CreateOpinionBriefRequest) -> opinion_brief_pb2.OpinionBrief:
        """Enter one."""
        return opinion_brief_to_proto(create_opinion_brief(tx, read_opinion_brief_draft(request.opinion_brief)))

    def GetOpinionBrief(self, tx: Tx, request: pb.GetOpinionBriefRequest) -> opinion_brief_pb2.OpinionBrief:
        """One of them."""
        return opinion_brief_to_proto(get_opinion_brief(tx, request.name))

    def ListOpinionBriefs(self, tx: Tx, request: pb.ListOpinionBriefsRequest) -> pb.ListOpinionBriefsResponse:
        """A page."""
        found, after = list_opinion_briefs(tx, read_opinion_brief_filter(request, ""), self.pager.read(request))
        return pb.ListOpinionBriefsResponse(
            opinion_briefs=map(opinion_brief_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ReviseOpinionBrief(self, tx: Tx, request: pb.ReviseOpinionBriefRequest) -> pb.ReviseOpinionBriefResponse:
        """Write it anew."""
        done = revise_opinion_brief(tx, request.name, read_opinion_words(request, ""), etag=request.etag)
        return pb.ReviseOpinionBriefResponse(opinion_brief=opinion_brief_to_proto(done))

    def SendOpinionBrief(self, tx: Tx, request: pb.SendOpinionBriefRequest) -> pb.SendOpinionBriefResponse:
        """It went to its addressees."""
        done = send_opinion_brief(tx, request.name, read_opinion_sending(request, ""), etag=request.etag)
        return pb.SendOpinionBriefResponse(opinion_brief=opinion_brief_to_proto(done))
