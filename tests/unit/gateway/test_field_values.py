"""Kinds of fields that the services' messages do not have yet, tried on well-known messages."""

from __future__ import annotations

import pytest
from google.api import http_pb2
from google.protobuf import wrappers_pb2
from google.protobuf.descriptor import Descriptor
from google.rpc import error_details_pb2

from gateway.field_values import Reader, value_of_text
from gateway.routes import build_routes
from gateway.transcode import render_reply
from tests.unit.gateway.test_routes import image_of

ERROR_INFO = error_details_pb2.ErrorInfo.DESCRIPTOR
DOUBLE = wrappers_pb2.DoubleValue.DESCRIPTOR
BYTES = wrappers_pb2.BytesValue.DESCRIPTOR
UNSIGNED = wrappers_pb2.UInt32Value.DESCRIPTOR


@pytest.mark.parametrize(
    ("message", "value"),
    [
        (ERROR_INFO, {"metadata": {"a": "b"}}),
        (DOUBLE, {"value": 1.5}),
        (DOUBLE, {"value": 2}),
        (BYTES, {"value": "5Y-45rOV"}),
        (BYTES, {"value": "YQ=="}),
        (UNSIGNED, {"value": "4294967295"}),
        (error_details_pb2.RetryInfo.DESCRIPTOR, {"retry_delay": "1.5s"}),
        (http_pb2.HttpRule.DESCRIPTOR, {"get": "/a", "body": "*", "put": None}),
    ],
)
def test_a_fitting_value_is_kept(message: Descriptor, value: dict[str, object]) -> None:
    reader = Reader()
    given = {name: item for name, item in value.items() if item is not None}
    assert reader.read_message(message, value, "") == given
    assert reader.violations == []


@pytest.mark.parametrize(
    ("message", "value", "field", "reason"),
    [
        (ERROR_INFO, {"metadata": []}, "metadata", "NOT_AN_OBJECT"),
        (ERROR_INFO, {"metadata": {"a": 1}}, "metadata[a]", "TEXT"),
        (DOUBLE, {"value": "1.5"}, "value", "NUMBER"),
        (DOUBLE, {"value": True}, "value", "NUMBER"),
        (BYTES, {"value": "!!!"}, "value", "BASE64"),
        (BYTES, {"value": "A"}, "value", "BASE64"),
        (UNSIGNED, {"value": -1}, "value", "OUT_OF_RANGE"),
        (error_details_pb2.RetryInfo.DESCRIPTOR, {"retryDelay": "soon"}, "retry_delay", "FORMAT"),
        (http_pb2.HttpRule.DESCRIPTOR, {"get": "/a", "put": "/b"}, "put", "ONEOF_CONFLICT"),
        (http_pb2.HttpRule.DESCRIPTOR, {"additionalBindings": [{"x": 1}]}, "additional_bindings[0].x", "UNKNOWN_FIELD"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(
    message: Descriptor, value: dict[str, object], field: str, reason: str
) -> None:
    reader = Reader()
    reader.read_message(message, value, "")
    assert [(violation.field, violation.reason) for violation in reader.violations] == [(field, reason)]


def test_the_text_of_a_query_becomes_the_value_it_stands_for() -> None:
    boolean = wrappers_pb2.BoolValue.DESCRIPTOR.fields_by_name["value"]
    assert [value_of_text(boolean, text) for text in ("true", "false", "True")] == [True, False, "True"]
    number = DOUBLE.fields_by_name["value"]
    assert [value_of_text(number, text) for text in ("1.5", "nan")] == [1.5, "nan"]


def test_a_response_body_shows_one_field_alone() -> None:
    route = build_routes("probe", image_of(http_pb2.HttpRule(get="/v1/probe", response_body="tags")))[0]
    assert render_reply(route, route.reply_class(tags=["玄", "戈"])) == ('["玄", "戈"]', None)
