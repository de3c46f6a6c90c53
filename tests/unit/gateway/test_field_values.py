"""Kinds of fields that the services' messages do not have yet, tried on well-known messages."""

from __future__ import annotations

import pytest
from google.api import http_pb2
from google.protobuf import duration_pb2, wrappers_pb2
from google.protobuf.descriptor import Descriptor
from google.rpc import error_details_pb2

from gateway.field_values import Reader
from gateway.single_values import value_of_text

ERROR_INFO = error_details_pb2.ErrorInfo.DESCRIPTOR
DOUBLE = wrappers_pb2.DoubleValue.DESCRIPTOR
BYTES = wrappers_pb2.BytesValue.DESCRIPTOR
UNSIGNED = wrappers_pb2.UInt32Value.DESCRIPTOR


@pytest.mark.parametrize(
    ("message", "value", "read"),
    [
        (ERROR_INFO, {"metadata": {"a": "b"}}, {"metadata": {"a": "b"}}),
        (DOUBLE, {"value": 1.5}, {"value": 1.5}),
        (DOUBLE, {"value": 2}, {"value": 2}),
        (BYTES, {"value": "5Y-45rOV"}, {"value": "司法".encode()}),
        (BYTES, {"value": "5Y+45rOV"}, {"value": "司法".encode()}),
        (BYTES, {"value": "YQ=="}, {"value": b"a"}),
        (BYTES, {"value": "YQ"}, {"value": b"a"}),
        (UNSIGNED, {"value": "4294967295"}, {"value": 4294967295}),
        (http_pb2.HttpRule.DESCRIPTOR, {"get": "/a", "body": "*", "put": None}, {"get": "/a", "body": "*"}),
    ],
)
def test_a_fitting_value_is_read(message: Descriptor, value: dict[str, object], read: dict[str, object]) -> None:
    reader = Reader()
    assert reader.read_message(message, value, "") == read
    assert reader.violations == []


def test_a_time_span_is_read_whole() -> None:
    read = Reader().read_message(error_details_pb2.RetryInfo.DESCRIPTOR, {"retry_delay": "-1.000000001s"}, "")
    assert read == {"retry_delay": duration_pb2.Duration(seconds=-1, nanos=-1)}


@pytest.mark.parametrize(
    ("message", "value", "field", "reason"),
    [
        (ERROR_INFO, {"metadata": []}, "metadata", "NOT_AN_OBJECT"),
        (ERROR_INFO, {"metadata": {"a": 1}}, "metadata[a]", "TEXT"),
        (DOUBLE, {"value": "1.5"}, "value", "NUMBER"),
        (DOUBLE, {"value": True}, "value", "NUMBER"),
        (BYTES, {"value": "!!!"}, "value", "BASE64"),
        (BYTES, {"value": "A"}, "value", "BASE64"),
        (BYTES, {"value": "YQ="}, "value", "BASE64"),
        (BYTES, {"value": "YQ\uff1d"}, "value", "BASE64"),
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
    assert [value_of_text(number, text) for text in ("1.5", "-1e-07", "nan", "1e", "１")] == [
        1.5,
        -1e-07,
        "nan",
        "1e",
        "１",
    ]
