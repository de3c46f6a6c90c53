"""The access rule of every rpc, read from the protos and enforced in the service.

It must not be lenient: an rpc without a rule keeps the service from starting.
"""

from __future__ import annotations

from dataclasses import dataclass

from google.protobuf.descriptor import MethodDescriptor
from sifa.platform.v1 import access_pb2

from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal

# The only rpcs of ours without an access option. Health and reflection are not ours.
OPEN_METHODS = frozenset({"sifa.platform.v1.Platform.GetManifest"})


class AccessMissing(Exception):
    """An rpc has no usable access option."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRule:
    """Who may call one rpc."""

    roles: frozenset[str]

    @property
    def open(self) -> bool:
        """Whether nobody needs to be signed in."""
        return not self.roles

    def check(self, principal: Principal) -> None:
        """Raise PERMISSION_DENIED `ROLE_MISSING` unless the caller holds one of the roles."""
        if self.roles.isdisjoint(principal.roles):
            raise Refusal(
                Kind.PERMISSION_DENIED,
                "ROLE_MISSING",
                "您的岗位无权办理此事项。如确需办理，请联系本单位安全管理员授权。",
            )


def access_rule(method: MethodDescriptor) -> AccessRule:
    """The rule of one rpc. Raises AccessMissing when there is none, or one that would open rows to everybody."""
    if method.full_name in OPEN_METHODS:
        return AccessRule(roles=frozenset())
    option = method.GetOptions().Extensions[access_pb2.access]
    if option.scope == access_pb2.SCOPE_UNSPECIFIED:
        raise AccessMissing(f"{method.full_name} has no (sifa.platform.v1.access) option")
    if not option.roles and option.scope != access_pb2.SCOPE_NONE:
        raise AccessMissing(f"{method.full_name} opens rows to everybody")
    if option.roles and option.unlinkable:
        raise AccessMissing(f"{method.full_name} wants to know who calls and may not")
    return AccessRule(roles=frozenset(option.roles))
