"""Without its database the service says UNAVAILABLE and nothing of the database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from grpc_health.v1 import health_pb2, health_pb2_grpc
from sifa.legal_aid.v1 import application_service_pb2 as service_pb

from chassis.auth.keys import ISSUER, ensure_keys
from chassis.clock import random_id
from chassis.manifest import installed_services
from chassis.service import open_service
from chassis.settings import load_settings
from tests.doors import Door, Refused, refused, serving
from tests.services.legal_aid.intake import APPLICATIONS, creation


@pytest.fixture(params=["sqlite", "postgresql"])
def door(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Door]:
    """A server whose database is a folder (SQLite) or a port nobody listens on (PostgreSQL)."""
    url = f"sqlite:///{tmp_path}" if request.param == "sqlite" else "postgresql://clerk:hunter2@127.0.0.1:1/legal_aid"
    environ = {"SIFA_VAR": str(tmp_path / "var"), "SIFA_LEGAL_AID_DATABASE_URL": url, "SIFA_LEGAL_AID_GRPC_PORT": "0"}
    settings = load_settings(environ)
    ensure_keys(settings.keys_dir, [ISSUER, "legal_aid"])
    with serving(open_service(installed_services()["legal_aid"], settings)) as door:
        yield door


def answers(door: Door) -> list[Refused]:
    """A refused read and a refused write."""
    name = f"applications/{random_id()}"
    who = door.person("legal_aid_clerk")
    read = service_pb.GetApplicationRequest(name=name)
    write = creation(f"institutions/{random_id()}", request_id=random_id())
    return [
        refused(lambda: door.call(APPLICATIONS["GetApplication"], read, who)),
        refused(lambda: door.call(APPLICATIONS["CreateApplication"], write, who)),
    ]


def test_reads_and_writes_are_unavailable(door: Door) -> None:
    found = {(answer.code, answer.reason) for answer in answers(door)}
    assert found == {(grpc.StatusCode.UNAVAILABLE, "DATABASE_UNAVAILABLE")}


def test_the_answer_tells_nothing_of_the_database(door: Door, capfd: pytest.CaptureFixture[str]) -> None:
    said = b"\n".join(answer.wire for answer in answers(door)).lower()
    logged = "".join(capfd.readouterr())
    assert [word for word in (b"sql", b"127.0.0.1", b"hunter2", b"database file", b".sqlite") if word in said] == []
    assert "hunter2" not in logged


def test_the_service_does_not_say_that_it_is_ready(door: Door) -> None:
    answer = health_pb2_grpc.HealthStub(door.channel).Check(health_pb2.HealthCheckRequest(), timeout=10)
    assert answer.status == health_pb2.HealthCheckResponse.NOT_SERVING


def test_a_sound_token_is_still_required(door: Door) -> None:
    answer = refused(lambda: door.call(APPLICATIONS["CreateApplication"], creation("institutions/1"), ()))
    assert answer.code is grpc.StatusCode.UNAUTHENTICATED


def test_an_unsound_request_is_still_explained(door: Door) -> None:
    who = door.person("legal_aid_clerk")
    empty = service_pb.CreateApplicationRequest()
    answer = refused(lambda: door.call(APPLICATIONS["CreateApplication"], empty, who))
    assert answer.code is grpc.StatusCode.INVALID_ARGUMENT
