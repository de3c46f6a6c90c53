"""gRPC doors of tips: the reporter's and the recipients'. It must not hold a condition."""

from __future__ import annotations

from sifa.supervision.v1 import tip_pb2
from sifa.supervision.v1 import tip_service_pb2 as pb

from chassis.servicer import Servicer
from chassis.tx import Tx
from services.supervision.handlers import tip as use
from services.supervision.translate.clue import clue_to_proto
from services.supervision.translate.tip import (
    mailbox_to_proto,
    read_filter,
    read_recipient,
    read_tip,
    read_triage,
    recipient_to_proto,
    routed_to_proto,
    tip_to_proto,
)


class TipLineService(Servicer):
    """sifa.supervision.v1.TipLineService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["TipLineService"]

    def RouteTip(self, tx: Tx, request: pb.RouteTipRequest) -> pb.RouteTipResponse:
        """To whom it is sealed."""
        found = use.route_tip(tx, division=request.division, subject=request.subject)
        return pb.RouteTipResponse(recipients=map(routed_to_proto, found))

    def SubmitTip(self, tx: Tx, request: pb.SubmitTipRequest) -> pb.SubmitTipResponse:
        """Keep it."""
        use.submit_tip(tx, read_tip(request, ""))
        return pb.SubmitTipResponse()

    def OpenMailbox(self, tx: Tx, request: pb.OpenMailboxRequest) -> pb.OpenMailboxResponse:
        """What became of it."""
        return mailbox_to_proto(use.open_mailbox(tx, request.locator))


class TipService(Servicer):
    """sifa.supervision.v1.TipService."""

    DESCRIPTOR = pb.DESCRIPTOR.services_by_name["TipService"]

    def GetTip(self, tx: Tx, request: pb.GetTipRequest) -> tip_pb2.Tip:
        """One tip."""
        return tip_to_proto(use.get_tip(tx, request.name))

    def ListTips(self, tx: Tx, request: pb.ListTipsRequest) -> pb.ListTipsResponse:
        """A page of the caller's own."""
        found, after = use.list_tips(tx, read_filter(request, ""), self.pager.read(request))
        return pb.ListTipsResponse(
            tips=map(tip_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )  # fmt: skip

    def ReplyTip(self, tx: Tx, request: pb.ReplyTipRequest) -> pb.ReplyTipResponse:
        """Answer the reporter."""
        done = use.reply_tip(tx, request.name, request.sealed, etag=request.etag)
        return pb.ReplyTipResponse(tip=tip_to_proto(done))

    def TriageTip(self, tx: Tx, request: pb.TriageTipRequest) -> pb.TriageTipResponse:
        """Open a clue."""
        tip, clue = use.triage_tip(tx, request.name, read_triage(request, ""), etag=request.etag)
        return pb.TriageTipResponse(tip=tip_to_proto(tip), clue=clue_to_proto(clue))

    def CloseTip(self, tx: Tx, request: pb.CloseTipRequest) -> pb.CloseTipResponse:
        """Close it."""
        done = use.close_tip(tx, request.name, request.reason, etag=request.etag)
        return pb.CloseTipResponse(tip=tip_to_proto(done))

    def CreateTipRecipient(self, tx: Tx, request: pb.CreateTipRecipientRequest) -> tip_pb2.TipRecipient:
        """Name a recipient."""
        return recipient_to_proto(use.create_recipient(tx, read_recipient(request.tip_recipient, "tip_recipient")))

    def ListTipRecipients(self, tx: Tx, request: pb.ListTipRecipientsRequest) -> pb.ListTipRecipientsResponse:
        """A page of them."""
        found, after = use.list_recipients(tx, self.pager.read(request))
        return pb.ListTipRecipientsResponse(
            tip_recipients=map(recipient_to_proto, found), next_page_token=self.pager.next_token(request, after)
        )

    def WithdrawTipRecipient(
        self, tx: Tx, request: pb.WithdrawTipRecipientRequest
    ) -> pb.WithdrawTipRecipientResponse:  # fmt: skip
        """Seal nothing more to it."""
        done = use.withdraw_recipient(tx, request.name, document=request.document_number, etag=request.etag)
        return pb.WithdrawTipRecipientResponse(tip_recipient=recipient_to_proto(done))
