"""One request id, one effect: the stored reply of a caller's request.

It must not store refusals: a retry of a refused request runs again.
"""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from chassis.kernel.errors import Kind, Refusal
from chassis.schema import request_reply
from chassis.upsert import Upsert

_CLAIM = Upsert(request_reply, lambda row: row.on_conflict_do_nothing().returning(request_reply.c.request_id))
_OF_REQUEST = (
    request_reply.c.caller == sa.bindparam("of_caller"),
    request_reply.c.method == sa.bindparam("of_method"),
    request_reply.c.request_id == sa.bindparam("of_id"),
)
_STORED = sa.select(request_reply).where(*_OF_REQUEST)
_RELEASE = sa.delete(request_reply).where(*_OF_REQUEST)
_KEEP = sa.update(request_reply).where(*_OF_REQUEST).values(reply=sa.bindparam("reply"))


def claim_request(
    session: Session, *, caller: str, method: str, request_id: str, sha256: str, now: dt.datetime
) -> bytes | None:
    """Claim the id for this transaction, or return the reply stored for it.

    A second caller waits here for the first one's commit. Raises ALREADY_EXISTS `REQUEST_ID_REUSED` when the id came
    with another body.
    """
    row = {"caller": caller, "method": method, "request_id": request_id, "sha256": sha256, "created": now}
    claimed = _CLAIM.run(session, row).one_or_none()
    if claimed is not None:
        return None
    stored = session.execute(_STORED, {"of_caller": caller, "of_method": method, "of_id": request_id}).one()
    if stored.sha256 != sha256:
        raise Refusal(
            Kind.ALREADY_EXISTS,
            "REQUEST_ID_REUSED",
            "request_id（Idempotency-Key）已用于内容不同的请求。请为新请求换用新的 UUID；重试须原样发送。",
        )
    return bytes(stored.reply)


def store_reply(session: Session, *, caller: str, method: str, request_id: str, reply: bytes) -> None:
    """Keep the reply beside the effect; it lives as long as the record it created."""
    session.execute(_KEEP, {"of_caller": caller, "of_method": method, "of_id": request_id, "reply": reply})


def release_request(session: Session, *, caller: str, method: str, request_id: str) -> None:
    """Let the id go when a refusal keeps what was written: a retry runs again."""
    session.execute(_RELEASE, {"of_caller": caller, "of_method": method, "of_id": request_id})
