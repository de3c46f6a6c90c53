"""Dues and their periods between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import dues_pb2
from sifa.party_building.v1 import dues_service_pb2 as pb

from chassis.deadline_message import deadline_to_message
from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.dues_line import DuesArrears, DuesLine, DuesLineDraft, DuesLineFilter, DuesPayment
from services.party_building.domain.dues_refund import (
    MOVES,
    DuesPaper,
    DuesRefund,
    DuesRefundDraft,
    DuesRefundFilter,
)

ASKED, PAGED = ("name", "request_id", "etag"), ("page_size", "page_token")
RECKONED = ("difference_fen", "open_item_fen", "allowed_actions")
LINE_DRAFT = {"member", "month", "income_fen", "back_payment_reason"}
REFUND_DRAFT = {"organisation", "period", "document_number"}
_LINE, _REFUND = dues_pb2.DuesLine.DESCRIPTOR.fields_by_name, dues_pb2.DuesRefund.DESCRIPTOR.fields_by_name

line_to_proto = to_message(DuesLine, dues_pb2.DuesLine, hidden=("mode",))
arrears_to_proto = to_message(DuesArrears, pb.DuesArrears)
_refund_to_proto = to_message(
    DuesRefund, dues_pb2.DuesRefund, left_out=RECKONED, hidden=("short_told",), parts={"deadlines": deadline_to_message}
)
_read_line = from_message(dues_pb2.DuesLine, DuesLineDraft, left_out=tuple(set(_LINE) - LINE_DRAFT))
_read_refund = from_message(dues_pb2.DuesRefund, DuesRefundDraft, left_out=tuple(set(_REFUND) - REFUND_DRAFT))
read_line_filter = from_message(pb.ListDuesLinesRequest, DuesLineFilter, left_out=PAGED)
read_refund_filter = from_message(pb.ListDuesRefundsRequest, DuesRefundFilter, left_out=PAGED)
read_payment = from_message(pb.RecordDuesPaymentRequest, DuesPayment, left_out=ASKED)
read_remittance = from_message(pb.RemitDuesRequest, DuesPaper, left_out=(*ASKED, "remitted_fen"))
read_return = from_message(pb.RecordDuesReturnRequest, DuesPaper, left_out=(*ASKED, "amount_fen"))
read_closing = from_message(pb.ReconcileDuesRequest, DuesPaper, left_out=ASKED)


def read_line_draft(message: dues_pb2.DuesLine) -> DuesLineDraft:
    """What is entered; output-only fields are ignored."""
    return _read_line(message, "dues_line")


def read_refund_draft(message: dues_pb2.DuesRefund) -> DuesRefundDraft:
    """What is entered; output-only fields are ignored."""
    return _read_refund(message, "dues_refund")


def refund_to_proto(refund: DuesRefund) -> dues_pb2.DuesRefund:
    """The period with its difference, and what may be done next."""
    message = _refund_to_proto(refund)
    message.difference_fen, message.open_item_fen = refund.difference_fen, refund.open_item_fen
    message.allowed_actions.extend(allowed_actions(MOVES, refund.state))
    return message
