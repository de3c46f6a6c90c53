"""Offices' connections between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.grassroots_offices.v1 import office_connection_pb2
from sifa.grassroots_offices.v1 import office_connection_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.grassroots_offices.domain.office_connection import GivenConnection, OfficeConnection

read_connection = from_message(pb.SetOfficeConnectionRequest, GivenConnection, left_out=("name", "request_id"))
office_connection_to_proto = to_message(OfficeConnection, office_connection_pb2.OfficeConnection)
