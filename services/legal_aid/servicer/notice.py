"""gRPC door of notices. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import notice_pb2
from sifa.legal_aid.v1 import notice_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.notice import (
    answer_notice,
    create_notice,
    get_notice,
    list_notices,
    query_notice,
)
from services.legal_aid.translate.notice import (
    notice_to_proto,
    read_answer,
    read_notice_draft,
    read_notice_filter,
    read_query,
)


class NoticeService(Servicer):
    """sifa.legal_aid.v1.NoticeService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["NoticeService"]

    def CreateNotice(self, tx: Tx, request: pb.CreateNoticeRequest) -> notice_pb2.Notice:
        """Take a notice."""
        return notice_to_proto(create_notice(tx, read_notice_draft(request.notice)))

    def GetNotice(self, tx: Tx, request: pb.GetNoticeRequest) -> notice_pb2.Notice:
        """One notice."""
        return notice_to_proto(get_notice(tx, request.name))

    def ListNotices(self, tx: Tx, request: pb.ListNoticesRequest) -> pb.ListNoticesResponse:
        """A page of notices."""
        found, after = list_notices(tx, read_notice_filter(request, ""), self.pager.read(request))
        return pb.ListNoticesResponse(
            notices=map(notice_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def QueryNotice(self, tx: Tx, request: pb.QueryNoticeRequest) -> pb.QueryNoticeResponse:
        """Ask the authority."""
        done = query_notice(tx, request.name, read_query(request, ""), etag=request.etag)
        return pb.QueryNoticeResponse(notice=notice_to_proto(done))

    def AnswerNotice(self, tx: Tx, request: pb.AnswerNoticeRequest) -> pb.AnswerNoticeResponse:
        """The authority answers."""
        done = answer_notice(tx, request.name, read_answer(request, ""), etag=request.etag)
        return pb.AnswerNoticeResponse(notice=notice_to_proto(done))
