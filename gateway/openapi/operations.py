"""Describe one route: what it takes, what it answers, who may call it and how it refuses.

It must not depend on the order in which routes are described, but for the names of doubled schemas.
"""

from __future__ import annotations

from sifa.platform.v1 import access_pb2

from gateway.openapi.comments import first_sentence, plain_text, stated_errors
from gateway.openapi.contract import Contract
from gateway.openapi.error_replies import error_responses
from gateway.openapi.examples import Examples
from gateway.openapi.parameters import header_fields, header_parameters, query_parameters
from gateway.openapi.paths import DocumentedPath, path_parameters
from gateway.openapi.rules import Schema
from gateway.openapi.schemas import Schemas
from gateway.reply import etag_path, is_raw
from gateway.routes import Route

_SIGNED_IN: list[Schema] = [{"bearer": []}, {"apiKey": []}]
_STREAMING = "The gateway does not serve streams; call it by gRPC."


class Operations:
    """Makes the operation objects of one document."""

    def __init__(self, contract: Contract, schemas: Schemas) -> None:
        self._contract = contract
        self._schemas = schemas
        self._examples = Examples(contract)

    def of_route(self, route: Route, path: DocumentedPath, operation_id: str) -> Schema:
        """The operation object of one route."""
        rpc = full_name(route)
        text = plain_text(self._contract.comment(rpc))
        errors, access = stated_errors(text), self._contract.access(rpc)
        found: Schema = {"operationId": operation_id, "tags": [rpc.split(".")[-2]], "summary": first_sentence(text)}
        found["description"] = text if route.unary else f"{text}\n\n{_STREAMING}".strip()
        if parameters := self._parameters(route, path):
            found["parameters"] = parameters
        if route.body:
            found["requestBody"] = self._body(route)
        found["responses"] = {"200": self._reply(route), **error_responses(errors)}
        if self._contract.options(rpc).deprecated:
            found["deprecated"] = True
        found["security"] = _SIGNED_IN if access.roles else []
        found["x-roles"] = list(access.roles)
        found["x-scope"] = access_pb2.Scope.Name(access.scope)
        found["x-error-reasons"] = [reason for error in errors for reason in error.reasons]
        found["x-rpc"] = route.rpc
        return found

    def _parameters(self, route: Route, path: DocumentedPath) -> list[Schema]:
        parts = (self._contract, self._schemas, self._examples)
        return [
            *path_parameters(route, path, *parts),
            *query_parameters(route, *parts),
            *header_parameters(route, self._contract, self._examples),
        ]

    def _body(self, route: Route) -> Schema:
        if route.body == "*":
            elsewhere = {variable.field_path for variable in route.template.variables}
            elsewhere |= {field.name for field in header_fields(route).values()}
            schema = self._schemas.body_of(route.request, elsewhere)
            example = self._examples.of_message(route.request, elsewhere)
        else:
            field = route.request.fields_by_name[route.body]
            schema = self._schemas.of_field(field, sent=True)
            example = self._examples.of_field(field)
        return {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}

    def _reply(self, route: Route) -> Schema:
        headers = {"x-request-id": {"$ref": "#/components/headers/RequestId"}}
        if etag_path(route.reply):
            headers["etag"] = {"$ref": "#/components/headers/ETag"}
        description = plain_text(self._contract.comment(route.reply.full_name)) or route.reply.name
        return {"description": description, "headers": headers, "content": self._reply_content(route)}

    def _reply_content(self, route: Route) -> Schema:
        if is_raw(route):
            return {"*/*": {}}
        if route.response_body:
            schema = self._schemas.of_field(route.reply.fields_by_name[route.response_body], sent=False)
        else:
            schema = self._schemas.of_message(route.reply, sent=False)
        return {"application/json": {"schema": schema}}


def full_name(route: Route) -> str:
    """The rpc's full proto name."""
    return route.rpc.removeprefix("/").replace("/", ".")
