"""gRPC door of draws. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import draw_pb2
from sifa.supervision.v1 import draw_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import draw as use
from services.supervision.handlers import draw_result as result
from services.supervision.translate import draw as translate


class DrawService(Servicer):
    """sifa.supervision.v1.DrawService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["DrawService"]

    def CreateDraw(self, tx: Tx, request: pb.CreateDrawRequest) -> draw_pb2.Draw:
        """Plan one."""
        return translate.draw_to_proto(use.create_draw(tx, translate.read_plan(request.draw)))

    def GetDraw(self, tx: Tx, request: pb.GetDrawRequest) -> draw_pb2.Draw:
        """One of them."""
        return translate.draw_to_proto(use.get_draw(tx, request.name))

    def ListDraws(self, tx: Tx, request: pb.ListDrawsRequest) -> pb.ListDrawsResponse:
        """A page of them."""
        found, after = use.list_draws(tx, translate.read_draw_filter(request, ""), self.pager.read(request))
        return pb.ListDrawsResponse(
            draws=map(translate.draw_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ListDrawNotices(self, tx: Tx, request: pb.ListDrawNoticesRequest) -> pb.ListDrawNoticesResponse:
        """A page of what is public."""
        found, after = use.list_notices(tx, self.pager.read(request))
        return pb.ListDrawNoticesResponse(
            draw_notices=map(translate.notice_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def ApproveDraw(self, tx: Tx, request: pb.ApproveDrawRequest) -> pb.ApproveDrawResponse:
        """Approve it."""
        done = use.approve_draw(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.ApproveDrawResponse(draw=translate.draw_to_proto(done))

    def CommitSecret(self, tx: Tx, request: pb.CommitSecretRequest) -> pb.CommitSecretResponse:
        """Commit to a secret."""
        done = use.commit_secret(tx, request.name, request.sha256, etag=request.etag)
        return pb.CommitSecretResponse(draw=translate.draw_to_proto(done))

    def PublishCommitment(self, tx: Tx, request: pb.PublishCommitmentRequest) -> pb.PublishCommitmentResponse:
        """Bind it in public."""
        done = use.publish_commitment(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.PublishCommitmentResponse(draw=translate.draw_to_proto(done))

    def FailDraw(self, tx: Tx, request: pb.FailDrawRequest) -> pb.FailDrawResponse:
        """Give it up."""
        done = use.fail_draw(
            tx, request.name, request.failure_reason, document=request.document_number, etag=request.etag
        )
        return pb.FailDrawResponse(draw=translate.draw_to_proto(done))

    def RevealSecret(self, tx: Tx, request: pb.RevealSecretRequest) -> pb.RevealSecretResponse:
        """Hand a secret in."""
        done = result.reveal_secret(tx, request.name, request.secret, etag=request.etag)
        return pb.RevealSecretResponse(draw=translate.draw_to_proto(done))

    def RunDraw(self, tx: Tx, request: pb.RunDrawRequest) -> pb.RunDrawResponse:
        """Draw."""
        done = result.run_draw(
            tx, request.name, request.public_value, document=request.document_number, etag=request.etag
        )
        return pb.RunDrawResponse(draw=translate.draw_to_proto(done))

    def StartVisits(self, tx: Tx, request: pb.StartVisitsRequest) -> pb.StartVisitsResponse:
        """The visits begin."""
        done = result.start_visits(tx, request.name, etag=request.etag)
        return pb.StartVisitsResponse(draw=translate.draw_to_proto(done))

    def GetDrawResult(self, tx: Tx, request: pb.GetDrawResultRequest) -> pb.GetDrawResultResponse:
        """Whom it drew."""
        return translate.result_to_proto(result.get_result(tx, request.name))

    def RecuseOfficer(self, tx: Tx, request: pb.RecuseOfficerRequest) -> pb.RecuseOfficerResponse:
        """An officer withdraws."""
        done = result.recuse_officer(tx, request.name, translate.read_recusal(request, ""), etag=request.etag)
        return pb.RecuseOfficerResponse(draw=translate.draw_to_proto(done))

    def ExtendDraw(self, tx: Tx, request: pb.ExtendDrawRequest) -> pb.ExtendDrawResponse:
        """More targets."""
        done = result.extend_draw(tx, request.name, translate.read_extension(request, ""), etag=request.etag)
        return pb.ExtendDrawResponse(draw=translate.draw_to_proto(done))

    def FinishVisits(self, tx: Tx, request: pb.FinishVisitsRequest) -> pb.FinishVisitsResponse:
        """Every target was visited."""
        done = result.finish_visits(
            tx, request.name, translate.read_happening(request, ""), document=request.document_number,
            etag=request.etag,
        )  # fmt: skip
        return pb.FinishVisitsResponse(draw=translate.draw_to_proto(done))

    def PublishDraw(self, tx: Tx, request: pb.PublishDrawRequest) -> pb.PublishDrawResponse:
        """Publish the proof."""
        done = result.publish_draw(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.PublishDrawResponse(draw=translate.draw_to_proto(done))

    def GetDrawBundle(self, tx: Tx, request: pb.GetDrawBundleRequest) -> pb.GetDrawBundleResponse:
        """The proof."""
        return pb.GetDrawBundleResponse(bundle=result.get_bundle(tx, request.name))
