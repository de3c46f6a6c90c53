"""Changes of a contract that break its callers, each with the words of the refusal.

It must not hold a change that only adds.
"""

from __future__ import annotations

from google.api import annotations_pb2
from google.protobuf import descriptor_pb2

from tests.contract.small_service import Change

File = descriptor_pb2.FileDescriptorProto
Field = descriptor_pb2.FieldDescriptorProto


def _remove_rpc(file: File) -> None:
    del file.service[0].method[0]


def _stream(file: File) -> None:
    file.service[0].method[1].server_streaming = True


def _retype_request(file: File) -> None:
    file.service[0].method[1].input_type = ".sifa.probe.v1.Other"


def _move_address(file: File) -> None:
    file.service[0].method[1].options.Extensions[annotations_pb2.http].get = "/v1/probe/everyThing"


def _drop_binding(file: File) -> None:
    del file.service[0].method[1].options.Extensions[annotations_pb2.http].additional_bindings[:]


def _demand_body(file: File) -> None:
    rule = file.service[0].method[1].options.Extensions[annotations_pb2.http]
    rule.post, rule.body = "/v1/probe/things", "*"


def _remove_message(file: File) -> None:
    del file.message_type[1]


def _remove_field(file: File) -> None:
    del file.message_type[0].field[1]


def _renumber(file: File) -> None:
    file.message_type[0].field[1].number = 90


def _rename(file: File) -> None:
    file.message_type[0].field[1].name = file.message_type[0].field[1].json_name = "shade"


def _respell(file: File) -> None:
    file.message_type[0].field[1].json_name = "Colour"


def _retype(file: File) -> None:
    file.message_type[0].field[1].type = Field.TYPE_BYTES


def _repeat(file: File) -> None:
    file.message_type[0].field[1].label = Field.LABEL_REPEATED


def _leave_oneof(file: File) -> None:
    file.message_type[0].field[2].ClearField("oneof_index")


def _join_oneof(file: File) -> None:
    file.message_type[0].field[1].oneof_index = 0


def _remove_value(file: File) -> None:
    del file.enum_type[0].value[1]


def _renumber_value(file: File) -> None:
    file.enum_type[0].value[1].number = 7


def _remove_enum(file: File) -> None:
    del file.enum_type[0]
    del file.message_type[0].field[5]


BREAKS: tuple[tuple[Change, str], ...] = (
    (_remove_rpc, "rpc sifa.probe.v1.Things.GetThing was removed"),
    (_stream, "rpc sifa.probe.v1.Things.ListThings has another server streaming"),
    (_retype_request, "rpc sifa.probe.v1.Things.ListThings has another input type"),
    (_move_address, "rpc sifa.probe.v1.Things.ListThings has lost or changed an HTTP address"),
    (_drop_binding, "rpc sifa.probe.v1.Things.ListThings has lost or changed an HTTP address"),
    (_demand_body, "rpc sifa.probe.v1.Things.ListThings has lost or changed an HTTP address"),
    (_remove_message, "message sifa.probe.v1.Other was removed"),
    (_remove_field, "field sifa.probe.v1.Thing.colour was removed or has another number"),
    (_renumber, "field sifa.probe.v1.Thing.colour was removed or has another number"),
    (_rename, "field sifa.probe.v1.Thing.colour has another name"),
    (_respell, "field sifa.probe.v1.Thing.colour has another JSON name"),
    (_retype, "field sifa.probe.v1.Thing.colour has another type"),
    (_repeat, "field sifa.probe.v1.Thing.colour has another label"),
    (_leave_oneof, "field sifa.probe.v1.Thing.text has another oneof"),
    (_join_oneof, "field sifa.probe.v1.Thing.colour has another oneof"),
    (_remove_value, "enum value sifa.probe.v1.Kind.KIND_ONE was removed or has another number"),
    (_renumber_value, "enum value sifa.probe.v1.Kind.KIND_ONE was removed or has another number"),
    (_remove_enum, "enum sifa.probe.v1.Kind was removed"),
)
