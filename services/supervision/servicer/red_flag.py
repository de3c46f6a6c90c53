"""gRPC door of red flags. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import red_flag_pb2
from sifa.supervision.v1 import red_flag_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.red_flag import confirm_flag, dismiss_flag, get_flag, list_flags, list_histories
from services.supervision.translate.red_flag import flag_to_proto, history_to_proto, read_filter


class RedFlagService(Servicer):
    """sifa.supervision.v1.RedFlagService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RedFlagService"]

    def GetRedFlag(self, tx: Tx, request: pb.GetRedFlagRequest) -> red_flag_pb2.RedFlag:
        """One of them."""
        return flag_to_proto(get_flag(tx, request.name))

    def ListRedFlags(self, tx: Tx, request: pb.ListRedFlagsRequest) -> pb.ListRedFlagsResponse:
        """A page of them."""
        found, after = list_flags(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListRedFlagsResponse(
            red_flags=map(flag_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def CompareDetectors(self, tx: Tx, _: pb.CompareDetectorsRequest) -> pb.CompareDetectorsResponse:
        """How each detector has done."""
        return pb.CompareDetectorsResponse(detectors=map(history_to_proto, list_histories(tx)))

    def ConfirmRedFlag(self, tx: Tx, request: pb.ConfirmRedFlagRequest) -> pb.ConfirmRedFlagResponse:
        """Open its clue."""
        return pb.ConfirmRedFlagResponse(red_flag=flag_to_proto(confirm_flag(tx, request.name, etag=request.etag)))

    def DismissRedFlag(self, tx: Tx, request: pb.DismissRedFlagRequest) -> pb.DismissRedFlagResponse:
        """Call it a false alarm."""
        done = dismiss_flag(tx, request.name, request.reason, etag=request.etag)
        return pb.DismissRedFlagResponse(red_flag=flag_to_proto(done))
