"""What a contract says of a method beside its shape: whether it changes anything, whether it wants a credential.

It must not decide who may call it.
"""

from __future__ import annotations

from functools import lru_cache

from google.protobuf import descriptor_pb2
from google.protobuf.message import Message
from sifa.platform.v1 import access_pb2

from gateway.routes import Route


def is_repeatable(route: Route, request: Message) -> bool:
    """Whether a second call does no harm: the method changes nothing, or the service knows the request again.

    The HTTP method tells nothing of this: a GET may be the second binding of a method that changes something.
    """
    reads = _options(route).idempotency_level == descriptor_pb2.MethodOptions.NO_SIDE_EFFECTS
    return reads or bool(getattr(request, "request_id", ""))


def wants_credential(route: Route) -> bool:
    """Whether the service answers nobody who is not known to it."""
    return bool(_options(route).Extensions[access_pb2.access].roles)


@lru_cache(maxsize=4096)
def is_unlinkable(route: Route) -> bool:
    """Whether nobody may find out who called."""
    return bool(_options(route).Extensions[access_pb2.access].unlinkable)


def _options(route: Route) -> descriptor_pb2.MethodOptions:
    method = route.request.file.pool.FindMethodByName(route.rpc.removeprefix("/").replace("/", "."))
    # NOTE: parsed again because the private pool of an image does not know the extension.
    return descriptor_pb2.MethodOptions.FromString(method.GetOptions().SerializeToString())
