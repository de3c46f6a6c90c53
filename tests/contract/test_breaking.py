"""`buf breaking` is the gate before every contract: it passes what is compatible and turns red on what is not."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from google.protobuf import descriptor_pb2

from chassis.contract import image_of
from chassis.manifest import installed_services

ROOT = Path(__file__).parents[2]
BUF = Path(sys.executable).with_name("buf")
Change = Callable[[descriptor_pb2.FileDescriptorProto], None]
EVENTS = "sifa/legal_aid/v1/events.proto"
Field = descriptor_pb2.FieldDescriptorProto


def breaking(tmp_path: Path, change: Change) -> subprocess.CompletedProcess[str]:
    """Compare the contract after a change of the events file with the contract before."""
    before = descriptor_pb2.FileDescriptorSet.FromString(image_of(installed_services()["legal_aid"]))
    after = descriptor_pb2.FileDescriptorSet.FromString(before.SerializeToString())
    change(next(file for file in after.file if file.name == EVENTS))
    for name, image in (("before", before), ("after", after)):
        (tmp_path / f"{name}.binpb").write_bytes(image.SerializeToString())
    command = [str(BUF), "breaking", str(tmp_path / "after.binpb"), "--against", str(tmp_path / "before.binpb")]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)


def leave(_: descriptor_pb2.FileDescriptorProto) -> None:
    """No change."""


def add_a_field(file: descriptor_pb2.FileDescriptorProto) -> None:
    file.message_type[0].field.add(
        name="colour", json_name="colour", number=90, type=Field.TYPE_STRING, label=Field.LABEL_OPTIONAL
    )


def retype_a_field(file: descriptor_pb2.FileDescriptorProto) -> None:
    file.message_type[0].field[1].type = Field.TYPE_INT32


def rename_a_field(file: descriptor_pb2.FileDescriptorProto) -> None:
    file.message_type[0].field[1].name = "region"
    file.message_type[0].field[1].json_name = "region"


def renumber_a_field(file: descriptor_pb2.FileDescriptorProto) -> None:
    file.message_type[0].field[1].number = 91


def remove_a_field(file: descriptor_pb2.FileDescriptorProto) -> None:
    del file.message_type[0].field[1]


def remove_a_message(file: descriptor_pb2.FileDescriptorProto) -> None:
    del file.message_type[2]


@pytest.mark.parametrize("change", [leave, add_a_field], ids=lambda change: change.__name__)
def test_a_compatible_change_passes(tmp_path: Path, change: Change) -> None:
    done = breaking(tmp_path, change)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize(
    "change", [retype_a_field, rename_a_field, renumber_a_field, remove_a_field, remove_a_message],
    ids=lambda change: change.__name__,
)  # fmt: skip
def test_a_breaking_change_turns_the_gate_red(tmp_path: Path, change: Change) -> None:
    done = breaking(tmp_path, change)
    assert done.returncode == 100, done.stderr
    assert EVENTS in done.stdout
