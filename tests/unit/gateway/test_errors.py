"""Errors come out as google.rpc.Status, with the service's details and without anything that leaks."""

from __future__ import annotations

import grpc
import httpx
import pytest
from google.protobuf.timestamp_pb2 import Timestamp
from google.rpc import code_pb2, error_details_pb2

from gateway.errors import HTTP_STATUS
from tests.unit.gateway.rig import LegalAid, reason_of

LIST = "/v1/legal-aid/applications"
INFO = error_details_pb2.ErrorInfo(reason="SOME_REASON", domain="legal_aid", metadata={"number": "7"})


@pytest.mark.parametrize(
    ("code", "http_status"),
    [
        (1, 499), (2, 500), (3, 400), (4, 504), (5, 404), (6, 409), (7, 403), (8, 429),
        (9, 400), (10, 409), (11, 400), (12, 501), (13, 500), (14, 503), (15, 500), (16, 401),
    ],
)  # fmt: skip
def test_a_code_has_its_http_status(http: httpx.Client, legal_aid: LegalAid, code: int, http_status: int) -> None:
    legal_aid.fail(code, "told", INFO)
    reply = http.get(LIST)
    assert (reply.status_code, reply.json()["code"]) == (http_status, code)
    assert HTTP_STATUS[code] == http_status
    assert reply.json()["details"] == [
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "SOME_REASON",
            "domain": "legal_aid",
            "metadata": {"number": "7"},
        }
    ]
    assert ("www-authenticate" in reply.headers) == (http_status == 401)


def test_details_pass_with_their_types_but_debug_info_does_not(http: httpx.Client, legal_aid: LegalAid) -> None:
    bad = error_details_pb2.BadRequest()
    bad.field_violations.add(field="application.matter", description="必填")
    localized = error_details_pb2.LocalizedMessage(locale="zh-CN", message="请填写事项")
    debug = error_details_pb2.DebugInfo(detail="select secret")
    legal_aid.fail(code_pb2.INVALID_ARGUMENT, "matter is required", INFO, bad, localized, debug, Timestamp(seconds=1))
    status = http.get(LIST).json()
    kinds = [detail["@type"].rpartition(".")[2] for detail in status["details"]]
    assert kinds == ["ErrorInfo", "BadRequest", "LocalizedMessage"]
    assert status["details"][1]["fieldViolations"][0]["field"] == "application.matter"
    assert status["message"] == "matter is required"


def test_retry_info_becomes_retry_after(http: httpx.Client, legal_aid: LegalAid) -> None:
    retry = error_details_pb2.RetryInfo()
    retry.retry_delay.FromMilliseconds(6_500)
    legal_aid.fail(code_pb2.RESOURCE_EXHAUSTED, "slowly", INFO, retry)
    assert http.get(LIST).headers["retry-after"] == "7"


def test_an_internal_error_says_nothing_of_its_text(http: httpx.Client, legal_aid: LegalAid) -> None:
    legal_aid.fail(code_pb2.INTERNAL, "select secret", INFO)
    assert "secret" not in http.get(LIST).text
    legal_aid.reset()
    legal_aid.abort = (grpc.StatusCode.UNKNOWN, "select secret")
    reply = http.get(LIST)
    assert (reply.status_code, reason_of(reply)) == (500, "INTERNAL")
    assert "secret" not in reply.text


@pytest.mark.parametrize(
    ("code", "http_status", "reason"),
    [
        (grpc.StatusCode.UNAUTHENTICATED, 401, "BACKEND_UNAUTHENTICATED"),
        (grpc.StatusCode.NOT_FOUND, 404, "BACKEND_REFUSED"),
        (grpc.StatusCode.UNIMPLEMENTED, 503, "BACKEND_UNIMPLEMENTED"),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, 429, "BACKEND_BUSY"),
    ],
)
def test_an_error_without_details_gets_our_words(
    http: httpx.Client, legal_aid: LegalAid, code: grpc.StatusCode, http_status: int, reason: str
) -> None:
    legal_aid.abort = (code, "select secret")
    reply = http.get(LIST)
    assert (reply.status_code, reason_of(reply)) == (http_status, reason)
    assert "secret" not in reply.text


def test_an_error_has_a_chinese_message(http: httpx.Client) -> None:
    status = http.get("/v1/nothing").json()
    assert status["code"] == code_pb2.NOT_FOUND
    assert status["details"][1] == {
        "@type": "type.googleapis.com/google.rpc.LocalizedMessage",
        "locale": "zh-CN",
        "message": status["message"],
    }
