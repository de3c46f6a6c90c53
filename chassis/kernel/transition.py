"""Tables of legal moves: which custom method a state allows and where it may lead. It must not know a noun."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from chassis.kernel.errors import Kind, Refusal, RuleViolated

S = TypeVar("S", bound=enum.Enum)
Moves = Mapping[S, Mapping[str, frozenset[S]]]


def allowed_actions(moves: Moves[S], state: S) -> tuple[str, ...]:
    """Custom methods that the state allows, sorted."""
    return tuple(sorted(moves[state]))


def allow(moves: Moves[S], state: S, action: str, *, what: str, etag: str, given: str) -> None:
    """Raise RuleViolated ACTION_NOT_ALLOWED in a state without the move, ABORTED ETAG_MISMATCH when it has changed.

    `what` is the Chinese name of the noun, `etag` the current one, `given` what the caller expects (empty: anything).
    """
    if given and given != etag:
        raise Refusal(
            Kind.ABORTED, "ETAG_MISMATCH", f"该{what}已被他人更新，请重新读取后再办理。", metadata={"etag": etag}
        )
    if action not in moves[state]:
        raise RuleViolated(
            "ACTION_NOT_ALLOWED",
            f"该{what}当前状态不允许此项办理，请刷新后按页面所列可办事项办理。",
            state=state.name,
            allowed=",".join(allowed_actions(moves, state)),
        )
