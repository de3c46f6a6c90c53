"""Baseline registers and the lists beside them between proto and domain. It must not know rows."""

from __future__ import annotations

from sifa.party_building.v1 import baseline_register_pb2
from sifa.party_building.v1 import baseline_register_service_pb2 as pb

from chassis.mapping import from_message, to_message
from services.party_building.domain.baseline_register import BaselineDraft, BaselineRegister, readable
from services.party_building.domain.cross_posting import CrossPosting, DevelopmentLine

DRAFT = {"division", "document_number"}
_FIELDS = baseline_register_pb2.BaselineRegister.DESCRIPTOR.fields_by_name
_to_proto = to_message(
    BaselineRegister, baseline_register_pb2.BaselineRegister, left_out=("late", "readable_text")
)  # fmt: skip
_read_draft = from_message(
    baseline_register_pb2.BaselineRegister, BaselineDraft, left_out=tuple(set(_FIELDS) - DRAFT)
)  # fmt: skip
posting_to_proto = to_message(CrossPosting, pb.CrossPosting)
line_to_proto = to_message(DevelopmentLine, pb.DevelopmentLine)


def register_to_proto(register: BaselineRegister) -> baseline_register_pb2.BaselineRegister:
    """The register, for programs and for people."""
    message = _to_proto(register)
    message.late, message.readable_text = register.late, readable(register)
    return message


def register_in_list(register: BaselineRegister) -> baseline_register_pb2.BaselineRegister:
    """The register without its rows."""
    message = register_to_proto(register)
    message.ClearField("rows")
    message.ClearField("readable_text")
    return message


def read_register_draft(message: baseline_register_pb2.BaselineRegister) -> BaselineDraft:
    """What is finished; output-only fields are ignored."""
    return _read_draft(message, "baseline_register")
