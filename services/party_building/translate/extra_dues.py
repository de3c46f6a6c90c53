"""One-off dues between proto and domain. It must not know rows."""

from __future__ import annotations

from dataclasses import fields

from sifa.party_building.v1 import extra_dues_pb2
from sifa.party_building.v1 import extra_dues_service_pb2 as pb

from chassis.kernel.transition import allowed_actions
from chassis.mapping import from_message, to_message
from services.party_building.domain.extra_dues import (
    MOVES,
    ExtraDuesDraft,
    ExtraDuesFilter,
    ExtraDuesPaper,
    ExtraDuesPayment,
)

ASKED = ("name", "request_id", "etag")
_FIELDS = set(extra_dues_pb2.ExtraDuesPayment.DESCRIPTOR.fields_by_name)
_DRAFT = {field.name for field in fields(ExtraDuesDraft)}
_to_proto = to_message(ExtraDuesPayment, extra_dues_pb2.ExtraDuesPayment, left_out=("allowed_actions",))
_read_draft = from_message(extra_dues_pb2.ExtraDuesPayment, ExtraDuesDraft, left_out=tuple(_FIELDS - _DRAFT))
read_filter = from_message(pb.ListExtraDuesPaymentsRequest, ExtraDuesFilter, left_out=("page_size", "page_token"))
read_remittance = from_message(pb.RemitExtraDuesRequest, ExtraDuesPaper, left_out=ASKED)
read_receipt = from_message(pb.RecordExtraDuesReceiptRequest, ExtraDuesPaper, left_out=ASKED)


def payment_to_proto(payment: ExtraDuesPayment) -> extra_dues_pb2.ExtraDuesPayment:
    """The payment, and what may be done next."""
    message = _to_proto(payment)
    message.allowed_actions.extend(allowed_actions(MOVES, payment.state))
    return message


def read_draft(message: extra_dues_pb2.ExtraDuesPayment) -> ExtraDuesDraft:
    """What is entered; output-only fields are ignored."""
    return _read_draft(message, "extra_dues_payment")
