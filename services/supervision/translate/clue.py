"""Clues from domain to proto, and what a list asks for. It must not know rows."""

from __future__ import annotations

from sifa.supervision.v1 import clue_pb2, clue_service_pb2

from chassis.mapping import from_message, to_message
from services.supervision.domain.clue import Clue, ClueFilter

clue_to_proto = to_message(Clue, clue_pb2.Clue)
read_filter = from_message(clue_service_pb2.ListCluesRequest, ClueFilter, left_out=("page_size", "page_token"))
