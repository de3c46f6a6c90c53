"""gRPC door of rectifications. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import rectification_pb2
from sifa.supervision.v1 import rectification_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers.rectification import (
    create_rectification,
    extend_rectification,
    get_rectification,
    list_rectifications,
    refer_rectification,
    submit_rectification,
    verify_rectification,
)
from services.supervision.translate.rectification import (
    read_draft,
    read_extension,
    read_filter,
    read_referral,
    read_report,
    read_verification,
    rectification_to_proto,
)


class RectificationService(Servicer):
    """sifa.supervision.v1.RectificationService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["RectificationService"]

    def CreateRectification(self, tx: Tx, request: pb.CreateRectificationRequest) -> rectification_pb2.Rectification:
        """Issue one."""
        return rectification_to_proto(create_rectification(tx, read_draft(request.rectification, "rectification")))

    def GetRectification(self, tx: Tx, request: pb.GetRectificationRequest) -> rectification_pb2.Rectification:
        """One of them."""
        return rectification_to_proto(get_rectification(tx, request.name))

    def ListRectifications(self, tx: Tx, request: pb.ListRectificationsRequest) -> pb.ListRectificationsResponse:
        """A page of the ledger."""
        found, after = list_rectifications(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListRectificationsResponse(
            rectifications=map(rectification_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def SubmitRectification(self, tx: Tx, request: pb.SubmitRectificationRequest) -> pb.SubmitRectificationResponse:
        """Enter what the unit reports."""
        done = submit_rectification(tx, request.name, read_report(request, ""), etag=request.etag)
        return pb.SubmitRectificationResponse(rectification=rectification_to_proto(done))

    def VerifyRectification(self, tx: Tx, request: pb.VerifyRectificationRequest) -> pb.VerifyRectificationResponse:
        """Enter what the verifier found."""
        done = verify_rectification(tx, request.name, read_verification(request, ""), etag=request.etag)
        return pb.VerifyRectificationResponse(rectification=rectification_to_proto(done))

    def ExtendRectification(self, tx: Tx, request: pb.ExtendRectificationRequest) -> pb.ExtendRectificationResponse:
        """Enter the extension."""
        done = extend_rectification(tx, request.name, read_extension(request, ""), etag=request.etag)
        return pb.ExtendRectificationResponse(rectification=rectification_to_proto(done))

    def ReferRectification(self, tx: Tx, request: pb.ReferRectificationRequest) -> pb.ReferRectificationResponse:
        """Enter the referral."""
        done = refer_rectification(tx, request.name, read_referral(request, ""), etag=request.etag)
        return pb.ReferRectificationResponse(rectification=rectification_to_proto(done))
