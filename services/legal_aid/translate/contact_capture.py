"""Captured contacts between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import contact_capture_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.contact_capture import CapturedResult, ContactCapture

read_capture = from_message(pb.ReplayContactsRequest, ContactCapture, left_out=("request_id",))
result_to_proto = to_message(CapturedResult, pb.CapturedResult)
