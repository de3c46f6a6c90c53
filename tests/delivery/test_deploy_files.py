"""The deployment files are what the manifests say, are sound for the tools that read them, and hold no secret."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from chassis.deployment.compose import compose
from chassis.deployment.files import rendered_files
from chassis.deployment.plan import deployed_services
from chassis.events.broker import dead_letter_queue, inbox_queue
from chassis.manifest import Listening
from chassis.settings import load_settings
from tests.delivery.wheels import ROOT

DEPLOY = ROOT / "deploy"
TOOLS = Path(sys.executable).parent
SERVICES = deployed_services()
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
FROM_OUTSIDE = {"SIFA_OIDC_ISSUER", "SIFA_GATEWAY_TRUSTED_PROXIES", "SIFA_NOTIFIER"}
OURS = {name: block for name, block in COMPOSE["services"].items() if block["image"].startswith("${SIFA_IMAGE")}


@pytest.mark.parametrize("name", sorted(rendered_files(SERVICES)))
def test_a_rendered_file_is_what_the_manifests_say(name: str) -> None:
    assert (DEPLOY / name).read_text(encoding="utf-8") == rendered_files(SERVICES)[name], "run `make deploy-files`"


def test_a_fifth_service_appears_in_every_file() -> None:
    listens = (Listening(event="sifa.legal_aid.v1.ApplicationReceived", source="legal_aid", flow=""),)
    fifth = replace(SERVICES[0], name="people_mediation", grpc_port=50099, listens=listens)
    files = rendered_files([*SERVICES, fifth])
    assert {"people-mediation", "people-mediation-consume"} <= set(yaml.safe_load(files["compose.yaml"])["services"])
    assert "CREATE ROLE people_mediation_app" in files["postgresql/roles.sql"]
    assert "people-mediation-work" in files["prometheus/prometheus.yaml"]
    permission = json.loads(files["rabbitmq/definitions.json"])["permissions"][-1]
    assert (permission["user"], "legal_aid\\.events" in permission["read"]) == ("people_mediation", True)
    assert "legal_aid" not in permission["write"] + permission["configure"]


def test_the_compose_file_fits_its_schema(tmp_path: Path) -> None:
    check = [str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.compose-spec"]
    assert (
        subprocess.run([*check, str(DEPLOY / "compose.yaml")], capture_output=True, timeout=60, check=False).returncode
        == 0
    )
    broken = tmp_path / "compose.yaml"
    broken.write_text((DEPLOY / "compose.yaml").read_text(encoding="utf-8") + "servces: {}\n", encoding="utf-8")
    assert subprocess.run([*check, str(broken)], capture_output=True, timeout=60, check=False).returncode == 1


def test_only_what_sends_knows_the_channels() -> None:
    told = {name for name, block in OURS.items() if "SIFA_NOTIFIER" in block.get("environment", {})}
    assert told == {name for name in OURS if name.endswith("-work")}
    assert {OURS[name]["environment"]["SIFA_NOTIFIER"] for name in told} == {"${SIFA_NOTIFIER:-null:}"}


def test_the_dockerfile_has_no_finding() -> None:
    done = subprocess.run([TOOLS / "hadolint", DEPLOY / "Dockerfile"], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_process_of_ours_runs_without_rights_it_does_not_need(name: str) -> None:
    block = OURS[name]
    assert (block["user"], block["read_only"], block["cap_drop"]) == ("10001:10001", True, ["ALL"])
    assert "no-new-privileges:true" in block["security_opt"]
    assert set(block["deploy"]["resources"]["limits"]) == {"cpus", "memory"}


@pytest.mark.parametrize("name", sorted(OURS))
def test_the_settings_of_a_process_are_accepted_in_production(name: str, tmp_path: Path) -> None:
    block = OURS[name]
    given = {key: value for key, value in block["environment"].items() if "${" not in value}
    assert block["environment"].keys() - given.keys() <= FROM_OUTSIDE
    contents = {"DATABASE_URL_FILE": "postgresql://x@db/x", "BROKER_URL_FILE": "amqp://x@mq/sifa"}
    for key, value in given.items():
        if key.endswith("_FILE"):
            assert value.removeprefix("/run/secrets/") in block["secrets"]
            kind = next(content for end, content in contents.items() if key.endswith(end))
            given[key] = str(tmp_path / key)
            (tmp_path / key).write_text(kind, encoding="utf-8")
    settings = load_settings({**given, "SIFA_OIDC_ISSUER": "https://id.invalid", "SIFA_NOTIFIER": "null:"})
    assert settings.production
    assert set(settings.backends) == {service.name for service in SERVICES}


def test_only_the_one_who_migrates_gets_the_owners_address() -> None:
    for name, block in OURS.items():
        owners = [secret for secret in block.get("secrets", ()) if "owner" in secret]
        assert len(owners) == (1 if name.endswith("-migrate") else 0)
        services = {
            service.name
            for service in SERVICES
            if any(each.startswith(service.name) for each in block.get("secrets", ()))
        }
        assert len(services) == (0 if name in ("gateway", "images") else 1)


def test_every_secret_is_a_file_that_is_declared_and_ignored_by_git() -> None:
    used = {secret for block in COMPOSE["services"].values() for secret in block.get("secrets", ())}
    assert used == set(COMPOSE["secrets"])
    assert "/deploy/secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    for name, text in rendered_files(SERVICES).items():
        assert not re.search(r"://[^/\s:@]*:[^@\s]+@", text), name


def test_every_mounted_file_of_the_checkout_is_there() -> None:
    mounted = [volume for block in COMPOSE["services"].values() for volume in block.get("volumes", ())]
    files = [volume.split(":")[0] for volume in mounted if volume.startswith("./") and "secrets" not in volume]
    assert len(files) >= 4
    assert [file for file in files if not (DEPLOY / file).exists()] == []


def test_a_replica_may_be_added_to_every_server() -> None:
    for service in SERVICES:
        block = COMPOSE["services"][service.name.replace("_", "-")]
        assert not {"container_name", "ports"} & set(block)
    assert "dns:///legal-aid:50051" in COMPOSE["services"]["gateway"]["environment"]["SIFA_BACKENDS"]


def test_queues_are_declared_with_the_arguments_that_the_consumer_gives() -> None:
    queues = {row["name"]: row for row in json.loads(rendered_files(SERVICES)["rabbitmq/definitions.json"])["queues"]}
    inbox: Any = inbox_queue("supervision", ("legal_aid",), quorum=True)
    dead: Any = dead_letter_queue("supervision")
    assert queues["supervision.inbox"]["arguments"] == inbox.queue_arguments
    assert queues["supervision.inbox"]["arguments"]["x-queue-type"] == "quorum"
    assert not dead.queue_arguments
    assert queues["supervision.dead"]["arguments"] == {}


def test_a_service_that_listens_to_nobody_has_no_consumer() -> None:
    deaf = replace(SERVICES[0], listens=())
    assert f"{deaf.name.replace('_', '-')}-consume" not in compose([deaf])["services"]
