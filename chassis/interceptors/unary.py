"""Stand around every unary method of a server; streams (health watch, reflection) are left alone.

It must not do anything itself: what stands around is the subclass's business.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

import grpc

Answer = Callable[[Any, grpc.ServicerContext], Any]


class AroundUnary(grpc.ServerInterceptor):
    """Gives each unary method another answer, made from its own."""

    @abstractmethod
    def around(self, inner: Answer, call: grpc.HandlerCallDetails) -> Answer:
        """What is to answer instead of `inner`."""

    def intercept_service(
        self,
        continuation: Callable[[grpc.HandlerCallDetails], grpc.RpcMethodHandler[Any, Any] | None],
        handler_call_details: grpc.HandlerCallDetails,
    ) -> grpc.RpcMethodHandler[Any, Any] | None:
        """Called by grpcio for every call."""
        handler = continuation(handler_call_details)
        if handler is None or handler.unary_unary is None:
            return handler
        answer = self.around(handler.unary_unary, handler_call_details)
        return grpc.unary_unary_rpc_method_handler(answer, handler.request_deserializer, handler.response_serializer)
