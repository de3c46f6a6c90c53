"""One gRPC call as one unit of work: who, may they, is it sound, was it done before, do it, commit, answer.

It must not know any noun; servicers and handlers do.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable
from typing import Any

import grpc
import sqlalchemy as sa
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from chassis.auth.access import access_rule
from chassis.auth.callers import Callers
from chassis.clock import random_id
from chassis.failpoints import failpoint
from chassis.idempotency import claim_request, release_request, store_reply
from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal
from chassis.requests import check_request
from chassis.service import Service
from chassis.tx import Tx

LONGEST_SECONDS, COMMIT_MARGIN = 10.0, 0.05
MOST_TRIES = 5
# Replies are kept sealed: they repeat what a table may hold sealed.
KEPT_REPLY = "request_reply.reply"
NOBODY = Principal(subject="anonymous", name="", roles=frozenset(), divisions=())
Answer = Callable[[Tx, Any], Message]


class Rpc:
    """One rpc of one service, ready to be called by grpcio's threads."""

    def __init__(self, service: Service, method: MethodDescriptor, answer: Answer, callers: Callers) -> None:
        """Raises AccessMissing when the proto gives the rpc no access rule."""
        self._service = service
        self._answer = answer
        self._callers = callers
        self._rule = access_rule(method)
        self._name = method.full_name
        options = method.GetOptions()
        self._reads = options.idempotency_level == options.NO_SIDE_EFFECTS
        self._takes_id = "request_id" in method.input_type.fields_by_name
        self._reply_class = GetMessageClass(method.output_type)

    def __call__(self, request: Message, context: grpc.ServicerContext) -> Message:
        """Answer one call. Raises Refusal for everything that is refused; the error interceptor maps it.

        The whole unit of work runs again when the database asks for that, when a unique key was taken meanwhile, and
        when the connection was lost and a second run is harmless: the request id tells whether the first was committed.
        """
        ends = time.monotonic() + min(context.time_remaining() or LONGEST_SECONDS, LONGEST_SECONDS)
        principal = self._authenticate(context)
        check_request(request)
        repeatable = self._reads or (self._takes_id and bool(request.request_id))  # type: ignore[attr-defined]
        for attempt in range(MOST_TRIES):
            try:
                return self._read(request, principal) if self._reads else self._write(request, principal, ends)
            except (sa.exc.OperationalError, sa.exc.IntegrityError, sa.exc.InternalError) as error:
                if not (_is_conflict(error, attempt) or (repeatable and error.connection_invalidated)):
                    raise
                time.sleep(random.uniform(0.005, 0.02) * 2**attempt)  # noqa: S311 - jitter needs no secrecy
        raise Refusal(Kind.ABORTED, "TRY_AGAIN", "同一数据正被多人修改，请稍后用同一 request_id 重试。")

    def _authenticate(self, context: grpc.ServicerContext) -> Principal:
        """The end user of the call, allowed by the access rule."""
        if self._rule.open:
            return NOBODY
        principal = self._callers.identify(context.invocation_metadata())
        self._rule.check(principal)
        return principal

    def _read(self, request: Message, principal: Principal) -> Message:
        """One read-only transaction."""
        with self._service.database.read() as session:
            return self._answer(self._service.open_tx(session, principal=principal, cause=random_id()), request)

    def _write(self, request: Message, principal: Principal, ends: float) -> Message:
        """One unit of work, committed before the reply leaves."""
        reply = self._once(request, principal, ends)
        failpoint("after_commit_before_response")
        return reply

    def _once(self, request: Any, principal: Principal, ends: float) -> Message:
        """One transaction: claim the request id, do the work, keep the reply."""
        request_id = request.request_id if self._takes_id else ""
        key = {"caller": principal.subject, "method": self._name, "request_id": request_id}
        with self._service.database.write() as session:
            tx = self._service.open_tx(session, principal=principal, cause=request_id or random_id())
            if request_id:
                body = request.SerializeToString(deterministic=True)
                stored = claim_request(session, sha256=hashlib.sha256(body).hexdigest(), now=tx.now, **key)
                if stored is not None:
                    return self._reply_class.FromString(tx.seal.open_bytes(stored, KEPT_REPLY))
            reply, refusal = self._run(tx, request)
            if request_id and refusal is None:
                store_reply(session, reply=tx.seal.seal_bytes(reply.SerializeToString(), KEPT_REPLY), **key)
            elif request_id:
                release_request(session, **key)
            # NOTE: grpcio goes on after the caller's deadline; committing then would surprise a caller who gave up.
            if time.monotonic() > ends - COMMIT_MARGIN:
                raise Refusal(
                    Kind.DEADLINE_EXCEEDED, "DEADLINE_EXCEEDED", "办理超时，未生效。请用同一 request_id 重试。"
                )
        if refusal is not None:
            raise refusal
        return reply

    def _run(self, tx: Tx, request: Any) -> tuple[Message, Refusal | None]:
        """The servicer's reply, or the refusal that keeps what was written."""
        try:
            return self._answer(tx, request), None
        except Refusal as refusal:
            if not refusal.commits:
                raise
            return self._reply_class(), refusal


def _is_conflict(error: sa.exc.DBAPIError, attempt: int) -> bool:
    """Whether PostgreSQL rolled back without a fault of ours: serialisation, deadlock, lock time-out, idle time-out.

    The last comes after a machine that stood still.

    A unique key that was free when it was looked at and is not any more is another transaction's too: run again, the
    look finds it and says whose it is. A key that is taken every time is a fault of ours.
    """
    state = getattr(error.orig, "sqlstate", None)
    return state in ("40001", "40P01", "55P03", "25P03") or (state == "23505" and attempt < MOST_TRIES - 1)
