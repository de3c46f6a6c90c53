"""gRPC door of handlers. It must not hold a condition."""

from __future__ import annotations

from sifa.legal_aid.v1 import handler_pb2
from sifa.legal_aid.v1 import handler_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.legal_aid.handlers.handler import (
    check_qualification,
    create_handler,
    get_handler,
    list_handlers,
    update_handler,
)
from services.legal_aid.handlers.pick_directory import list_directory
from services.legal_aid.translate.handler import (
    entry_to_proto,
    handler_to_proto,
    qualification_to_proto,
    read_case_facts,
    read_handler_draft,
    read_handler_filter,
)


class HandlerService(Servicer):
    """sifa.legal_aid.v1.HandlerService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["HandlerService"]

    def CreateHandler(self, tx: Tx, request: pb.CreateHandlerRequest) -> handler_pb2.Handler:
        """Register a handler."""
        return handler_to_proto(create_handler(tx, read_handler_draft(request.handler, "handler")))

    def GetHandler(self, tx: Tx, request: pb.GetHandlerRequest) -> handler_pb2.Handler:
        """One handler."""
        return handler_to_proto(get_handler(tx, request.name))

    def ListHandlers(self, tx: Tx, request: pb.ListHandlersRequest) -> pb.ListHandlersResponse:
        """A page of handlers."""
        found, after = list_handlers(tx, read_handler_filter(request, ""), self.pager.read(request))
        return pb.ListHandlersResponse(
            handlers=map(handler_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def UpdateHandler(self, tx: Tx, request: pb.UpdateHandlerRequest) -> handler_pb2.Handler:
        """Change a handler."""
        wanted = read_handler_draft(request.handler, "handler")
        fields = tuple(request.update_mask.paths)
        return handler_to_proto(update_handler(tx, request.handler.name, wanted, fields, etag=request.handler.etag))

    def CheckQualification(self, tx: Tx, request: pb.CheckQualificationRequest) -> pb.CheckQualificationResponse:
        """Whether he may take such a case."""
        return qualification_to_proto(check_qualification(tx, request.name, read_case_facts(request, "")))

    def ListDirectory(self, tx: Tx, request: pb.ListDirectoryRequest) -> pb.ListDirectoryResponse:
        """Whom a recipient may pick today."""
        return pb.ListDirectoryResponse(entries=map(entry_to_proto, list_directory(tx, request.case)))
