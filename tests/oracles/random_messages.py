"""Random messages of any type, drawn by Hypothesis from the descriptor alone. It must not know transcoding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message
from hypothesis import strategies as st

DEPTH = 3
# Half of it means something in addresses or JSON; the rest is what people are called.
TEXT_ALPHABET = "ab0Z ._~-%+/:?#[]@!$&'()*,;=\"\\\n\t<>{}|^`é欧阳𠮷·"
# No dot alone: clients resolve `.` and `..` in an address before they send it.
SEGMENT_ALPHABET = TEXT_ALPHABET.replace(".", "")
# A variable of several segments cannot carry these: escaped they stay escaped, and unescaped they end the path.
SEVERAL_ALPHABET = SEGMENT_ALPHABET.translate(str.maketrans("", "", "/?#[]"))
TEXTS = st.text(TEXT_ALPHABET, max_size=6)
MASK_PATHS = st.lists(st.from_regex(r"[a-z]{2,4}(_[a-z]{2,3}){0,2}(\.[a-z]{2,3}){0,2}", fullmatch=True), max_size=3)
DOUBLES = st.floats(allow_nan=False, allow_infinity=False)
SCALARS: dict[int, st.SearchStrategy[Any]] = {
    FieldDescriptor.CPPTYPE_INT32: st.integers(-(2**31), 2**31 - 1),
    FieldDescriptor.CPPTYPE_INT64: st.integers(-(2**63), 2**63 - 1),
    FieldDescriptor.CPPTYPE_UINT32: st.integers(0, 2**32 - 1),
    FieldDescriptor.CPPTYPE_UINT64: st.integers(0, 2**64 - 1),
    FieldDescriptor.CPPTYPE_BOOL: st.booleans(),
    FieldDescriptor.CPPTYPE_FLOAT: st.floats(allow_nan=False, allow_infinity=False, width=32),
    FieldDescriptor.CPPTYPE_DOUBLE: DOUBLES,
    FieldDescriptor.CPPTYPE_STRING: TEXTS,
}
JSON_NUMBERS = st.one_of(DOUBLES, st.integers(-(2**53) + 1, 2**53 - 1).map(float))
JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), JSON_NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=4,
)
JSON_OBJECTS = st.dictionaries(TEXTS, JSON_VALUES, max_size=2)
Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True, slots=True)
class Filler:
    """Draws values for fields; of enums also numbers that no contract knows, unless told otherwise."""

    draw: Draw
    unknown_enums: bool = True

    def fill(self, message: Message, wants: Callable[[FieldDescriptor], bool], depth: int = 0) -> None:
        """Set some of the wanted fields of a message."""
        oneofs: set[str] = set()
        kind: Any = message.DESCRIPTOR
        for field in kind.fields:
            group = field.containing_oneof
            taken = group is not None and group.full_name in oneofs
            if not wants(field) or taken or not self.draw(st.booleans()):
                continue
            if group is not None:
                oneofs.add(group.full_name)
            self.set_field(message, field, depth)

    def set_field(self, message: Message, field: FieldDescriptor, depth: int = 0) -> None:
        """Set one field to a random value, or to a few of them."""
        holder = getattr(message, field.name)
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            self._set_map(holder, field.message_type, depth)
        elif field.is_repeated:
            holder.extend([self._value(field, depth) for _ in range(self.draw(st.integers(0, 2)))])
        elif field.message_type is not None:
            holder.CopyFrom(self._value(field, depth))
            holder.SetInParent()
        else:
            setattr(message, field.name, self._value(field, depth))

    def _set_map(self, values: Any, entry: Descriptor, depth: int) -> None:
        key_field, value_field = entry.fields_by_name["key"], entry.fields_by_name["value"]
        for _ in range(self.draw(st.integers(0, 2))):
            key = self._value(key_field, depth)
            if value_field.message_type is not None:
                values[key].CopyFrom(self._value(value_field, depth))
            else:
                values[key] = self._value(value_field, depth)

    def _value(self, field: FieldDescriptor, depth: int) -> Any:
        if field.message_type is not None:
            return self._message(field.message_type, depth + 1)
        if field.enum_type is not None:
            known = st.sampled_from([value.number for value in field.enum_type.values])
            return self.draw(st.one_of(known, st.just(7_777)) if self.unknown_enums else known)
        if field.type == FieldDescriptor.TYPE_BYTES:
            return self.draw(st.binary(max_size=5))
        return self.draw(SCALARS[field.cpp_type])

    def _message(self, kind: Descriptor, depth: int) -> Any:
        message: Any = message_factory.GetMessageClass(kind)()
        set_well_known = _WELL_KNOWN.get(kind.full_name)
        if set_well_known is not None:
            set_well_known(self.draw, message)
        elif depth <= DEPTH:
            self.fill(message, lambda _: True, depth)
        return message


def _set_timestamp(draw: Draw, message: Any) -> None:
    message.seconds = draw(st.integers(-62_135_596_800, 253_402_300_799))
    message.nanos = draw(st.integers(0, 999_999_999))


def _set_duration(draw: Draw, message: Any) -> None:
    sign = draw(st.sampled_from([-1, 1]))
    message.seconds = sign * draw(st.integers(0, 315_576_000_000 - 1))
    message.nanos = sign * draw(st.integers(0, 999_999_999))


def _set_value(draw: Draw, message: Any) -> None:
    holder = message_factory.GetMessageClass(message.list_value.DESCRIPTOR)()
    holder.append(draw(JSON_VALUES))  # type: ignore[attr-defined]
    message.CopyFrom(holder.values[0])  # type: ignore[attr-defined]


def _set_any(draw: Draw, message: Any) -> None:
    """NOTE: of a type without maps, whose order within the bytes would be anybody's guess."""
    pool = message.DESCRIPTOR.file.pool
    inner = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.rpc.ResourceInfo"))()
    Filler(draw).fill(inner, lambda _: True)
    message.Pack(inner)


_WELL_KNOWN: dict[str, Callable[[Draw, Any], None]] = {
    "google.protobuf.Timestamp": _set_timestamp,
    "google.protobuf.Duration": _set_duration,
    "google.protobuf.FieldMask": lambda draw, message: message.paths.extend(draw(MASK_PATHS)),
    "google.protobuf.Struct": lambda draw, message: message.update(draw(JSON_OBJECTS)),
    "google.protobuf.ListValue": lambda draw, message: message.extend(draw(st.lists(JSON_VALUES, max_size=2))),
    "google.protobuf.Value": _set_value,
    "google.protobuf.Any": _set_any,
}
