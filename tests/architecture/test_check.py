"""`sifa check` on a fifth service that is new folders only: silent when it is sound, loud about every planted fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MANIFEST = """
name = "planted"
title = "第五个服务"
proto_package = "sifa.planted.v1"
http_prefix = "/v1/planted"
grpc_port = 50099
owners = ["测试科"]
schema = { min = "0001", max = "0001" }
"""
WIRING = """
from chassis.wiring import Wiring
WIRING = Wiring(tables="")
"""


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """An installed distribution with one sound service."""
    folder = tmp_path / "services" / "planted"
    (folder / "domain").mkdir(parents=True)
    (tmp_path / "sifa" / "planted" / "v1").mkdir(parents=True)
    for name, text in (
        ("manifest.toml", MANIFEST),
        ("wiring.py", WIRING),
        ("README.md", "# planted"),
        ("__init__.py", ""),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    info = tmp_path / "sifa_planted-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: sifa-planted\nVersion: 0.1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[sifa.services]\nplanted = services.planted.wiring\n", encoding="utf-8")
    return tmp_path


def check(root: Path) -> tuple[int, str]:
    """Exit code and complaints of `sifa check` with the folder installed beside the project."""
    done = subprocess.run(
        [sys.executable, "-m", "chassis.cli.main", "check"],
        env={**os.environ, "PYTHONPATH": str(root), "SIFA_VAR": str(root / "var")},
        capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    return done.returncode, done.stderr


def test_a_sound_fifth_service_needs_no_edit_anywhere(planted: Path) -> None:
    assert check(planted) == (0, "")


EMITS = '[[emits]]\nevent = "sifa.planted.v1.Happened"\nflow = ""\n'
LISTENS = '[[listens]]\nevent = "sifa.legal_aid.v1.Nothing"\nsource = "legal_aid"\nflow = ""\n'


def test_a_fact_of_the_platform_may_be_told_by_any_service(planted: Path) -> None:
    told = EMITS.replace("sifa.planted.v1.Happened", "sifa.platform.v1.DeadlineChanged")
    (planted / "services" / "planted" / "manifest.toml").write_text(MANIFEST + told, encoding="utf-8")
    assert check(planted) == (0, "")


@pytest.mark.parametrize(
    ("manifest", "fault"),
    [
        (MANIFEST.replace("50099", "50051"), "grpc_port is taken by legal_aid"),
        (
            MANIFEST + '[[demo_account]]\naccount = "clerk"\nname = "x"\nroles = []\ndivision = "990102"\n',
            "demo account is taken by legal_aid",
        ),
        (MANIFEST.replace("/v1/planted", "/v1/legal-aid"), "http_prefix is taken by legal_aid"),
        (MANIFEST.replace('["测试科"]', "[]"), "has no owner"),
        (MANIFEST.replace('min = "0001"', 'min = "0002"'), "schema.min is above schema.max"),
        (MANIFEST + LISTENS, "listens to sifa.legal_aid.v1.Nothing, which legal_aid does not emit"),
        (
            MANIFEST + EMITS.replace("planted.v1.Happened", "platform.v1.Happened"),
            "emits sifa.platform.v1.Happened, which is not in its events.proto",
        ),
        (
            MANIFEST
            + LISTENS.replace("legal_aid.v1.Nothing", "platform.v1.DeadlineChanged").replace("legal_aid", "identity"),
            "listens to sifa.platform.v1.DeadlineChanged, which identity does not emit",
        ),
        (MANIFEST + LISTENS, "no reaction to sifa.legal_aid.v1.Nothing"),
        (MANIFEST + EMITS, "emits sifa.planted.v1.Happened, which is not in its events.proto"),
    ],
)
def test_a_planted_fault_in_the_manifest_is_named(planted: Path, manifest: str, fault: str) -> None:
    (planted / "services" / "planted" / "manifest.toml").write_text(manifest, encoding="utf-8")
    code, complaints = check(planted)
    assert code == 1
    assert fault in complaints


PLANNED = EMITS + "planned = true\n"
EVENTS = (
    "from google.protobuf import descriptor_pb2, descriptor_pool, message_factory\n"
    "file = descriptor_pb2.FileDescriptorProto(\n"
    "    name='sifa/planted/v1/events.proto', package='sifa.planted.v1', syntax='proto3')\n"
    "file.message_type.add(name='Happened')\n"
    "DESCRIPTOR = descriptor_pool.Default().AddSerializedFile(file.SerializeToString())\n"
    "Happened = message_factory.GetMessageClass(DESCRIPTOR.message_types_by_name['Happened'])\n"
)
HAPPENED = '"""Facts."""\nimport dataclasses\n\n\n@dataclasses.dataclass\nclass Happened:\n    """It."""\n'


def plan(planted: Path, manifest: str, *, dataclass: bool) -> tuple[int, str]:
    """The planted service has a message, and a dataclass or none, for what its manifest emits."""
    (planted / "sifa" / "planted" / "v1" / "events_pb2.py").write_text(EVENTS, encoding="utf-8")
    (planted / "services" / "planted" / "manifest.toml").write_text(MANIFEST + manifest, encoding="utf-8")
    if dataclass:
        (planted / "services" / "planted" / "domain" / "thing.py").write_text(HAPPENED, encoding="utf-8")
    return check(planted)


def test_a_planned_event_needs_its_message_and_no_dataclass(planted: Path) -> None:
    assert plan(planted, PLANNED, dataclass=False) == (0, "")


def test_an_event_that_is_not_planned_needs_a_dataclass(planted: Path) -> None:
    assert "no dataclass of the domain is called Happened" in plan(planted, EMITS, dataclass=False)[1]


def test_an_event_that_can_be_told_is_not_planned_any_more(planted: Path) -> None:
    assert "remove `planned`" in plan(planted, PLANNED, dataclass=True)[1]


def test_a_planned_event_without_a_message_is_named(planted: Path) -> None:
    (planted / "services" / "planted" / "manifest.toml").write_text(MANIFEST + PLANNED, encoding="utf-8")
    assert "which is not in its events.proto" in check(planted)[1]


def test_a_rule_id_that_the_rules_lack_is_named(planted: Path) -> None:
    file = planted / "services" / "planted" / "domain" / "thing.py"
    file.write_text('"""Decides by LA-999."""\n', encoding="utf-8")
    assert "relies on LA-999" in check(planted)[1]


RULE = '[[rule]]\nid = "LA-998"\ntitle = "演示"\ncitation = "演示"\nmark = "design"\n'
PAIR = '[[excluded]]\nfirst = "thing.decide"\nsecond = "thing.review"\ntext = "t"\n'


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (RULE.replace('"design"', '"rumour"'), "rules.toml: LA-998 has the unknown mark rumour"),
        (RULE + RULE, "rules.toml: LA-998 stands twice"),
        (RULE + 'keys = ["la.nothing"]\n', "rules.toml: LA-998 names la.nothing, which no pack has"),
        (
            RULE + PAIR + 'rule = "LA-999"\n',
            "thing.decide and thing.review exclude each other by the unknown rule LA-999",
        ),
        (RULE + PAIR + 'rule = "P-04"\n', ""),
        (RULE + PAIR + 'rule = "LA-998"\n', ""),
        (PAIR + 'rule = "P-04"\n', ""),
        (RULE + PAIR, "rules.toml: an excluded pair lacks 'rule'"),
    ],
)
def test_what_the_rules_file_names_must_exist(planted: Path, text: str, fault: str) -> None:
    (planted / "services" / "planted" / "rules.toml").write_text(text, encoding="utf-8")
    code, complaints = check(planted)
    assert (code, fault in complaints) == (1 if fault else 0, True)


def test_a_bad_policy_pack_is_named(planted: Path) -> None:
    (planted / "services" / "planted" / "policies").mkdir()
    pack = planted / "services" / "planted" / "policies" / "990000.toml"
    pack.write_text('id = "990000"\ndivision = "990000"\nstatus = "perhaps"\nparameter = []\n', encoding="utf-8")
    assert "status must be active or draft" in check(planted)[1]


def test_all_faults_are_named_at_once(planted: Path) -> None:
    (planted / "services" / "planted" / "README.md").unlink()
    file = planted / "services" / "planted" / "manifest.toml"
    file.write_text(MANIFEST.replace("50099", "50051").replace('["测试科"]', "[]"), encoding="utf-8")
    complaints = check(planted)[1]
    assert complaints.count("sifa check: planted:") == 3
