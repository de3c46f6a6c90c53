"""The doctor sees what is wrong between processes: broker, backends, images, ports, the OpenID provider."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import kombu
import pytest
from sifa.platform.v1 import platform_pb2

from chassis.contract import published_manifest
from chassis.doctor import backends, broker
from chassis.doctor.installation import Installation, Patient
from chassis.events.broker import dead_letter_queue, inbox_queue
from chassis.manifest import installed_services
from chassis.service import open_service
from chassis.settings import load_settings
from tests.doors import serving
from tests.operators.conftest import seen, under
from tests.operators.looking import looked
from tests.servers.issuer import DISCOVERY, Issuer, serving_issuer
from tests.servers.keeper import SharedServers
from tests.servers.private import free_ports
from tests.servers.rabbitmq import RabbitServer, rabbitmq

NAME = "supervision"
SECRET = "canary-7f3a"


def house(var: Path, **environ: str) -> Installation:
    """One listening service."""
    return seen(load_settings({"SIFA_VAR": str(var), **environ}), NAME)


def of(installation: Installation) -> Patient:
    return Patient(installation, installation.installed[NAME])


@pytest.fixture(scope="module")
def rabbit() -> Iterator[RabbitServer]:
    """A broker of this module's own, for alarms that others must not feel."""
    with rabbitmq() as server:
        yield server


def test_a_broker_that_works_is_nothing_to_tell(tmp_path: Path, servers: SharedServers) -> None:
    installation = house(tmp_path, SIFA_BROKER_URL=servers.claim_vhost())
    assert [looked(check, installation) for check in (broker.BROKER, broker.RESOURCES)] == [[], []]


@pytest.mark.parametrize("url", ["none:", "file:"])
def test_no_broker_and_the_file_broker_are_nothing_to_tell(tmp_path: Path, url: str) -> None:
    installation = house(tmp_path, SIFA_BROKER_URL=url)
    assert [looked(check, installation) for check in (broker.BROKER, broker.RESOURCES)] == [[], []]
    assert looked(broker.QUEUES, of(installation)) == []


def test_a_file_broker_whose_folder_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "broker").write_text("", encoding="utf-8")
    assert [found[0] for found in looked(broker.BROKER, house(tmp_path, SIFA_BROKER_URL="file:"))] == ["FAILURE"]


def test_a_broker_that_is_not_there_is_told_without_the_password(tmp_path: Path) -> None:
    installation = house(tmp_path, SIFA_BROKER_URL=f"amqp://u:{SECRET}@127.0.0.1:1/v")
    ((level, what),) = looked(broker.BROKER, installation)
    assert (level, what) == ("FAILURE", "amqp://127.0.0.1:1/v does not answer: ConnectionRefusedError")


def test_a_refused_password_is_told_without_it(tmp_path: Path, servers: SharedServers) -> None:
    url = servers.rabbitmq().url("v0").replace("guest:guest", f"guest:{SECRET}")
    ((level, what),) = looked(broker.BROKER, house(tmp_path, SIFA_BROKER_URL=url))
    assert (level, what.endswith("refuses the user or the password"), SECRET in what) == ("FAILURE", True, False)


def test_a_virtual_host_that_is_not_there_is_told(tmp_path: Path, servers: SharedServers) -> None:
    url = servers.rabbitmq().url("nowhere")
    ((level, what),) = looked(broker.BROKER, house(tmp_path, SIFA_BROKER_URL=url))
    assert (level, what.endswith("does not give this user the virtual host")) == ("FAILURE", True)


def test_a_memory_alarm_is_told(tmp_path: Path, rabbit: RabbitServer) -> None:
    installation = house(tmp_path, SIFA_BROKER_URL=rabbit.url("v0"))
    rabbit.control("set_vm_memory_high_watermark", "0.000001")
    try:
        assert looked(broker.RESOURCES, installation) == [
            ("FAILURE", "the broker takes no messages: memory or disk alarm")
        ]
    finally:
        rabbit.control("set_vm_memory_high_watermark", "0.4")
    assert looked(broker.RESOURCES, installation) == []


def test_dead_letters_and_an_inbox_that_nobody_reads_are_told(tmp_path: Path, servers: SharedServers) -> None:
    installation = house(tmp_path, SIFA_BROKER_URL=servers.claim_vhost())
    patient = of(installation)
    unread = [("WARNING", "nobody reads supervision.inbox: no `sifa consume` runs for this service")]
    assert looked(broker.QUEUES, patient) == unread
    with kombu.Connection(installation.settings.broker_url) as connection:
        channel = connection.default_channel
        inbox_queue(NAME, ("legal_aid",), quorum=True).bind(channel).declare()
        dead = dead_letter_queue(NAME).bind(channel)
        dead.declare()
        assert looked(broker.QUEUES, patient) == unread
        kombu.Producer(channel).publish("x", exchange=dead.exchange)
        with kombu.Consumer(channel, inbox_queue(NAME, ("legal_aid",), quorum=True), callbacks=[lambda *_: None]):
            assert looked(broker.QUEUES, patient) == [
                ("FAILURE", "1 messages that nobody could read wait in supervision.dead")
            ]


def test_a_running_service_is_nothing_to_tell(teller: Patient) -> None:
    stored(teller)
    with answering(teller) as patient:
        assert looked(backends.BACKEND, patient) == []


@contextmanager
def answering(patient: Patient) -> Iterator[Patient]:
    """The service, served on a free port that its settings name."""
    (port,) = free_ports(1)
    ports = {**patient.settings.services, "SIFA_LEGAL_AID_GRPC_PORT": str(port)}
    moved = under(patient, services=ports)
    with serving(open_service(patient.manifest, moved.settings)):
        yield moved


def test_a_service_that_is_away_is_told(teller: Patient) -> None:
    (port,) = free_ports(1)
    ((level, what),) = looked(backends.BACKEND, under(teller, backends={"legal_aid": f"127.0.0.1:{port}"}))
    assert (level, what) == ("FAILURE", f"127.0.0.1:{port} does not answer as a service: UNAVAILABLE")


def test_an_address_where_another_service_answers_is_told(teller: Patient, listener: Patient) -> None:
    with answering(teller) as patient:
        target = f"127.0.0.1:{patient.settings.grpc_port('legal_aid', 0)}"
        assert looked(backends.BACKEND, under(listener, backends={NAME: target})) == [
            ("FAILURE", f"{target} answers as legal_aid")
        ]


def test_a_service_of_another_version_is_a_warning(teller: Patient) -> None:
    stored(teller)
    with answering(teller) as patient:
        older = replace(patient, manifest=replace(patient.manifest, version="0.0.1"))
        assert [found[0] for found in looked(backends.BACKEND, older)] == ["WARNING"]


def stored(patient: Patient, **changes: object) -> platform_pb2.Manifest:
    """Write the gateway's image of the service, changed as wished."""
    manifest = published_manifest(patient.manifest)
    for name, value in changes.items():
        setattr(manifest, name, value)
    patient.settings.gateway_images.mkdir(exist_ok=True)
    (patient.settings.gateway_images / f"{patient.name}{backends.IMAGE_SUFFIX}").write_bytes(
        manifest.SerializeToString()
    )
    return manifest


def test_an_image_that_fits_is_nothing_to_tell(teller: Patient) -> None:
    stored(teller)
    assert looked(backends.IMAGE, teller) == []
    with answering(teller) as patient:
        assert looked(backends.BACKEND, patient) == []


@pytest.mark.parametrize("changes", [{"version": "9.0.0"}, {"image_sha256": "0" * 64}])
def test_an_image_that_differs_from_the_running_service_is_a_warning(teller: Patient, changes: dict[str, str]) -> None:
    stored(teller, **changes)
    with answering(teller) as patient:
        assert [found[0] for found in looked(backends.BACKEND, patient)] == ["WARNING"]


@pytest.mark.parametrize("changes", [{"name": "identity"}, {"image_sha256": "0" * 64}])
def test_an_image_that_is_damaged_or_anothers_is_told(teller: Patient, changes: dict[str, str]) -> None:
    stored(teller, **changes)
    assert looked(backends.IMAGE, teller) == [("FAILURE", "the image is damaged, or another service's")]


def test_an_image_that_is_missing_or_torn_is_told(tmp_path: Path) -> None:
    patient = of(house(tmp_path))
    assert looked(backends.IMAGE, patient) == [("FAILURE", "the gateway has no image: its routes answer 404")]
    patient.settings.gateway_images.mkdir()
    (patient.settings.gateway_images / f"{NAME}{backends.IMAGE_SUFFIX}").write_bytes(b"\xff\xff\xff")
    assert looked(backends.IMAGE, patient) == [("FAILURE", "the image cannot be read")]


def test_two_services_on_one_port_are_told(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    settings = load_settings({
        "SIFA_VAR": str(tmp_path), "SIFA_LEGAL_AID_GRPC_PORT": str(port), "SIFA_SUPERVISION_GRPC_PORT": str(port),
        "SIFA_GATEWAY_HTTP_PORT": "0",
    })  # fmt: skip
    assert looked(backends.PORTS, seen(settings, "legal_aid", NAME)) == [
        ("FAILURE", f"port {port} is given to legal_aid and to supervision")
    ]


def test_a_stranger_on_the_gateways_port_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        port = stranger.getsockname()[1]
        found = looked(backends.PORTS, house(tmp_path, SIFA_GATEWAY_HTTP_PORT=str(port)))
    assert found == [("FAILURE", f"port {port} of the gateway is taken by something else")]


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with serving_issuer() as served:
        yield served


def provided(var: Path, issuer: Issuer) -> list[tuple[str, str]]:
    return looked(backends.PROVIDER, house(var, SIFA_OIDC_ISSUER=issuer.address))


def test_a_provider_that_answers_is_nothing_to_tell(tmp_path: Path, issuer: Issuer) -> None:
    assert provided(tmp_path, issuer) == []
    assert looked(backends.PROVIDER, house(tmp_path)) == []


def test_a_provider_that_is_away_is_told(tmp_path: Path) -> None:
    (port,) = free_ports(1)
    installation = house(tmp_path, SIFA_OIDC_ISSUER=f"http://127.0.0.1:{port}")
    assert looked(backends.PROVIDER, installation) == [("FAILURE", "discovery or keys cannot be had: URLError")]


def test_a_provider_of_another_name_is_told(tmp_path: Path, issuer: Issuer) -> None:
    issuer.documents[DISCOVERY]["issuer"] = "https://other.example"
    assert provided(tmp_path, issuer) == [("FAILURE", "the discovery document is another issuer's")]


def test_a_provider_without_a_usable_key_is_told(tmp_path: Path, issuer: Issuer) -> None:
    issuer.documents["/jwks"]["keys"] = [{"kty": "oct", "k": "c2VjcmV0", "alg": "HS256"}]
    assert provided(tmp_path, issuer) == [("FAILURE", "the issuer names no usable key")]


def test_production_without_a_provider_or_without_an_address_of_a_source_is_told(tmp_path: Path) -> None:
    installation = house(tmp_path, SIFA_ENV="production", SIFA_BROKER_URL="none:")
    assert looked(backends.PROVIDER, installation) == [("FAILURE", "SIFA_OIDC_ISSUER is required in production")]
    wanted = sorted(installed_services()[NAME].sources)
    assert looked(backends.SOURCES, of(installation)) == [("FAILURE", f"SIFA_BACKENDS lacks {name}") for name in wanted]
    backends_of = ",".join(f"{name}=dns:///x:1" for name in wanted)
    given = house(tmp_path, SIFA_ENV="production", SIFA_BROKER_URL="none:", SIFA_BACKENDS=backends_of)
    assert looked(backends.SOURCES, of(given)) == []
