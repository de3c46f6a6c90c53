"""Messages between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import message_service_pb2 as pb

from chassis.kernel.entry import Happening
from chassis.mapping import from_message, to_message
from services.legal_aid.domain.unreached_list import MessageReport, MessageStatus, UnreachedList

status_to_proto = to_message(MessageStatus, pb.MessageStatus)
report_to_proto = to_message(MessageReport, pb.MessageReport)
unreached_to_proto = to_message(UnreachedList, pb.PrintUnreachedResponse)
read_telling = from_message(pb.TellMessageRequest, Happening, left_out=("name", "request_id"))
