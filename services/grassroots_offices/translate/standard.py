"""Verdicts of the standardisation drive from domain to proto. It must not weigh them."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import standard_pb2

from chassis.mapping import to_message
from services.grassroots_offices.domain.standard import StandardVerdict

standard_verdict_to_proto = to_message(StandardVerdict, standard_pb2.StandardVerdict)
