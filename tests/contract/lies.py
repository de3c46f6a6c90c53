"""What a server may say of itself that must not be believed, each with the words of the refusal.

It must not know how it is said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from google.api import annotations_pb2
from google.protobuf import descriptor_pb2
from sifa.platform.v1 import platform_pb2

from tests.contract.breaks import BREAKS
from tests.contract.small_service import Change, changed, with_image

File = descriptor_pb2.FileDescriptorProto
Manifest = platform_pb2.Manifest
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Lie:
    """What is answered in place of the good manifest, and what the refusal says."""

    id: str
    answer: Callable[[Manifest], bytes]
    words: str


def _set(**fields: str) -> Callable[[Manifest], bytes]:
    def answer(good: Manifest) -> bytes:
        made = Manifest()
        made.CopyFrom(good)
        for name, value in fields.items():
            setattr(made, name, value)
        return made.SerializeToString()

    return answer


def _image(image: bytes) -> Callable[[Manifest], bytes]:
    return lambda good: with_image(good, image).SerializeToString()


def _change(change: Change) -> Callable[[Manifest], bytes]:
    return lambda good: changed(good, change).SerializeToString()


def _move_to(path: str, prefix: str) -> Callable[[Manifest], bytes]:
    """Claim a prefix and serve a path below it."""

    def answer(good: Manifest) -> bytes:
        made = changed(good, partial(_set_paths, path=path))
        made.http_prefix = prefix
        return made.SerializeToString()

    return answer


def _set_paths(file: File, path: str) -> None:
    for index, method in enumerate(file.service[0].method):
        rule = method.options.Extensions[annotations_pb2.http]
        del rule.additional_bindings[:]
        rule.get = f"{path}/{index}"


def _padded(good: Manifest) -> bytes:
    """A sound image of five MiB."""
    images = descriptor_pb2.FileDescriptorSet.FromString(good.image)
    images.file.add(name="padding.proto", package="padding", syntax="proto3").options.java_package = "p" * 5 * MIB
    return with_image(good, images.SerializeToString()).SerializeToString()


def _rename_package(file: File) -> None:
    file.package = "sifa.other.v1"
    for message in file.message_type:
        for field in message.field:
            if field.type_name:
                field.type_name = field.type_name.replace("sifa.probe.v1", "sifa.other.v1")
    for method in file.service[0].method:
        method.input_type = method.output_type = ".sifa.other.v1.Thing"


def _set_same_path(file: File) -> None:
    for method in file.service[0].method:
        rule = method.options.Extensions[annotations_pb2.http]
        del rule.additional_bindings[:]
        rule.get = "/v1/probe/same"


LIES = (
    Lie("another service", _set(name="legal_aid"), "belongs to another service"),
    Lie("no name", _set(name=""), "belongs to another service"),
    Lie("another package", _change(_rename_package), "no file of package sifa.probe.v1"),
    Lie("paths outside its prefix", _set(http_prefix="/v1/elsewhere"), "is not below /v1/elsewhere"),
    Lie("the root as prefix", _set(http_prefix="/"), "must look like"),
    Lie("the gateway's own address", _set(http_prefix="/readyz"), "must look like"),
    Lie("prefix of another service", _move_to("/v1/legal-aid/x", "/v1/legal-aid"), "taken by legal_aid"),
    Lie("prefix inside another's", _move_to("/v1/legal-aid/x/y", "/v1/legal-aid/x"), "taken by legal_aid"),
    Lie("one path twice", _change(_set_same_path), "is taken by"),
    Lie("lower version", _set(version="0.9.9"), "version 1.0.0 is present"),
    Lie("no version", _set(version="newest"), "is not a version number"),
    Lie("five MiB", _padded, "larger than 4 MiB"),
    Lie("wrong hash", _set(image_sha256="0" * 64), "does not match its SHA-256"),
    Lie("garbage image", _image(b"\xff" * 100), "not a complete FileDescriptorSet"),
    Lie("empty image", _image(b""), "no file of package"),
    Lie("garbage manifest", lambda _: b"\xff\xff\xff", "GetManifest failed"),
    Lie("empty manifest", lambda _: b"", "belongs to another service"),
    *(Lie(change.__name__.strip("_"), _change(change), words) for change, words in BREAKS),
)
