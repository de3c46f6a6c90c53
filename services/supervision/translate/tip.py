"""Tips and those who read them between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import tip_pb2
from sifa.supervision.v1 import tip_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.supervision.domain.tip import (
    MOVES,
    Mailbox,
    Tip,
    TipDraft,
    TipFilter,
    TipRecipient,
    TipRecipientDraft,
    TipTriage,
)

ENVELOPE = ("name", "request_id", "etag")
_to_proto = to_message(Tip, tip_pb2.Tip, left_out=("allowed_actions",))
recipient_to_proto = to_message(TipRecipient, tip_pb2.TipRecipient)
mailbox_to_proto = to_message(Mailbox, pb.OpenMailboxResponse)
read_tip = from_message(pb.SubmitTipRequest, TipDraft)
read_filter = from_message(pb.ListTipsRequest, TipFilter, left_out=("page_size", "page_token"))
read_triage = from_message(pb.TriageTipRequest, TipTriage, left_out=ENVELOPE)
read_recipient = from_message(tip_pb2.TipRecipient, TipRecipientDraft, left_out=("name", "active", "etag"))


def tip_to_proto(tip: Tip) -> tip_pb2.Tip:
    """The message, with what may be done next."""
    message = _to_proto(tip)
    message.allowed_actions.extend(allowed_actions(MOVES, tip.state))
    return message


def routed_to_proto(recipient: TipRecipient) -> pb.RoutedRecipient:
    """What a reporter's program needs of a recipient."""
    return pb.RoutedRecipient(name=recipient.name, public_key=recipient.public_key)
