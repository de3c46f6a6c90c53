"""Describe refusals: the body that every refusal has, and what one method's comment says of its own.

It must not know a reason that no comment names.
"""

from __future__ import annotations

from collections.abc import Sequence

from google.rpc import code_pb2

from gateway.errors import HTTP_STATUS
from gateway.openapi.comments import StatedError
from gateway.openapi.rules import Schema

REFUSAL = "Refusal"
STATUS, _DETAILS = "google.rpc.Status", ("ErrorInfo", "BadRequest", "LocalizedMessage")
_REF = "#/components/schemas/"
_OTHER = (
    "Any other refusal, for example 401 UNAUTHENTICATED, 403 PERMISSION_DENIED, 429, 500, 503 with Retry-After, 504."
)
_TEXT = {"type": "string"}


def error_schemas() -> dict[str, Schema]:
    """The schemas of google.rpc.Status and of the details that the house sends."""
    details = [{"$ref": f"{_REF}google.rpc.{name}"} for name in _DETAILS]
    violation = {
        "type": "object",
        "properties": {
            "field": {
                **_TEXT,
                "description": "Path of the field as the proto spells it, for example means.own_income_fen.",
            },
            "reason": {**_TEXT, "description": "Rule that is broken, UPPER_SNAKE."},
            "description": {**_TEXT, "description": "In Chinese: what to do about it. Never the value."},
        },
    }
    return {
        STATUS: {
            "type": "object",
            "description": "The body of every refusal.",
            "properties": {
                "code": {
                    "type": "integer",
                    "format": "int32",
                    "description": "Canonical code of google/rpc/code.proto.",
                },
                "message": {**_TEXT, "description": "What to do, never what was sent."},
                "details": {"type": "array", "items": {"anyOf": [*details, {"$ref": f"{_REF}google.protobuf.Any"}]}},
            },
            "required": ["code", "message", "details"],
        },
        "google.rpc.ErrorInfo": _detail(
            "ErrorInfo",
            "Why, for programs. Reasons are never renamed.",
            {
                "reason": {**_TEXT, "pattern": "^[A-Z][A-Z0-9_]*$"},
                "domain": {**_TEXT, "description": "sifa when a service refused, sifa.gateway when the gateway did."},
                "metadata": {
                    "type": "object",
                    "additionalProperties": _TEXT,
                    "description": "Rule ids, limits, etags.",
                },
            },
            ["reason", "domain"],
        ),
        "google.rpc.BadRequest": _detail(
            "BadRequest",
            "Every bad field at once.",
            {"fieldViolations": {"type": "array", "items": violation}},
            ["fieldViolations"],
        ),
        "google.rpc.LocalizedMessage": _detail(
            "LocalizedMessage",
            "For people: which field, which rule, what to do.",
            {"locale": {**_TEXT, "example": "zh-CN"}, "message": _TEXT},
            ["locale", "message"],
        ),
        "google.protobuf.Any": {
            "type": "object",
            "description": "Another detail of google/rpc/error_details.proto.",
            "properties": {"@type": _TEXT},
            "required": ["@type"],
        },
    }


def error_responses(stated: Sequence[StatedError]) -> dict[str, Schema]:
    """Response objects by HTTP status for the stated errors, and `default` for all others."""
    lines: dict[int, list[str]] = {}
    for error in stated:
        text = f"{error.code}: {', '.join(error.reasons)}" if error.reasons else error.code
        lines.setdefault(HTTP_STATUS[code_pb2.Code.Value(error.code)], []).append(text)
    found = {str(http_status): _response("; ".join(texts)) for http_status, texts in sorted(lines.items())}
    return {**found, "default": {"$ref": f"#/components/responses/{REFUSAL}"}}


def any_refusal() -> Schema:
    """The response that `default` refers to."""
    return _response(_OTHER)


def _response(description: str) -> Schema:
    return {
        "description": description,
        "headers": {"x-request-id": {"$ref": "#/components/headers/RequestId"}},
        "content": {"application/json": {"schema": {"$ref": _REF + STATUS}}},
    }


def _detail(name: str, description: str, properties: Schema, required: list[str]) -> Schema:
    kind = {"const": f"type.googleapis.com/google.rpc.{name}"}
    return {
        "type": "object",
        "description": description,
        "properties": {"@type": kind, **properties},
        "required": ["@type", *required],
    }
