"""Describe what a route takes outside path and body: query parameters and headers.

It must not promise what the transcoder refuses.
"""

from __future__ import annotations

from google.protobuf.descriptor import FieldDescriptor

from gateway.openapi.contract import Contract
from gateway.openapi.examples import Examples
from gateway.openapi.rules import Schema, value_keywords
from gateway.openapi.schemas import Schemas, flat_fields
from gateway.routes import Route

KEY, MATCH = "Idempotency-Key", "If-Match"
_QUOTED = '^(W/)?"[!#-~]{1,64}"$'
_KEY_TEXT = "Makes a retry safe: the same key with the same request returns the first reply. Fills `requestId`."
_MATCH_TEXT = (
    "The ETag of an earlier reply; the call is refused with 409 when the resource has changed since. Fills `etag`."
)
_OWN = ("description", "readOnly", "deprecated")


def header_fields(route: Route) -> dict[str, FieldDescriptor]:
    """Fields of the request that headers fill, by header. They are documented as headers alone."""
    fields = route.request.fields_by_name
    found = {KEY: fields["request_id"]} if "request_id" in fields else {}
    if "etag" in fields and route.http_method != "GET":
        found[MATCH] = fields["etag"]
    return found


def query_parameters(route: Route, contract: Contract, schemas: Schemas, examples: Examples) -> list[Schema]:
    """One parameter for each field that neither path, body nor headers fill."""
    if route.body == "*":
        return []
    elsewhere = {variable.field_path for variable in route.template.variables}
    elsewhere |= {field.name for field in header_fields(route).values()}
    found = []
    for fields in flat_fields(route.request):
        if ".".join(field.name for field in fields) in elsewhere or fields[0].name == route.body:
            continue
        required = all(contract.is_required(field) for field in fields)
        name = ".".join(field.json_name for field in fields)
        found.append(_parameter(name, "query", fields[-1], schemas, required=required))
        if required:
            found[-1]["example"] = examples.of_field(fields[-1])
    return found


def header_parameters(route: Route, contract: Contract, examples: Examples) -> list[Schema]:
    """`Idempotency-Key` where the request has a request id, `If-Match` where it or the resource in it has an etag."""
    given = header_fields(route)
    found = []
    if KEY in given:
        header: Schema = {"name": KEY, "in": "header", "required": contract.is_required(given[KEY])}
        schema = {"type": "string", **value_keywords(given[KEY], contract.rules(given[KEY]))}
        example = examples.of_field(given[KEY])
        found.append({**header, "description": _KEY_TEXT, "schema": schema, "example": example})
    body = route.request.fields_by_name.get(route.body)
    resource = body.message_type if body is not None and route.http_method in ("PUT", "PATCH") else None
    if MATCH in given or (resource is not None and "etag" in resource.fields_by_name):
        header = {"name": MATCH, "in": "header", "required": False, "description": _MATCH_TEXT}
        found.append({**header, "schema": {"type": "string", "pattern": _QUOTED}, "example": '"v1-example"'})
    return found


def _parameter(name: str, place: str, field: FieldDescriptor, schemas: Schemas, *, required: bool) -> Schema:
    """A parameter object; what describes the field moves from its schema to the parameter."""
    schema = schemas.of_field(field, sent=True)
    found: Schema = {"name": name, "in": place, "required": required}
    found |= {key: schema[key] for key in ("description", "deprecated") if key in schema}
    if schema.get("type") == "array":
        found |= {"style": "form", "explode": True}
    return {**found, "schema": {key: value for key, value in schema.items() if key not in _OWN}}
