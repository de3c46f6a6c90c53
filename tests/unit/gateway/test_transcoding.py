"""Requests reach the service as the right message, and replies come back as JSON, over real HTTP and gRPC."""

from __future__ import annotations

import httpx
import pytest
from sifa.legal_aid.v1 import application_pb2, application_service_pb2, facts_pb2

from tests.unit.gateway.rig import ETAG, NAME, UUID, LegalAid, reason_of

CREATE = "/v1/legal-aid/applications"
DECIDE = f"/v1/legal-aid/{NAME}:decide"


def last(legal_aid: LegalAid) -> object:
    return legal_aid.requests[-1]


def test_a_body_becomes_the_field_it_is_bound_to(http: httpx.Client, legal_aid: LegalAid) -> None:
    means = {"householdSize": 3, "household_income_fen": "123456789012", "pledgeSigned": True}
    applicant = {"fullName": "欧阳·𠮷", "residenceType": "RESIDENCE_TYPE_URBAN"}
    sent = {
        "means": means,
        "applicant": applicant,
        "matter": "MATTER_LABOUR_PAY",
        "createTime": "2026-06-15T09:00:00+08:00",
    }
    assert http.post(CREATE, json=sent).status_code == 200
    request = last(legal_aid)
    assert isinstance(request, application_service_pb2.CreateApplicationRequest)
    assert request.application.means.household_income_fen == 123_456_789_012
    assert request.application.applicant.full_name == "欧阳·𠮷"
    assert request.application.matter == facts_pb2.MATTER_LABOUR_PAY
    assert request.application.create_time.ToJsonString() == "2026-06-15T01:00:00Z"


def test_a_reply_shows_empty_fields_and_long_integers_as_text(http: httpx.Client) -> None:
    reply = http.post(CREATE, json={"means": {"householdIncomeFen": 5}})
    assert reply.headers["content-type"] == "application/json"
    shown = reply.json()
    assert shown["means"]["householdIncomeFen"] == "5"
    assert shown["number"] == ""
    assert shown["allowedActions"] == []
    assert shown["createTime"] == "2026-06-15T01:00:00Z"
    assert shown["state"] == "APPLICATION_STATE_UNSPECIFIED"


def test_every_reply_forbids_guessing_and_storing(http: httpx.Client) -> None:
    for path in (CREATE, "/livez", "/readyz", "/v1/nothing"):
        headers = http.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"


def test_query_parameters_take_both_spellings(http: httpx.Client, legal_aid: LegalAid) -> None:
    assert http.get(CREATE + "?pageSize=5&page_token=a%2Bb+c&state=APPLICATION_STATE_GRANTED").status_code == 200
    assert last(legal_aid) == application_service_pb2.ListApplicationsRequest(
        page_size=5, page_token="a+b c", state=application_pb2.APPLICATION_STATE_GRANTED
    )


@pytest.mark.parametrize(
    ("path", "reason", "field"),
    [
        (CREATE + "?sort=amount", "UNKNOWN_PARAMETER", "sort"),
        (CREATE + "?page_size=1&page_size=2", "DUPLICATE_KEY", "page_size"),
        (CREATE + "?page_size=1&pageSize=1", "DUPLICATE_KEY", "page_size"),
        (CREATE + "?page_size=1e2", "INTEGER", "page_size"),
        (CREATE + "?page_size=%EF%BC%91", "INTEGER", "page_size"),
        (CREATE + "?page_size=2147483648", "OUT_OF_RANGE", "page_size"),
        (CREATE + "?state=granted", "UNKNOWN_ENUM", "state"),
        (CREATE + "?page_token=%00", "CONTROL_CHARACTER", "page_token"),
        (CREATE + "?page_size", "MALFORMED_QUERY", "query"),
        (CREATE + "?page_token=%ff", "MALFORMED_QUERY", "query"),
        (CREATE + "?" + "&".join(["page_size=1"] * 101), "MALFORMED_QUERY", "query"),
        (f"{CREATE}/{UUID}?name=x", "MISPLACED_PARAMETER", "name"),
    ],
)
def test_a_bad_query_is_refused_with_its_field(http: httpx.Client, path: str, reason: str, field: str) -> None:
    reply = http.get(path)
    assert (reply.status_code, reason_of(reply)) == (400, reason)
    bad = next(detail for detail in reply.json()["details"] if detail["@type"].endswith("BadRequest"))
    assert bad["fieldViolations"][0]["field"] == field


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (CREATE + "?application.channel=CHANNEL_PHONE", "MISPLACED_PARAMETER"),
        (CREATE + "?application=x", "MISPLACED_PARAMETER"),
        (DECIDE + "?etag=x", "MISPLACED_PARAMETER"),
    ],
)
def test_what_belongs_into_the_body_is_refused_in_the_query(http: httpx.Client, path: str, reason: str) -> None:
    reply = http.post(path, json={})
    assert (reply.status_code, reason_of(reply)) == (400, reason)


def test_the_path_wins_over_the_body(http: httpx.Client, legal_aid: LegalAid) -> None:
    assert http.post(DECIDE, json={"name": "applications/other"}).status_code == 200
    assert last(legal_aid) == application_service_pb2.DecideApplicationRequest(name=NAME)


def test_a_head_request_is_answered_like_get_without_a_body(http: httpx.Client) -> None:
    reply = http.head(f"/v1/legal-aid/{NAME}")
    assert (reply.status_code, reply.content, reply.headers["etag"]) == (200, b"", f'"{ETAG}"')


def test_an_idempotency_key_becomes_the_request_id(http: httpx.Client, legal_aid: LegalAid) -> None:
    assert http.post(CREATE, json={}, headers={"idempotency-key": UUID}).status_code == 200
    request = last(legal_aid)
    assert isinstance(request, application_service_pb2.CreateApplicationRequest)
    assert request.request_id == UUID


@pytest.mark.parametrize(
    ("path", "sent"), [(DECIDE, {"requestId": "another"}), (CREATE + "?request_id=another", {})], ids=["body", "query"]
)
def test_an_idempotency_key_must_agree_with_the_request_id(
    http: httpx.Client, legal_aid: LegalAid, path: str, sent: dict[str, str]
) -> None:
    reply = http.post(path, json=sent, headers={"idempotency-key": UUID})
    assert (reply.status_code, reason_of(reply)) == (400, "REQUEST_ID_CONFLICT")
    assert legal_aid.requests == []


@pytest.mark.parametrize("header", ['"abc"', 'W/"abc"', "abc"])
def test_if_match_becomes_the_etag(http: httpx.Client, legal_aid: LegalAid, header: str) -> None:
    reply = http.post(DECIDE, json={"requestId": UUID, "etag": ""}, headers={"if-match": header})
    assert last(legal_aid) == application_service_pb2.DecideApplicationRequest(name=NAME, request_id=UUID, etag="abc")
    assert reply.headers["etag"] == '"v2"'


def test_if_match_of_a_resource_in_the_body_becomes_its_etag(http: httpx.Client, legal_aid: LegalAid) -> None:
    http.post(CREATE, json={}, headers={"if-match": '"abc"'})
    request = last(legal_aid)
    assert isinstance(request, application_service_pb2.CreateApplicationRequest)
    assert request.application.etag == "abc"


@pytest.mark.parametrize(
    ("header", "sent", "reason"),
    [('"abc"', {"etag": "other"}, "ETAG_CONFLICT"), ('"a", "b"', {}, "BAD_IF_MATCH"), ("*,*", {}, "BAD_IF_MATCH")],
)
def test_an_if_match_that_cannot_be_kept_is_refused(
    http: httpx.Client, header: str, sent: dict[str, str], reason: str
) -> None:
    reply = http.post(DECIDE, json=sent, headers={"if-match": header})
    assert (reply.status_code, reason_of(reply)) == (400, reason)


def test_a_reply_without_an_etag_has_no_etag_header(http: httpx.Client) -> None:
    assert "etag" not in http.get(CREATE).headers


def test_a_request_id_header_goes_both_ways(http: httpx.Client, legal_aid: LegalAid) -> None:
    assert http.get(CREATE, headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    assert legal_aid.metadata["x-request-id"] == "abc-1"
    made = http.get(CREATE, headers={"x-request-id": "a b;c"}).headers["x-request-id"]
    assert made == legal_aid.metadata["x-request-id"]
    assert len(made) == 16


def test_two_authorizations_are_passed_on_as_none(http: httpx.Client, legal_aid: LegalAid) -> None:
    http.get(CREATE, headers=[("authorization", "Bearer a"), ("authorization", "Bearer b")])
    assert "authorization" not in legal_aid.metadata
