"""The catalogue of bad gRPC input (G rows) against the service's own port, the gateway bypassed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from sifa.legal_aid.v1 import application_pb2 as pb
from sifa.legal_aid.v1 import application_service_pb2 as service_pb
from sifa.legal_aid.v1 import facts_pb2

from chassis.auth.tokens import make_service_token
from chassis.clock import random_id
from chassis.settings import PRODUCTION, Oidc
from tests.doors import Door, bearer, refused, serving
from tests.services.legal_aid.counter import Counter
from tests.services.legal_aid.intake import APPLICATIONS, applicant, creation, identity_number, means

CREATE, DECIDE = APPLICATIONS["CreateApplication"], APPLICATIONS["DecideApplication"]
UNKNOWN_FIELD = b"\xfa\x3f\x03abc"
INVALID = grpc.StatusCode.INVALID_ARGUMENT


def raw(counter: Counter, body: bytes) -> Any:
    return refused(lambda: counter.door.raw(CREATE, body, counter.clerk))


@pytest.mark.parametrize("body", [b"\xff\xff\xff\xff 330102199003074512", b"\x0a\xff\xff\xff\xff\x0f", b"{}"], ids=repr)
def test_g01_random_bytes_are_refused_without_repeating_them(
    counter: Counter, body: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = raw(counter, body)
    assert answer.code is grpc.StatusCode.INTERNAL
    assert b"330102199003074512" not in answer.wire
    assert "330102199003074512" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("path", ["/sifa.legal_aid.v1.ApplicationService/Erase", "/sifa.x.v1.None/Get", "/", "/a"])
def test_g02_an_unknown_method_is_unimplemented(counter: Counter, path: str) -> None:
    call: Any = counter.door.channel.unary_unary(path)
    assert refused(lambda: call(b"", metadata=counter.clerk, timeout=10)).code is grpc.StatusCode.UNIMPLEMENTED


def test_g03_a_message_of_five_megabytes_is_refused(counter: Counter) -> None:
    assert raw(counter, b"\x0a" * 5_000_000).code is grpc.StatusCode.RESOURCE_EXHAUSTED


def test_g05_an_empty_request_names_what_is_missing(counter: Counter) -> None:
    answer = raw(counter, b"")
    assert (answer.code, answer.violations) == (INVALID, {"application": "REQUIRED"})


def test_g05_an_empty_application_names_every_missing_field_at_once(counter: Counter) -> None:
    empty = service_pb.CreateApplicationRequest(
        application=pb.Application(applicant=facts_pb2.Applicant(), means=facts_pb2.Means())
    )
    answer = raw(counter, empty.SerializeToString())
    named = {path.removeprefix("application.") for path in answer.violations}
    assert named == {
        "institution", "channel", "matter", "applicant.full_name", "applicant.residence_type", "means.household_size",
        "means.income_period", "place",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["", "99010219900307001", "99010219900307001X "])
def test_g05_a_person_without_a_whole_identity_number_is_refused(counter: Counter, number: str) -> None:
    answer = refused(lambda: counter.receive(applicant=applicant(identity_number=number)))
    assert (answer.code, list(answer.violations)) == (INVALID, ["application.applicant.identity_number"])


@pytest.mark.parametrize(("field", "value"), [("channel", 99), ("matter", 99), ("channel", 0), ("matter", 0)])
def test_g06_an_enum_value_outside_the_list_is_refused(counter: Counter, field: str, value: int) -> None:
    changes: dict[str, Any] = {field: value}
    answer = refused(lambda: counter.receive(**changes))
    assert (answer.code, list(answer.violations)) == (INVALID, [f"application.{field}"])


def test_g07_an_unknown_field_of_a_command_is_refused(counter: Counter) -> None:
    request = service_pb.DecideApplicationRequest(name=counter.receive().name, request_id=random_id())
    body = request.SerializeToString() + UNKNOWN_FIELD
    answer = refused(lambda: counter.door.raw(DECIDE, body, counter.head))
    assert (answer.code, answer.violations) == (INVALID, {"DecideApplicationRequest": "UNKNOWN_FIELDS"})


def test_g07_an_unknown_field_deep_in_a_request_is_refused(counter: Counter) -> None:
    facts = means()
    facts.MergeFromString(UNKNOWN_FIELD)
    answer = refused(lambda: counter.receive(means=facts))
    assert answer.violations == {"application.means": "UNKNOWN_FIELDS"}


def test_g08_invalid_utf8_is_refused(counter: Counter) -> None:
    body = creation(counter.institution, request_id=random_id()).SerializeToString()
    broken = body.replace("王".encode(), b"\xff\xfe\xfd")
    assert raw(counter, broken).code is grpc.StatusCode.INTERNAL


@pytest.mark.parametrize("name", ["王\x00某", "王\u200b某", "王\u202e某", "e\u0301va", "王\n某"], ids=ascii)
def test_g08_invisible_or_unnormalised_text_is_refused(counter: Counter, name: str) -> None:
    applicant = facts_pb2.Applicant(
        full_name=name, identity_number=identity_number(), residence_type=facts_pb2.RESIDENCE_TYPE_URBAN
    )
    answer = refused(lambda: counter.receive(applicant=applicant))
    assert (answer.code, answer.violations) == (INVALID, {"application.applicant.full_name": "TEXT_UNCLEAN"})


def test_g12_a_call_without_a_token_is_unauthenticated(counter: Counter) -> None:
    answer = refused(lambda: counter.door.call(CREATE, creation(counter.institution), ()))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_MISSING")


def test_g12_two_tokens_are_as_good_as_none(counter: Counter) -> None:
    both = (*counter.clerk, *counter.head)
    answer = refused(lambda: counter.door.call(CREATE, creation(counter.institution), both))
    assert answer.reason == "TOKEN_MISSING"


@pytest.mark.parametrize("text", ["", "Bearer", "Bearer ", "Basic emhhbmc6MTIz", "Bearer a.b.c", "Bearer x y"])
def test_g12_a_malformed_authorization_is_unauthenticated(counter: Counter, text: str) -> None:
    identity = (("authorization", text),)
    answer = refused(lambda: counter.door.call(CREATE, creation(counter.institution), identity))
    assert answer.code is grpc.StatusCode.UNAUTHENTICATED


def test_g13_a_token_for_another_service_is_unauthenticated(counter: Counter) -> None:
    token = make_service_token(counter.door.service.settings.keys_dir, caller="supervision", callee="identity")
    answer = refused(lambda: counter.door.call(CREATE, creation(counter.institution), bearer(token)))
    assert (answer.code, answer.reason) == (grpc.StatusCode.UNAUTHENTICATED, "TOKEN_INVALID")


def test_g15_whoever_receives_may_not_decide(counter: Counter) -> None:
    request = service_pb.DecideApplicationRequest(name=counter.receive().name, request_id=random_id())
    answer = refused(lambda: counter.door.call(DECIDE, request, counter.clerk))
    assert (answer.code, answer.reason) == (grpc.StatusCode.PERMISSION_DENIED, "ROLE_MISSING")


@pytest.mark.parametrize("field", ["household_income_fen", "own_income_fen"])
@pytest.mark.parametrize("amount", [-1, 1_000_000_000_001, 9_000_000_000_000_000_000])
def test_g18_an_amount_outside_its_range_is_refused(counter: Counter, field: str, amount: int) -> None:
    answer = refused(lambda: counter.receive(means=means(**{field: amount})))
    assert (answer.code, list(answer.violations)) == (INVALID, [f"application.means.{field}"])


def test_g18_the_largest_amounts_are_compared_exactly(counter: Counter) -> None:
    rich = means(household_size=30, household_income_fen=10**12, own_income_fen=10**12)
    assert counter.decide(counter.receive(means=rich).name).state == pb.APPLICATION_STATE_REFUSED


@pytest.mark.parametrize("asked", [{"page_size": -1}, {"page_token": "AAAA"}, {"page_token": "凭证"}, {"state": 99}])
def test_a_bad_page_request_is_refused(counter: Counter, asked: dict[str, Any]) -> None:
    answer = refused(lambda: counter.page(**asked))
    assert (answer.code, list(answer.violations)) == (INVALID, list(asked))


def reflect(door: Door) -> int:
    """How many services reflection lists."""
    stub = reflection_pb2_grpc.ServerReflectionStub(door.channel)
    requests = iter([reflection_pb2.ServerReflectionRequest(list_services="")])
    return len(next(iter(stub.ServerReflectionInfo(requests, timeout=10))).list_services_response.service)


def test_reflection_lists_the_services_of_the_embedded_profile(counter: Counter) -> None:
    assert reflect(counter.door) >= 4


def test_g20_reflection_is_unimplemented_in_production(counter: Counter) -> None:
    provider = Oidc(issuer="http://127.0.0.1:1", audience="sifa", roles_claim="roles", divisions_claim="divisions")
    settings = replace(counter.door.service.settings, env=PRODUCTION, provider=provider)
    service = replace(counter.door.service, settings=settings)
    with serving(service) as door:
        assert refused(lambda: reflect(door)).code is grpc.StatusCode.UNIMPLEMENTED


def test_health_says_serving(counter: Counter) -> None:
    stub = health_pb2_grpc.HealthStub(counter.door.channel)
    answer = stub.Check(health_pb2.HealthCheckRequest(), timeout=10)
    assert answer.status == health_pb2.HealthCheckResponse.SERVING
