"""One request id, one effect: the stored reply of a caller's request.

It must not store refusals: a retry of a refused request runs again.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from chassis.kernel.errors import Kind, Refusal
from chassis.schema import request_reply


def claim_request(
    session: Session, *, caller: str, method: str, request_id: str, sha256: str, now: dt.datetime
) -> bytes | None:
    """Claim the id for this transaction, or return the reply stored for it.

    A second caller waits here for the first one's commit. Raises ALREADY_EXISTS `REQUEST_ID_REUSED` when the id came
    with another body.
    """
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    row = {"caller": caller, "method": method, "request_id": request_id, "sha256": sha256, "created": now}
    claimed = session.execute(
        insert(request_reply).values(row).on_conflict_do_nothing().returning(request_reply.c.request_id)
    ).one_or_none()
    if claimed is not None:
        return None
    stored = session.execute(sa.select(request_reply).where(*_key(caller, method, request_id))).one()
    if stored.sha256 != sha256:
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "REQUEST_ID_REUSED",
            "request_id（Idempotency-Key）已用于内容不同的请求。请为新请求换用新的 UUID；重试须原样发送。",
        )
    return bytes(stored.reply)


def store_reply(session: Session, *, caller: str, method: str, request_id: str, reply: bytes) -> None:
    """Keep the reply beside the effect; it lives as long as the record it created."""
    session.execute(sa.update(request_reply).where(*_key(caller, method, request_id)).values(reply=reply))


def _key(caller: str, method: str, request_id: str) -> tuple[sa.ColumnElement[bool], ...]:
    table = request_reply.c
    return (table.caller == caller, table.method == method, table.request_id == request_id)
