"""Copy between domain dataclasses and proto messages by field name, compiled once per pair.

It must not guess: a field without a partner that is not listed as left out is refused when the pair is compiled.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.kernel.errors import InvalidFields, Violation

D = TypeVar("D")
M = TypeVar("M", bound=Message)
Convert = Callable[[Any], Any]
# GB 11643 and GB 32100 write their numbers in capitals; people type an x as it comes.
IN_CAPITALS = frozenset({"identity_number", "credit_code"})


class MappingError(Exception):
    """Two shapes do not fit; the message names the pair and the field."""


def to_message(
    domain: type[D],
    message: type[M],
    *,
    left_out: tuple[str, ...] = (),
    hidden: tuple[str, ...] = (),
    parts: Mapping[str, Convert] | None = None,
) -> Callable[[D], M]:
    """Compile domain → proto.

    `left_out` names proto fields that the caller fills, `hidden` domain fields that are not shown; `parts` holds the
    caller's own conversion of a field's value, or of each element of a repeated field.
    """
    own = parts or {}
    hints = {name: hint for name, hint in _hints(domain).items() if name not in hidden}
    fields = _fields(message)
    _check_partners(domain, message, set(fields) - set(left_out), set(hints), "has no partner in the dataclass")
    setters = [(name, _setter(fields[name], hints[name], own.get(name))) for name in hints if name in fields]
    unknown = sorted(set(hints) - set(fields))
    if unknown:
        raise MappingError(f"{domain.__name__} → {message.__name__}: {', '.join(unknown)} is not in the message")

    def convert(value: D) -> M:
        made = message()
        for name, setter in setters:
            given = getattr(value, name)
            if given is not None:
                setter(made, given)
        return made

    return convert


def from_message(message: type[M], domain: type[D], *, left_out: tuple[str, ...] = ()) -> Callable[[M, str], D]:
    """Compile proto → domain. `left_out` names proto fields that are ignored. The second argument is the field path.

    The compiled function raises InvalidFields that names every field whose text is not a date.
    """
    hints = _hints(domain)
    fields = _fields(message)
    _check_partners(domain, message, set(hints), set(fields), "is not in the message")
    _check_partners(domain, message, set(fields) - set(left_out), set(hints), "has no partner in the dataclass")
    getters = [(name, _getter(fields[name], hints[name])) for name in hints]

    def convert(value: M, path: str = "") -> D:
        taken: dict[str, Any] = {}
        faults: list[Violation] = []
        for name, getter in getters:
            where = f"{path}.{name}" if path else name
            try:
                taken[name] = getter(value, where)
            except InvalidFields as error:
                faults += error.violations
        if faults:
            raise InvalidFields(tuple(faults))
        return domain(**taken)

    return convert


def enum_prefix(descriptor: Any) -> str:
    """`ApplicationState` → `APPLICATION_STATE_`, the prefix of every value of a proto enum."""
    name = descriptor.name
    return (
        "".join(f"_{letter}" if letter.isupper() and place else letter for place, letter in enumerate(name)).upper()
        + "_"
    )


def _fields(message: type[Message]) -> dict[str, FieldDescriptor]:
    return typing.cast("dict[str, FieldDescriptor]", dict(message.DESCRIPTOR.fields_by_name))


def _hints(domain: type) -> dict[str, Any]:
    if not dataclasses.is_dataclass(domain):
        raise MappingError(f"{domain.__name__} is not a dataclass")
    return {field.name: typing.get_type_hints(domain)[field.name] for field in dataclasses.fields(domain)}


def _check_partners(domain: type, message: type[Message], needed: set[str], there: set[str], fault: str) -> None:
    missing = sorted(needed - there)
    if missing:
        raise MappingError(f"{domain.__name__} ↔ {message.__name__}: {', '.join(missing)} {fault}")


def optional_of(hint: Any) -> tuple[Any, bool]:
    """`X | None` → (X, True); anything else → (itself, False)."""
    if isinstance(hint, types.UnionType):
        inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
        return inner[0], True
    return hint, False


def _setter(field: FieldDescriptor, hint: Any, own: Convert | None) -> Callable[[Message, Any], None]:
    hint, _ = optional_of(hint)
    name = field.name
    if typing.get_origin(hint) is tuple:
        item = own or _scalar_out(field, typing.get_args(hint)[0])
        return lambda made, values: getattr(made, name).extend([item(value) for value in values])
    if hint is dt.datetime:
        return lambda made, value: getattr(made, name).FromDatetime(value)
    convert = own or _scalar_out(field, hint)
    if field.message_type is not None:
        return lambda made, value: getattr(made, name).CopyFrom(convert(value))
    return lambda made, value: setattr(made, name, convert(value))


def _scalar_out(field: FieldDescriptor, hint: Any) -> Convert:
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {member: number for number, member in _members(field, hint).items()}.__getitem__
    if hint is dt.date:
        return dt.date.isoformat
    if dataclasses.is_dataclass(hint):
        return to_message(typing.cast("type[Any]", hint), _class_of(field))
    return lambda value: value


def _getter(field: FieldDescriptor, hint: Any) -> Callable[[Message, str], Any]:
    hint, optional = optional_of(hint)
    name = field.name
    if typing.get_origin(hint) is tuple:
        item = _item_getter(field, typing.get_args(hint)[0])
        return lambda value, path: tuple(item(one, f"{path}[{n}]") for n, one in enumerate(getattr(value, name)))
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        members = _members(field, hint)
        return lambda value, _path: members.get(getattr(value, name)) if optional else members[getattr(value, name)]
    if hint in (dt.date, dt.datetime):
        return _moment_getter(name, hint, optional=optional)
    if dataclasses.is_dataclass(hint):
        inner: Callable[[Any, str], Any] = from_message(_class_of(field), typing.cast("type[Any]", hint))
        return lambda value, path: inner(getattr(value, name), path) if value.HasField(name) or not optional else None
    if name in IN_CAPITALS:
        return lambda value, _path: getattr(value, name).upper()
    return lambda value, _path: (getattr(value, name) or None) if optional else getattr(value, name)


def _moment_getter(name: str, hint: Any, *, optional: bool) -> Callable[[Any, str], Any]:
    """How a civil date or an instant is read; an instant that is not set is None."""
    if hint is dt.date:
        return lambda value, path: _day(getattr(value, name), path, optional=optional)
    return lambda value, _path: getattr(value, name).ToDatetime(tzinfo=dt.UTC) if value.HasField(name) else None


def _item_getter(field: FieldDescriptor, hint: Any) -> Callable[[Any, str], Any]:
    """How one element of a repeated field is read."""
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        members = _members(field, hint)
        return lambda value, _path: members[value]
    if dataclasses.is_dataclass(hint):
        return from_message(_class_of(field), typing.cast("type[Any]", hint))
    return lambda value, _path: value


def _class_of(field: FieldDescriptor) -> type[Message]:
    if field.message_type is None:
        raise MappingError(f"{field.full_name} is not a message")
    return GetMessageClass(field.message_type)


def _members(field: FieldDescriptor, kind: type[enum.Enum]) -> dict[int, enum.Enum]:
    """The members of a domain enum by the numbers of the proto enum. MappingError names a value the proto lacks."""
    if field.enum_type is None:
        raise MappingError(f"{field.full_name} is not an enum")
    values, prefix = field.enum_type.values_by_name, enum_prefix(field.enum_type)
    missing = sorted(member.name for member in kind if prefix + member.name not in values)
    if missing:
        raise MappingError(f"{field.full_name} has no value {prefix}{missing[0]}")
    return {values[prefix + member.name].number: member for member in kind}


def read_day(text: str, path: str) -> dt.date | None:
    """A civil date as messages write it, None for empty text. Raises InvalidFields DATE_INVALID."""
    return _day(text, path, optional=True)


def _day(text: str, path: str, *, optional: bool) -> dt.date | None:
    if not text and optional:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fault = Violation(field=path, reason="DATE_INVALID", description="日期不存在，请按 YYYY-MM-DD 填写真实日期")
        raise InvalidFields((fault,)) from None
