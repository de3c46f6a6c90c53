"""Every rpc of every service, called on the service's own port by everybody there is.

Who gets in is written down by hand beside each service's tests; the protos must agree with that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from chassis.auth.api_keys import make_key
from chassis.auth.tokens import make_service_token, make_user_token
from chassis.clock import random_id
from chassis.manifest import installed_services
from chassis.server import load_servicers
from tests.doors import HOME, Door, Identity, bearer, migrated, serving, settings_of
from tests.servers.profiles import Profile

SERVICES = sorted(installed_services())
TABLES = Path(__file__).parents[1] / "services"
# Every role that any service names, and some that none does.
NAMED = {
    role
    for file in TABLES.glob("*/access.toml")
    for roles in tomllib.loads(file.read_text(encoding="utf-8")).values()
    for role in roles
}
STRANGE = {"department", "service", "authority", "system_admin", "audit_admin", "lawyer", "Legal_Aid_Head", ""}
ROLES = tuple(sorted(NAMED | STRANGE))
OF_EVERY_SERVICE = {
    "Platform.GetManifest": [], "EventLog.GetHead": ["department", "service"],
    "EventLog.ListEvents": ["department", "service"],
}  # fmt: skip
SHUT = (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED)


@pytest.fixture(scope="module", params=SERVICES)
def door(request: pytest.FixtureRequest, profile: Profile) -> Iterator[Door]:
    name = request.param
    with serving(migrated(settings_of(profile, name), name)) as door:
        yield door


def methods(door: Door) -> list[MethodDescriptor]:
    return [method for servicer in load_servicers(door.service) for method in servicer.DESCRIPTOR.methods]


def short(method: MethodDescriptor) -> str:
    return f"{method.containing_service.name}.{method.name}"


def table(door: Door) -> dict[str, list[str]]:
    file = TABLES / door.service.name / "access.toml"
    own = tomllib.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return {**OF_EVERY_SERVICE, **own}


def code_for(door: Door, method: MethodDescriptor, identity: Identity) -> grpc.StatusCode:
    """What the caller gets for an empty request; whoever is let in gets something else than a closed door."""
    try:
        door.call(method, GetMessageClass(method.input_type)(), identity)
    except grpc.RpcError as error:
        code: grpc.StatusCode = error.code()
        return code
    return grpc.StatusCode.OK


def key_holder(door: Door, role: str) -> Identity:
    """Call metadata of a court that was given a key a moment ago."""
    with door.service.database.write() as session:
        _, text = make_key(
            session, service=door.service.name, holder=random_id(), authority_type="COURT", roles=[role],
            divisions=[HOME], event_types=[], days=1,
        )  # fmt: skip
    return (("x-api-key", text),)


def test_every_rpc_is_in_the_table_and_nothing_else(door: Door) -> None:
    assert {short(method) for method in methods(door)} == set(table(door))


def test_each_role_gets_in_where_the_table_says(door: Door) -> None:
    keys = door.service.settings.keys_dir
    callers = {role: door.person(role) for role in ROLES}
    # A person cannot carry the role of a service or of another authority; a service's own token and a key do.
    callers["authority"] = key_holder(door, "authority")
    callers["service"] = bearer(make_service_token(keys, caller="party_building", callee=door.service.name))
    let_in = {
        short(method): sorted(role for role, who in callers.items() if code_for(door, method, who) not in SHUT)
        for method in methods(door)
    }
    everybody = sorted(callers)
    assert let_in == {rpc: sorted(roles) or everybody for rpc, roles in table(door).items()}


def test_a_role_that_is_missing_is_permission_denied(door: Door) -> None:
    for method in methods(door):
        if table(door)[short(method)]:
            assert code_for(door, method, door.person("lawyer")) is grpc.StatusCode.PERMISSION_DENIED, short(method)


def strangers(door: Door) -> dict[str, Identity]:
    """Callers whom no protected rpc may know."""
    keys, every = door.service.settings.keys_dir, [role for role in ROLES if role]
    person = {"subject": "zhang", "name": "张", "roles": every, "divisions": [HOME]}
    good = make_user_token(keys, **person)  # type: ignore[arg-type]
    head, claims, mark = good.split(".")
    return {
        "nobody": (),
        "garbage": bearer("a.b.c"),
        "expired": bearer(make_user_token(keys, **person, seconds=-60)),  # type: ignore[arg-type]
        "unsigned": bearer(f"{head}.{claims}."),
        "tampered": bearer(f"{head}.{claims[:-2]}AA.{mark}"),
        "basic": (("authorization", f"Basic {good}"),),
        "other header": (("x-authorization", f"Bearer {good}"), ("x-user", "bureau_chief")),
        "key of another service": (("x-api-key", key_holder(door, "department")[0][1].replace("sk_", "sk_x", 1)),),
        "key and token": (*key_holder(door, "department"), *bearer(good)),
        "token of another service": bearer(make_service_token(keys, caller="party_building", callee="nobody")),
    }


def test_a_stranger_is_unauthenticated_everywhere(door: Door) -> None:
    for method in methods(door):
        if table(door)[short(method)]:
            found = {name: code_for(door, method, who) for name, who in strangers(door).items()}
            assert set(found.values()) == {grpc.StatusCode.UNAUTHENTICATED}, (short(method), found)


@pytest.mark.parametrize("role", ["service", "authority"])
def test_a_person_who_claims_to_be_a_service_or_an_authority_is_denied(door: Door, role: str) -> None:
    for method in methods(door):
        if table(door)[short(method)]:
            assert code_for(door, method, door.person(role)) is grpc.StatusCode.PERMISSION_DENIED, short(method)
