"""What the hotline did, from domain to proto. It must not know rows."""

from __future__ import annotations

from sifa.legal_aid.v1 import hotline_service_pb2 as pb

from chassis.mapping import to_message
from services.legal_aid.domain.hotline import HotlineGoal, HotlineTally

tally_to_proto = to_message(HotlineTally, pb.HotlineTally)
goal_to_proto = to_message(HotlineGoal, pb.HotlineGoal)
