"""gRPC door of messages. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import message_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.unreached_list import message_report, print_unreached, tell_message
from services.legal_aid.translate.message import read_telling, report_to_proto, status_to_proto, unreached_to_proto


class MessageService(Servicer):
    """sifa.legal_aid.v1.MessageService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["MessageService"]

    def GetMessageReport(self, tx: Tx, request: pb.GetMessageReportRequest) -> pb.MessageReport:
        """How they stand."""
        return report_to_proto(message_report(tx, request.name))

    def PrintUnreached(self, tx: Tx, request: pb.PrintUnreachedRequest) -> pb.PrintUnreachedResponse:
        """Who is to be told by hand."""
        return unreached_to_proto(print_unreached(tx, request.institution))

    def TellMessage(self, tx: Tx, request: pb.TellMessageRequest) -> pb.TellMessageResponse:
        """Somebody was."""
        told = tell_message(tx, request.name, read_telling(request, ""))
        return pb.TellMessageResponse(message=status_to_proto(told))
