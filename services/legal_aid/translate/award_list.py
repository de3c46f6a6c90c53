"""The award list between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import award_list_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.legal_aid.domain.award_list import AwardAsked, AwardList

read_award_asked = from_message(pb.CompileAwardListRequest, AwardAsked)
award_list_to_proto = to_message(AwardList, pb.CompileAwardListResponse)
