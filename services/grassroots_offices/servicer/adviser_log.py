"""gRPC door of advisers' logs. It must not hold a condition."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import adviser_log_pb2
from sifa.grassroots_offices.v1 import adviser_log_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.grassroots_offices.handlers import adviser_log as handlers
from services.grassroots_offices.translate import adviser_log as translate
from services.grassroots_offices.translate.adviser_log import adviser_log_to_proto


class AdviserLogService(Servicer):
    """sifa.grassroots_offices.v1.AdviserLogService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["AdviserLogService"]

    def CreateAdviserLog(self, tx: Tx, request: pb.CreateAdviserLogRequest) -> adviser_log_pb2.AdviserLog:
        """Enter one."""
        draft = translate.read_adviser_log_draft(request.adviser_log)
        return adviser_log_to_proto(handlers.create_adviser_log(tx, draft))

    def GetAdviserLog(self, tx: Tx, request: pb.GetAdviserLogRequest) -> adviser_log_pb2.AdviserLog:
        """One of them."""
        return adviser_log_to_proto(handlers.get_adviser_log(tx, request.name))

    def ListAdviserLogs(self, tx: Tx, request: pb.ListAdviserLogsRequest) -> pb.ListAdviserLogsResponse:
        """A page of them."""
        wanted = translate.read_adviser_log_filter(request, "")
        found, after = handlers.list_adviser_logs(tx, wanted, self.pager.read(request))
        return pb.ListAdviserLogsResponse(
            adviser_logs=map(adviser_log_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def VoidAdviserLog(self, tx: Tx, request: pb.VoidAdviserLogRequest) -> pb.VoidAdviserLogResponse:
        """Take one back."""
        done = handlers.void(tx, request.name, request.void_reason, etag=request.etag)
        return pb.VoidAdviserLogResponse(adviser_log=adviser_log_to_proto(done))
