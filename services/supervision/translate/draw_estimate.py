"""Estimates from draws, as a message. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import draw_estimate_pb2 as pb

from chassis.mapping import to_message
from services.supervision.domain.draw_estimate import DrawEstimate, StratumEstimate

to_proto = to_message(DrawEstimate, pb.DrawEstimate, parts={"strata": to_message(StratumEstimate, pb.StratumEstimate)})
