"""Duties from domain to proto. It must not order them."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import duty_pb2

from chassis.mapping import to_message
from services.grassroots_offices.domain.duty import Duty

duty_to_proto = to_message(Duty, duty_pb2.Duty)
