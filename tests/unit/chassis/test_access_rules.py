"""An rpc without a usable access rule keeps its service from starting."""

from __future__ import annotations

import itertools

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor import MethodDescriptor
from sifa.platform.v1 import access_pb2, platform_pb2

from chassis.auth.access import AccessMissing, AccessRule, access_rule
from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal

_COUNT = itertools.count()


def method(rule: access_pb2.Access | None) -> MethodDescriptor:
    """An rpc with the given option, made by hand."""
    package = f"sifa.handmade{next(_COUNT)}.v1"
    file = descriptor_pb2.FileDescriptorProto(name=f"{package}.proto", package=package, syntax="proto3")
    file.dependency.append("sifa/platform/v1/access.proto")
    file.message_type.add(name="Empty")
    name = f".{package}.Empty"
    made = file.service.add(name="Handmade").method.add(name="Do", input_type=name, output_type=name)
    if rule is not None:
        made.options.Extensions[access_pb2.access].CopyFrom(rule)
    pool = descriptor_pool.Default()
    pool.AddSerializedFile(file.SerializeToString())
    return pool.FindServiceByName(f"{package}.Handmade").methods_by_name["Do"]


@pytest.mark.parametrize(
    "rule",
    [
        None, access_pb2.Access(), access_pb2.Access(roles=["clerk"]),
        access_pb2.Access(scope=access_pb2.SCOPE_DIVISION), access_pb2.Access(scope=access_pb2.SCOPE_SERVICE),
        access_pb2.Access(roles=["clerk"], scope=access_pb2.SCOPE_DIVISION, unlinkable=True),
    ],
    ids=["no option", "empty", "no scope", "rows for everybody", "service for everybody", "known and unlinkable"],
)  # fmt: skip
def test_an_rpc_without_a_usable_rule_is_refused(rule: access_pb2.Access | None) -> None:
    with pytest.raises(AccessMissing, match="Handmade"):
        access_rule(method(rule))


def test_an_rpc_that_touches_no_rows_may_be_open() -> None:
    assert access_rule(method(access_pb2.Access(scope=access_pb2.SCOPE_NONE))).open


def test_the_manifest_is_open_without_an_option() -> None:
    assert access_rule(platform_pb2.DESCRIPTOR.services_by_name["Platform"].methods_by_name["GetManifest"]).open


def test_one_of_the_roles_is_enough() -> None:
    access_rule(method(access_pb2.Access(roles=["a", "b"], scope=access_pb2.SCOPE_DIVISION))).check(person("x", "b"))


@pytest.mark.parametrize("roles", [(), ("c",), ("A",), ("a ",), ("",)])
def test_another_role_is_denied(roles: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as caught:
        AccessRule(roles=frozenset({"a", "b"})).check(person(*roles))
    assert (caught.value.kind, caught.value.reason) == (Kind.PERMISSION_DENIED, "ROLE_MISSING")


def person(*roles: str) -> Principal:
    return Principal(subject="zhang", name="张", roles=frozenset(roles), divisions=())
