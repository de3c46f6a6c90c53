"""Who calls: the bearer token of a person or a service, or the API key of a department, but not both.

It must not decide what a caller may do; `access` does. What was wrong with a credential is never told.
"""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import sqlalchemy as sa
import structlog

from chassis.auth.api_keys import SHAPE, ApiKey, load_key, real_now, sha256_of
from chassis.auth.tokens import TokenVerifier
from chassis.kernel.errors import Kind, Refusal
from chassis.principal import Principal
from chassis.schema import api_key
from chassis.service import Service

TOKEN, KEY = "authorization", "x-api-key"
TOUCH_EVERY = dt.timedelta(minutes=1)
_log = structlog.get_logger()


class Callers:
    """Tells the caller of each call to one service."""

    def __init__(self, service: Service) -> None:
        """Tokens are for this service, and keys lie in its database."""
        self._service = service
        self._tokens = TokenVerifier(service.settings.keys_dir, service.name, service.settings.oidc)
        self._touched: dict[str, dt.datetime] = {}
        self._notes = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"{service.name}-keys")

    def close(self) -> None:
        """Let the last notes be written; the database may be closed afterwards."""
        self._notes.shutdown()

    def identify(self, metadata: Iterable[tuple[str, Any]]) -> Principal:
        """The caller. Raises UNAUTHENTICATED `TOKEN_MISSING`, `TOKEN_INVALID`, `API_KEY_INVALID`, `TWO_CREDENTIALS`."""
        given = [(name, str(value)) for name, value in metadata if name in (TOKEN, KEY)]
        names = {name for name, _ in given}
        if len(names) > 1:
            raise Refusal(Kind.UNAUTHENTICATED, "TWO_CREDENTIALS", "登录凭证与接口密钥不能同时使用，请只携带其中一种。")
        if names == {KEY}:
            return self._holder(given[0][1] if len(given) == 1 else "")
        scheme, _, token = given[0][1].partition(" ") if len(given) == 1 else ("", "", "")
        if scheme.lower() != "bearer" or not token:
            raise Refusal(
                Kind.UNAUTHENTICATED, "TOKEN_MISSING", "请先登录，并在请求中携带 Authorization: Bearer 凭证。"
            )
        return self._tokens.verify(token)

    def _holder(self, text: str) -> Principal:
        """The department that holds the key."""
        found = SHAPE.fullmatch(text)
        key = self._load(found["id"]) if found and found["service"] == self._service.name else None
        same = hmac.compare_digest(sha256_of(text), key.sha256 if key else "")
        now = real_now()
        if key is None or not same or not key.is_active(now):
            message = "接口密钥无效。请核对密钥，或联系本单位安全管理员重新签发。"
            raise Refusal(Kind.UNAUTHENTICATED, "API_KEY_INVALID", message)
        self._touch(key, now)
        return Principal(
            subject=f"key:{key.id}", name=key.holder, roles=frozenset(key.roles), divisions=key.divisions,
            authority_type=key.authority_type, event_types=frozenset(key.event_types),
        )  # fmt: skip

    def _load(self, id_: str) -> ApiKey | None:
        with self._service.database.read() as session:
            return load_key(session, id_)

    def _touch(self, key: ApiKey, now: dt.datetime) -> None:
        """Remember, once a minute and beside the call, that the key is in use: the call neither waits nor fails."""
        latest = max(filter(None, (key.last_used, self._touched.get(key.id))), default=None)
        if latest is None or now - latest >= TOUCH_EVERY:
            self._touched[key.id] = now
            self._notes.submit(self._note_use, key.id, now)

    def _note_use(self, id_: str, now: dt.datetime) -> None:
        try:
            with self._service.database.write() as session:
                session.execute(sa.update(api_key).where(api_key.c.id == id_).values(last_used=now))
        except sa.exc.SQLAlchemyError as error:
            _log.warning("use of a key not noted", key=id_, error=type(error).__name__)
