"""Spell a route's path as OpenAPI does and describe the variables in it.

It must not know bodies or queries.
"""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf.descriptor import FieldDescriptor

from gateway.openapi.comments import plain_text
from gateway.openapi.contract import Contract
from gateway.openapi.examples import Examples
from gateway.openapi.pattern_sample import SAMPLE_UUID, sample_of
from gateway.openapi.rules import PLAIN_TEXT, Schema
from gateway.openapi.schemas import Schemas
from gateway.path_template import ANY, REST, PathTemplate, Variable
from gateway.routes import Route

_ANY_SEGMENT = {"type": "string", "minLength": 1, "pattern": PLAIN_TEXT}


@dataclass(frozen=True, slots=True)
class DocumentedPath:
    """A path with named parameters, for example `/v1/legal-aid/applications/{application}:decide`."""

    text: str
    names: dict[int, str]


def documented_path(template: PathTemplate, contract: Contract) -> DocumentedPath:
    """Name each wildcard after the id of its collection, so that all methods of a resource share one path."""
    names: dict[int, str] = {}
    parts = []
    for index, segment in enumerate(template.segments):
        if segment in (ANY, REST):
            wanted = contract.ids.get(template.segments[index - 1]) or _variable_at(template, index)
            names[index] = _unused(_camel(wanted), names)
        parts.append(f"{{{names[index]}}}" if index in names else segment)
    return DocumentedPath("/" + "/".join(parts) + (f":{template.verb}" if template.verb else ""), names)


def path_parameters(
    route: Route, path: DocumentedPath, contract: Contract, schemas: Schemas, examples: Examples
) -> list[Schema]:
    """The parameter objects of the path, in its order."""
    found = []
    for index, name in path.names.items():
        variable = next((each for each in route.template.variables if each.start <= index < each.end), None)
        parameter: Schema = {"name": name, "in": "path", "required": True}
        if variable is None:
            found.append({**parameter, "schema": dict(_ANY_SEGMENT), "example": SAMPLE_UUID})
            continue
        field = field_at(route, variable.field_path)
        if text := plain_text(contract.comment(field.full_name)):
            parameter["description"] = text
        if variable.single:
            whole = schemas.of_field(field, sent=True)
            parameter["schema"] = {key: value for key, value in whole.items() if key not in ("description", "readOnly")}
            parameter["example"] = examples.of_field(field)
        else:
            pattern = _segment_pattern(route.template, variable, index, contract.rules(field).string.pattern)
            parameter["schema"] = {"type": "string", "pattern": pattern} if pattern else dict(_ANY_SEGMENT)
            parameter["example"] = sample_of(pattern) or SAMPLE_UUID
        found.append(parameter)
    return found


def field_at(route: Route, dotted: str) -> FieldDescriptor:
    """The request's field at a dotted path that a template has been checked to lead to."""
    *before, last = dotted.split(".")
    message = route.request
    for part in before:
        inner = message.fields_by_name[part].message_type
        if inner is None:
            raise TypeError(f"{dotted} leads through a scalar")
        message = inner
    return message.fields_by_name[last]


def _segment_pattern(template: PathTemplate, variable: Variable, index: int, pattern: str) -> str:
    """The part of the field's pattern that one segment must match, when both have the same number of segments."""
    pieces = pattern.removeprefix("^").removesuffix("$").split("/")
    fits = pattern and len(pieces) == variable.end - variable.start and template.segments[index] == ANY
    return f"^{pieces[index - variable.start]}$" if fits else ""


def _variable_at(template: PathTemplate, index: int) -> str:
    for variable in template.variables:
        if variable.start <= index < variable.end:
            return variable.field_path.rpartition(".")[2]
    return "segment"


def _unused(wanted: str, names: dict[int, str]) -> str:
    candidates = [wanted, *(f"{wanted}{number}" for number in range(2, len(names) + 3))]
    return next(name for name in candidates if name not in names.values())


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(part.title() for part in rest)
